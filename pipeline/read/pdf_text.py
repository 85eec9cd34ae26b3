"""The characters of a line as text: spaces put in, footnote marks left out, odd code points mended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, groupby

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_glyphs import HYPHEN, SOFT_HYPHEN, Flags, Glyphs, Ints
from pipeline.read.pdf_lines import Line, Span

MARKS = frozenset("0123456789*†‡§¶#,-–[]()abcdefghijk")
"""What a raised mark of a footnote is made of; raised "st" and "th" are left in their words."""

RAISED_FORMS = frozenset({0xB9, 0xB2, 0xB3, 0x2070, *range(0x2074, 0x207A)})

SMALL = 0.8
"""A raised mark is smaller than this part of its line."""

_SPACE = np.array([-1])

MENDED = {
    0x2010: HYPHEN,
    0x2011: HYPHEN,
    0x2212: HYPHEN,
    0xF0B7: ord("•"),
    0xF0A7: ord("▪"),
    0xF06E: ord("▪"),
    0xF0D8: ord("•"),
    0xF0FC: ord("✓"),
    0x02BC: ord("’"),
    0x2015: ord("—"),
}
"""Code points that stand for others: hyphens of other kinds, the bullets of symbol fonts."""


def mend(glyphs: Glyphs) -> None:
    """Replace odd code points of a page; soft hyphens stay, for the end of a line to decide."""
    code = glyphs.code
    for old, new in MENDED.items():
        code[code == old] = new


def strange(code: npt.NDArray[np.uint32]) -> float:
    """The share of code points that are no text: private, unassigned to a letter, controls."""
    if not len(code):
        return 0.0
    odd = (
        (code == 0xFFFD)
        | (code < 0x20)
        | ((code >= 0x7F) & (code < 0xA0))
        | ((code >= 0xE000) & (code < 0xF900))
    )
    return float(odd.mean())


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A page's characters as one string with its spaces: what the texts of lines are cut from."""

    text: str
    glyph: Ints  # for each character of `text` its glyph; -1 a space
    at: list[int]  # where each glyph stands in `text`
    plain: bool  # neither soft hyphens nor raised forms anywhere on the page

    @classmethod
    def of(cls, glyphs: Glyphs) -> Printed:
        at = np.arange(len(glyphs.code)) + np.cumsum(glyphs.space)
        length = int(at[-1]) + 1 if len(at) else 0
        glyph = np.full(length, -1, np.int64)
        glyph[at] = np.arange(len(at))
        code = np.full(length, 32, "<u4")
        code[at] = glyphs.code
        text = code.tobytes().decode("utf-32-le", errors="replace")
        special = (code == SOFT_HYPHEN) | np.isin(code, list(RAISED_FORMS))
        return cls(text, glyph, at.tolist(), not special.any())


def spell(line: Line, glyphs: Glyphs, printed: Printed) -> None:
    """Set the text of `line` and, for each of its characters, the glyph that it was printed as."""
    texts: list[str] = []
    parts: list[Ints] = []
    for span in line.spans:
        first, end = printed.at[span.start], printed.at[span.end - 1] + 1
        text, index = printed.text[first:end], printed.glyph[first:end]
        if span.mixed or span.size < SMALL * line.size or not printed.plain:
            kept = _kept(span, line, glyphs, index, opens=not parts)
            text, index = "".join(compress(text, kept.tolist())), index[kept]
        if not text:
            continue
        if texts and span.start in line.cells:
            texts.append("\t")
            parts.append(_SPACE)
        elif texts and (line.cells or glyphs.space[span.start] or _apart(parts[-1], span, glyphs)):
            texts.append(" ")
            parts.append(_SPACE)
        texts.append(text)
        parts.append(index)
    line.text = "".join(texts)
    line.glyphs = np.concatenate(parts) if len(parts) != 1 else parts[0]


def _apart(before: Ints, span: Span, glyphs: Glyphs) -> bool:
    last = int(before[-1])
    return last < 0 or abs(span.x0 - float(glyphs.box[last, 2])) > 0.1 * span.height


def _kept(span: Span, line: Line, glyphs: Glyphs, index: Ints, *, opens: bool) -> Flags:
    """Which characters of `span` belong to the text: not raised marks, not soft hyphens within.

    A mark that opens a line is kept and noted on the line: it is the number of a footnote.
    """
    code, box = glyphs.code[span.start : span.end], glyphs.box[span.start : span.end]
    sizes = np.array([glyphs.faces[kind].size for kind in glyphs.face[span.start : span.end].tolist()])
    high = (sizes < SMALL * line.size) & (box[:, 3] < line.bottom - 0.1 * line.height)
    mark = _whole_marks(code, high) | np.isin(code, list(RAISED_FORMS))
    if opens and mark[0]:
        line.marked = True
        mark[: len(mark) if mark.all() else int(mark.argmin())] = False
    soft = code == SOFT_HYPHEN
    soft[-1] = False
    out = np.zeros(len(index), bool)
    printed = index >= 0
    out[printed] = (mark | soft)[index[printed] - span.start]
    before = np.append(out[1:], False) & ~printed & np.append(False, ~printed[:-1] | out[:-1])
    kept: Flags = ~out & ~before
    return kept


def _whole_marks(code: npt.NDArray[np.uint32], high: Flags) -> Flags:
    """The raised runs that are marks throughout; a raised letter after a digit is "2nd" or "XIXe"."""
    found = np.zeros(len(code), bool)
    letters = [chr(value) for value in code.tolist()]
    start = 0
    for raised, run in groupby(high.tolist()):
        end = start + len(list(run))
        part = letters[start:end]
        before = letters[start - 1] if start else " "
        ordinal = part[0].isalpha() and (before.isdigit() or before.isupper())
        found[start:end] = raised and MARKS.issuperset(part) and not ordinal
        start = end
    return found
