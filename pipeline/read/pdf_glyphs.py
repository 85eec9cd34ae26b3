"""The characters of a PDF page with their boxes, fonts and drawn lines, as arrays.

pypdfium2's raw functions are called through prototypes of our own: the generated ones check every
argument, which doubles the price of a call, and there are two and a half million characters in a
report of 332 pages. Texts come in one call a page, boxes in one call a character (0.7 µs), and
fonts in one call a word.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pypdfium2 import raw

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int

SPACES = (9, 10, 11, 12, 13, 32, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)
"""Code points that part words or take no room; pdfium's own line ends are among them."""

LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

HYPHEN = 0x2D
SOFT_HYPHEN = 0xAD
_LINE_END_HYPHENS = (0x02, 0xFFFE)  # how pdfium hands over a hyphen that ends a line

MOST_OBJECTS = 4000  # drawn objects looked at on a page; a map may have a hundred thousand


def _own(function: Any, result: Any, *arguments: Any) -> Any:
    """`function` of the library, without the generated checks of its arguments."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_char_box = _own(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_unicode = _own(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_font_info = _own(
    raw.FPDFText_GetFontInfo, ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong, _POINTER
)
_font_size = _own(raw.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_matrix = _own(raw.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_text_object = _own(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_render_mode = _own(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_angle = _own(raw.FPDFText_GetCharAngle, ctypes.c_float, _POINTER, _INT)


@dataclass(frozen=True, slots=True)
class Face:
    """How a word is set."""

    size: float  # points
    bold: bool
    italic: bool
    turned: int  # degrees clockwise from upright on the page as shown: 0, 90, 180 or 270
    hidden: bool = False  # printed in no ink, as behind the picture of a scanned page


@dataclass(slots=True, eq=False)
class Glyphs:
    """One page: n characters in the order in which the file prints them, spaces left out."""

    number: int
    width: float
    height: float
    rotation: int
    code: npt.NDArray[np.uint32]  # n
    box: Floats  # n × 4: x0, top, x1, bottom in points from the top left of the page as shown
    space: Flags  # n: a space stands before the character
    face: npt.NDArray[np.int32]  # n: index into `faces`
    faces: list[Face]
    rules: Floats  # m × 4: drawn lines and boxes
    picture: float = 0.0  # the share of the page that its largest picture covers

    def some(self, keep: Flags) -> Glyphs:
        """The page with only the characters marked in `keep`."""
        return replace(
            self, code=self.code[keep], box=self.box[keep], space=self.space[keep], face=self.face[keep]
        )


def open_page(document: pdfium.PdfDocument, index: int, faces: FaceTable) -> Glyphs:
    """The characters of page `index` (from 0); raises pdfium.PdfiumError when it cannot be loaded."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _glyphs(page, textpage, index + 1, faces)
        finally:
            textpage.close()
    finally:
        page.close()


def _glyphs(page: Any, textpage: Any, number: int, faces: FaceTable) -> Glyphs:
    frame = _Frame.of(page)
    address = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    count = max(0, raw.FPDFText_CountChars(textpage.raw))
    code = _codes(textpage.raw, address, count)
    printed = ~np.isin(code, SPACES) & (code > 0x02) & (code != 0xFFFE) | np.isin(code, _LINE_END_HYPHENS)
    code[np.isin(code, _LINE_END_HYPHENS)] = HYPHEN
    kept = np.flatnonzero(printed)
    space = np.ones(len(kept), bool)
    space[1:] = np.diff(kept) > 1
    box = _boxes(address, kept)
    box = frame.shown(box)
    _share_boxes(code[kept], box)
    middle = (box[:, :2] + box[:, 2:]) / 2
    seen = ~_doubles(code[kept], box) & (middle >= 0).all(axis=1)
    seen &= (middle[:, 0] <= frame.width) & (middle[:, 1] <= frame.height)
    kept, box, space = kept[seen], box[seen], space[seen]
    code = code[kept]
    rules, picture = _drawn(page)
    starts = np.flatnonzero(space | (np.abs(np.diff(box[:, 3], prepend=np.float32(-1))) > 0.3))
    face = faces.of_words(address, kept[starts], box[starts], frame.rotation)
    lengths = np.diff(np.append(starts, len(kept)))
    glyphs = Glyphs(
        number,
        frame.width,
        frame.height,
        frame.rotation,
        code,
        box,
        space,
        np.repeat(face, lengths).astype(np.int32),
        faces.faces,
        frame.shown(rules),
        picture / max(1.0, frame.width * frame.height),
    )
    return _spread_ligatures(glyphs)


def _codes(textpage: Any, address: int | None, count: int) -> npt.NDArray[np.uint32]:
    """The code point of each character; in one call where text and characters match one to one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer) if count else 1
    units = np.ctypeslib.as_array(buffer)[:count]
    if got == count + 1 and not np.any((units >= 0xD800) & (units < 0xE000)):
        plain: npt.NDArray[np.uint32] = units.astype(np.uint32)
        return plain
    return np.fromiter(map(_unicode, repeat(address), range(count)), np.uint32, count)


def _boxes(address: int | None, kept: Ints) -> Floats:
    """left, top, right, bottom in the page's own coordinates, for the characters `kept`."""
    box = np.zeros((len(kept), 4), np.float32)
    base = box.ctypes.data
    for _ in map(_char_box, repeat(address), kept.tolist(), range(base, base + 16 * len(kept), 16)):
        pass
    return box


