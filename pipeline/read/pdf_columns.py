"""Columns: the order in which the lines of a page are read.

A page is cut by the tallest empty strips that have text on both sides (after Breuel, "Two
Geometric Algorithms for Layout Analysis", 2002, here on rows): the rows that one strip crosses
are read column by column, the rows above it before and those below it after; each column is cut
again in the same way. A strip between the cells of a table parts no columns: the table's rows
are kept whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.read.pdf_glyphs import Floats
from pipeline.read.pdf_lines import Line, Span, rows_of
from pipeline.read.pdf_tables import table_rows

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


def regions(page: int, spans: list[Span], rules: Floats, depth: int = 0) -> list[Region]:
    """The lines of a page (or a part of it) in reading order."""
    rows = rows_of(spans)
    band = _tallest_band(rows) if depth < 6 else None
    if band is None:
        return [Region("text", [Line.of(page, row) for row in rows])] if rows else []
    first, last, gutters = band
    first = _without_lead(rows, first, last, gutters)
    part = [span for row in rows[first:last] for span in row]
    found: list[Region] = []
    if first > 0:
        found += regions(page, [span for row in rows[:first] for span in row], rules, depth + 1)
    table = table_rows(page, rows[first:last], gutters, rules)
    if table is not None:
        found.append(Region("table", table))
    else:
        for column in _columns(part, gutters):
            found += regions(page, column, rules, depth + 1)
    if last < len(rows):
        found += regions(page, [span for row in rows[last:] for span in row], rules, depth + 1)
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
        gutters = _between_columns(rows[start:end], open_strips)
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


def _without_lead(rows: list[list[Span]], first: int, last: int, gutters: list[Interval]) -> int:
    """The first row that has more than the left column: what stands above it is read before."""
    for index in range(first, last):
        if any(span.x0 >= gutters[0][1] - 1 for span in rows[index]):
            return index
    return first


def _columns(spans: list[Span], gutters: list[Interval]) -> list[list[Span]]:
    columns: list[list[Span]] = [[] for _ in range(len(gutters) + 1)]
    for span in spans:
        columns[sum(span.x0 >= right - 1 for _, right in gutters)].append(span)
    return [column for column in columns if column]
