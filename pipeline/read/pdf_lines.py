"""Spans and lines: characters that stand side by side, before anything is known of columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.read.pdf_glyphs import Flags, Floats, Glyphs, Ints

SPLIT = 0.75
"""A gap wider than this many line heights parts two spans: a gutter, a table's cell, a tab."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start`:`end` of a page, on one line with no wide gap between them."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float  # of most of its characters, points
    bold: bool
    italic: bool
    mixed: bool = False  # more than one face

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """Spans on one baseline within one column, from left to right."""

    page: int
    spans: list[Span]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str = ""  # as printed, without raised marks; set by `pdf_text.spell`
    glyphs: Ints = field(default_factory=lambda: np.zeros(0, np.int64))  # of each character; -1 a space
    marked: bool = False  # it opens with a raised mark: a footnote
    cells: frozenset[int] = frozenset()  # of a table's row: the glyphs that its cells begin with

    @classmethod
    def of(cls, page: int, spans: Iterable[Span]) -> Line:
        row = sorted(spans, key=lambda span: span.x0)
        main = max(row, key=lambda span: span.end - span.start)
        return cls(
            page,
            row,
            row[0].x0,
            main.top,
            max(span.x1 for span in row),
            main.bottom,
            main.size,
            main.bold and all(span.bold for span in row if span.end - span.start > 1),
            main.italic,
        )

    @classmethod
    def of_cells(cls, page: int, cells: list[list[Span]]) -> Line:
        """A row of a table: cell by cell, each from its top line down."""
        line = cls.of(page, [span for cell in cells for span in cell])
        line.spans = [span for cell in cells for row in rows_of(cell) for span in row]
        line.cells = frozenset(rows_of(cell)[0][0].start for cell in cells)
        return line

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A page as it is shown and as it is read; both have the same characters."""

    shown: Glyphs
    read: Glyphs  # boxes and rules turned so that its text reads from left to right


def upright(glyphs: Glyphs) -> Sheet:
    """The page's main text, turned to be read from left to right.

    Text in another direction (labels up the side of a chart, a chapter's name along the edge) is
    left out: it cannot stand in lines with the rest. So is text in no ink, unless the whole page
    is (a scan with its text recognised).
    """
    hidden = np.array([face.hidden for face in glyphs.faces], bool)[glyphs.face]
    if hidden.any() and not hidden.all():
        glyphs = glyphs.some(~hidden)
    turned = np.array([face.turned for face in glyphs.faces], np.int64)[glyphs.face]
    if not turned.any():
        return Sheet(glyphs, glyphs)
    most = int(np.bincount(turned // 90, minlength=4).argmax()) * 90
    shown = glyphs.some(turned == most)
    box, rules = _turn(shown, shown.box, most), _turn(shown, shown.rules, most)
    width, height = (shown.width, shown.height) if most % 180 == 0 else (shown.height, shown.width)
    return Sheet(shown, replace(shown, box=box, rules=rules, width=width, height=height))


def _turn(glyphs: Glyphs, box: Floats, degrees: int) -> Floats:
    """`box` as it stands when the page is turned back by `degrees`."""
    x0, top, x1, bottom = box.T
    width, height = np.float32(glyphs.width), np.float32(glyphs.height)
    match degrees:
        case 90:
            edges = (top, width - x1, bottom, width - x0)
        case 180:
            edges = (width - x1, height - bottom, width - x0, height - top)
        case 270:
            edges = (height - bottom, x0, height - top, x1)
        case _:
            edges = (x0, top, x1, bottom)
    return np.stack(edges, axis=1)


def spans_of(glyphs: Glyphs) -> list[Span]:
    """The spans of an upright page in the order in which the file prints them.

    Wide gaps within a span are noted as spaces in `glyphs`.
    """
    count = len(glyphs.code)
    if not count:
        return []
    x0, top, x1, bottom = glyphs.box.T
    tall = np.maximum(bottom - top, 1.0)
    overlap = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    gap = x0[1:] - x1[:-1]
    height = np.maximum(tall[1:], tall[:-1])
    new_line = (overlap < 0.35 * np.minimum(tall[1:], tall[:-1])) | (gap < -0.6 * height)
    wide = ~new_line & (gap > SPLIT * height)
    glyphs.space[1:] |= ~new_line & (gap > 0.28 * height)
    letter = np.char.isalpha(glyphs.code.view("U1")) if len(wide) and wide.any() else None
    stretched = wide if letter is None else _stretched(gap, wide, new_line | glyphs.space[1:], letter)
    apart = new_line | wide & ~stretched
    starts = np.append(0, np.flatnonzero(apart) + 1)
    ends = np.append(starts[1:], count)
    left, right = np.minimum.reduceat(x0, starts), np.maximum.reduceat(x1, starts)
    changes = np.cumsum(np.diff(glyphs.face, prepend=glyphs.face[0]) != 0).tolist()
    spans: list[Span] = []
    for start, end, low, high in zip(
        starts.tolist(), ends.tolist(), left.tolist(), right.tolist(), strict=True
    ):
        kind = glyphs.face[start:end]
        mixed = changes[end - 1] > changes[start]
        face = int(np.bincount(kind).argmax()) if mixed else int(kind[0])
        like = start  # a raised mark does not make the line taller
        if mixed:
            like += int((kind == face).argmax())
        set_in = glyphs.faces[face]
        spans.append(
            Span(
                start,
                end,
                low,
                float(top[like]),
                high,
                float(bottom[like]),
                set_in.size,
                set_in.bold,
                set_in.italic,
                mixed,
            )
        )
    return spans


def _stretched(gap: Floats, wide: Flags, between_words: Flags, letter: Flags) -> Flags:
    """Wide gaps that are the spaces of a line stretched to fill its column.

    They part single words (not numbers: those stand in tables, evenly spaced) and are as wide as
    the gap between words before or after them.
    """
    at = np.flatnonzero(between_words)
    worded = letter[at] | letter[at + 1]
    like = np.zeros(len(at), bool)
    same = (
        wide[at[1:]] & wide[at[:-1]] & worded[1:] & worded[:-1] & (np.abs(gap[at[1:]] - gap[at[:-1]]) < 0.25)
    )
    like[1:] |= same
    like[:-1] |= same
    found = np.zeros(len(gap), bool)
    found[at] = like
    return found


def rows_of(spans: list[Span]) -> list[list[Span]]:
    """Spans that stand on one line, over the whole width; from the top, each from the left."""
    rows: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (span.top + span.bottom) / 2):
        middle = (span.top + span.bottom) / 2
        if rows and any(_level(span, middle, other) for other in rows[-1]):
            rows[-1].append(span)
        else:
            rows.append([span])
    for row in rows:
        row.sort(key=lambda span: span.x0)
    return rows


def _level(span: Span, middle: float, other: Span) -> bool:
    """Whether two spans share a line: the middle of each lies within the other."""
    return other.top < middle < other.bottom and span.top < (other.top + other.bottom) / 2 < span.bottom
