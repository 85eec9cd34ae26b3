"""Columns: the order in which the lines of a page are read.

A page is cut by the tallest empty strips that have text on both sides (after Breuel, "Two
Geometric Algorithms for Layout Analysis", 2002, here on rows): the rows that one strip crosses
are read column by column, the rows above it before and those below it after; each column is cut
again in the same way. Ruled tables are taken out before and put back where they stand; a strip
with no running text on either side parts the cells of a table or the labels of a chart, whose rows
are kept whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from pipeline.read.pdf_glyphs import Floats
from pipeline.read.pdf_lines import Line, Span, rows_of
from pipeline.read.pdf_tables import Table, tables_of

Interval = tuple[float, float]

GUTTER = 0.75
"""Least width of a strip between columns, in line heights."""

LEAST_COLUMN = 5.0
"""Least width of a column, in line heights: the bullets of a list are none."""


LEAST_ROWS = 2
"""Least number of rows on either side of a strip."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one column, or a table, in reading order."""

    kind: Literal["text", "table"]
    lines: list[Line]


def regions(page: int, spans: list[Span], rules: Floats) -> list[Region]:
    """The text and tables of a page in reading order."""
    tables, spans = tables_of(page, spans, rules)
    cut = _Cut(page, {table.span: table for table in tables})
    return cut.regions([*spans, *(table.span for table in tables)])


@dataclass(slots=True)
class _Cut:
    page: int
    tables: dict[Span, Table]

    def regions(self, spans: list[Span], depth: int = 0) -> list[Region]:
        rows = rows_of(spans)
        band = _tallest_band(rows) if depth < 8 else None
        if band is None:
            return self._lines(rows)
        first, last, gutters = band
        first = _without_lead(rows, first, last, gutters)
        above, within, below = rows[:first], rows[first:last], rows[last:]
        part = [span for row in within for span in row]
        found = self.regions([span for row in above for span in row], depth + 1) if above else []
        gutters = _beside_text(part, gutters)
        if gutters:
            for column in _columns(part, gutters):
                found += self.regions(column, depth + 1)
        elif any(span in self.tables for span in part):
            found += self._lines(within)
        else:
            found.append(
                Region("table", [Line.of_cells(self.page, [[span] for span in row]) for row in within])
            )
        if below:
            found += self.regions([span for row in below for span in row], depth + 1)
        return found

    def _lines(self, rows: list[list[Span]]) -> list[Region]:
        """Rows of one column: stretches of text with the tables between them."""
        found: list[Region] = []
        for row in rows:
            text = [span for span in row if span not in self.tables]
            for span in row:
                if span in self.tables:
                    found.append(Region("table", self.tables[span].rows))
            if text:
                if not found or found[-1].kind == "table":
                    found.append(Region("text", []))
                found[-1].lines.append(Line.of(self.page, text))
        return found