def _share_boxes(code: npt.NDArray[np.uint32], box: Floats) -> None:
    """Part the box of a ligature among its letters: pdfium gives "Th", "ff", "ffi" one box for all."""
    twice = (code[1:] == code[:-1]) & ~np.isin(code[1:], [ord(letter) for letter in "ftlij"])
    same = np.append(False, (box[1:] == box[:-1]).all(axis=1) & ~twice)
    starts = np.flatnonzero(~same & np.append(same[1:], False))
    for start in starts.tolist():
        end = start + 1
        while end < len(box) and same[end]:
            end += 1
        edges = np.linspace(box[start, 0], box[start, 2], end - start + 1)
        box[start:end, 0], box[start:end, 2] = edges[:-1], edges[1:]


def _doubles(code: npt.NDArray[np.uint32], box: Floats) -> Flags:
    """Characters printed a second time at nearly the same place, to look bold."""
    double = np.zeros(len(code), bool)
    if len(code) < 2:
        return double
    size = np.float32(max(1.0, float(np.median(box[:, 3] - box[:, 1])) / 4))
    for shift in (0.0, 0.5):
        places = np.floor(box[:, :2] / size + np.float32(shift)).astype(np.int64) + (1 << 18)
        key = (code.astype(np.int64) << 40) | (places[:, 1] << 20) | places[:, 0]
        order = np.argsort(key, kind="stable")
        again = np.flatnonzero(np.diff(key[order]) == 0)
        one, other = order[again], order[again + 1]
        moved = np.abs(box[one, 0] - box[other, 0])
        double[other[moved < 0.35 * (box[one, 2] - box[one, 0])]] = True
    return double


@dataclass(frozen=True, slots=True)
class _Frame:
    """From a page's own coordinates to points from the top left of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: Any) -> _Frame:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    def shown(self, box: Floats) -> Floats:
        """`box` (n × 4: two opposite corners; y upwards) as x0, top, x1, bottom, y downwards."""
        x, y = box[:, [0, 2]], box[:, [1, 3]]
        across, down = {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.rotation]
        return np.stack(
            [across.min(axis=1), down.min(axis=1), across.max(axis=1), down.max(axis=1)], axis=1
        ).astype(np.float32)


class FaceTable:
    """The faces of one document; size and weight are asked of the library once a font and height."""

    def __init__(self) -> None:
        self.faces: list[Face] = []
        self._known: dict[tuple[str, int, int, bool], int] = {}
        self._name = ctypes.create_string_buffer(128)
        self._flags = _INT(0)

    def of_words(self, address: int | None, at: Ints, box: Floats, rotation: int) -> list[int]:
        """For each word that starts at character `at`, the index of its face."""
        name, flags = ctypes.addressof(self._name), ctypes.addressof(self._flags)
        height = np.round((box[:, 3] - box[:, 1]) * 8).astype(int).tolist()
        new_line = (np.abs(np.diff(box[:, 3], prepend=np.float32(-1))) > 0.1).tolist()
        found: list[int] = []
        turned, hidden = 0, False
        for index, tall, new in zip(at.tolist(), height, new_line, strict=True):
            if new:
                turned = round(math.degrees(_angle(address, index)) / 90) * 90
                hidden = _render_mode(_text_object(address, index)) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            length = _font_info(address, index, name, 128, flags)
            key = (self._name.value.decode("latin-1") if length else "", tall, turned, hidden)
            face = self._known.get(key)
            if face is None:
                face = self._known[key] = len(self.faces)
                shown = self._face(address, index, key[0], self._flags.value, turned + rotation)
                self.faces.append(replace(shown, hidden=hidden))
            found.append(face)
        return found

    @staticmethod
    def _face(address: int | None, index: int, name: str, flags: int, turned: int) -> Face:
        matrix = raw.FS_MATRIX()
        _matrix(address, index, ctypes.addressof(matrix))
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
        low = name.lower()
        bold = bool(flags & 1 << 18) or any(cue in low for cue in ("bold", "black", "heavy", "demi"))
        italic = bool(flags & 1 << 6) or any(cue in low for cue in ("italic", "oblique"))
        return Face(_font_size(address, index) * scale, bold, italic, turned % 360)


def _spread_ligatures(glyphs: Glyphs) -> Glyphs:
    """Each ligature as its letters, which share its box from left to right."""
    where = np.flatnonzero((glyphs.code >= 0xFB00) & (glyphs.code <= 0xFB06))
    if not len(where):
        return glyphs
    times = np.ones(len(glyphs.code), np.int64)
    times[where] = [len(LIGATURES[code]) for code in glyphs.code[where].tolist()]
    first = np.cumsum(times) - times
    code, box = np.repeat(glyphs.code, times), np.repeat(glyphs.box, times, axis=0)
    space, face = np.repeat(glyphs.space, times), np.repeat(glyphs.face, times)
    for old, new in zip(where.tolist(), first[where].tolist(), strict=True):
        letters = LIGATURES[int(glyphs.code[old])]
        edges = np.linspace(glyphs.box[old, 0], glyphs.box[old, 2], len(letters) + 1)
        for step, letter in enumerate(letters):
            code[new + step] = ord(letter)
            box[new + step, [0, 2]] = edges[step : step + 2]
            space[new + step] &= step == 0
    glyphs.code, glyphs.box, glyphs.space, glyphs.face = code, box, space, face
    return glyphs


def _drawn(page: Any) -> tuple[Floats, float]:
    """The boxes of drawn paths (left, bottom, right, top; y upwards), the area of the largest picture."""
    found: list[tuple[float, float, float, float]] = []
    picture = 0.0
    bounds = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
        part = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(part)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if raw.FPDFPageObj_GetBounds(part, *bounds):
            left, bottom, right, top = (bound.value for bound in bounds)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                picture = max(picture, (right - left) * (top - bottom))
            else:
                found.append((left, bottom, right, top))
    return np.array(found, np.float32).reshape(-1, 4), picture