def _tallest_band(rows: list[list[Span]]) -> tuple[int, int, list[Interval]] | None:
    """First and last row and the gutters of the most rows that one empty strip crosses."""
    spans = [span for row in rows for span in row]
    if len(spans) < 4:
        return None
    heights = sorted(span.height for span in spans)
    unit = max(4.0, heights[len(heights) // 2])
    left = min(span.x0 for span in spans) + LEAST_COLUMN * unit
    right = max(span.x1 for span in spans) - LEAST_COLUMN * unit
    if left >= right:
        return None
    free = [_gaps(row, left, right, GUTTER * unit) for row in rows]
    best: tuple[int, int, list[Interval]] | None = None
    most, reached = 0.0, 0
    for start in range(len(rows)):
        open_strips, end = free[start], start
        while open_strips and end < len(rows):
            kept = _meet(open_strips, free[end], GUTTER * unit)
            if not kept:
                break
            open_strips, end = kept, end + 1
        if end <= reached or not open_strips:
            continue
        gutters = _wide_columns(_between_columns(rows[start:end], open_strips), LEAST_COLUMN * unit)
        if gutters:
            reached = end
            tall = max(span.bottom for span in rows[end - 1]) - min(span.top for span in rows[start])
            if tall > most:
                best, most = (start, end, gutters), tall
        if reached == len(rows):
            break
    return best


def _gaps(row: list[Span], left: float, right: float, least: float) -> list[Interval]:
    """Where `row` leaves the page empty between `left` and `right`."""
    found: list[Interval] = []
    at = left
    for span in row:
        if min(span.x0, right) - at >= least:
            found.append((at, min(span.x0, right)))
        at = max(at, span.x1)
    if right - at >= least:
        found.append((at, right))
    return found


def _meet(one: list[Interval], other: list[Interval], least: float) -> list[Interval]:
    """The intervals that both have empty, where still at least `least` wide."""
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if min(b, d) - max(a, c) >= least]


def _between_columns(rows: list[list[Span]], strips: list[Interval]) -> list[Interval]:
    """The strips with text on both sides of them, enough rows of it to be columns."""
    spans = [span for row in rows for span in row]
    edges = [span.x0 for span in spans], [span.x1 for span in spans]
    found: list[Interval] = []
    low = min(edges[0])
    for left, right in strips:
        before = [span for span in spans if low - 1 <= span.x0 and span.x1 <= left + 1]
        after = [span for span in spans if span.x0 >= right - 1]
        if min(len(rows_of(before)), len(rows_of(after))) < LEAST_ROWS:
            continue
        top = max(min(span.top for span in before), min(span.top for span in after))
        bottom = min(max(span.bottom for span in before), max(span.bottom for span in after))
        if bottom > top:
            found.append((left, right))
            low = right
    return found


def _wide_columns(gutters: list[Interval], least: float) -> list[Interval]:
    """The gutters but those after a narrow column: the numbers of a list belong to its text."""
    found: list[Interval] = []
    for gutter in gutters:
        if not found or gutter[0] - found[-1][1] >= least:
            found.append(gutter)
    return found


def _without_lead(rows: list[list[Span]], first: int, last: int, gutters: list[Interval]) -> int:
    """The first row of the columns: headings and lines of the left column above them are read before."""
    sizes: Counter[float] = Counter()
    for row in rows[first:last]:
        for span in row:
            sizes[round(span.size)] += span.end - span.start
    body = sizes.most_common(1)[0][0]
    for index in range(first, last):
        right = [span for span in rows[index] if span.x0 >= gutters[0][1] - 1]
        heading = len(right) == len(rows[index]) and all(span.size > 1.1 * body for span in right)
        if right and not heading:
            return index
    return first


def _beside_text(spans: list[Span], gutters: list[Interval]) -> list[Interval]:
    """The gutters that a column of running text lies beside; the others part the cells of a table."""
    text = [_running_text(column) for column in _columns(spans, gutters, empty=True)]
    return [gutter for index, gutter in enumerate(gutters) if text[index] or text[index + 1]]


def _running_text(column: list[Span]) -> bool:
    """Whether the lines of a column mostly fill it, with several words each, or a table does."""
    if any(span.start < 0 for span in column):
        return True
    if len(column) < 2:
        return False
    left, right = min(span.x0 for span in column), max(span.x1 for span in column)
    characters = sum(span.end - span.start for span in column)
    long = sum(span.end - span.start for span in column if span.end - span.start > 15)
    full = sum(span.x1 - span.x0 > 0.7 * (right - left) for span in column)
    return long > 0.6 * characters and full >= 0.4 * len(column)


def _columns(spans: list[Span], gutters: list[Interval], *, empty: bool = False) -> list[list[Span]]:
    columns: list[list[Span]] = [[] for _ in range(len(gutters) + 1)]
    for span in spans:
        columns[sum(span.x0 >= right - 1 for _, right in gutters)].append(span)
    return [column for column in columns if column or empty]
