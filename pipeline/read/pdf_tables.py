"""Tables: cells that stand in rows, told from columns of running text."""

from __future__ import annotations

from pipeline.read.pdf_glyphs import Floats
from pipeline.read.pdf_lines import Line, Span

Interval = tuple[float, float]


def table_rows(
    page: int, rows: list[list[Span]], gutters: list[Interval], rules: Floats
) -> list[Line] | None:
    """The rows of a table, or None where the gutters part columns of text.

    A table is ruled across its gutters, or most of its columns are not filled with text.
    """
    spans = [span for row in rows for span in row]
    ruled = _ruled(spans, gutters, rules)
    if not ruled and _running_text(spans, gutters):
        return None
    return [Line.of(page, row) for row in rows]


def _ruled(spans: list[Span], gutters: list[Interval], rules: Floats) -> bool:
    """At least three lines drawn across a gutter between the first and last row."""
    if not len(rules):
        return False
    top, bottom = min(span.top for span in spans), max(span.bottom for span in spans)
    x0, upper, x1, lower = rules.T
    left, right = gutters[0]
    flat = (lower - upper < 30) & (upper > top - 6) & (lower < bottom + 6)
    across = flat & (x0 < left - 4) & (x1 > right + 4)
    return len(set((upper[across] / 3).astype(int).tolist())) >= 3


def _running_text(spans: list[Span], gutters: list[Interval]) -> bool:
    """Whether every column but short ones has lines that fill it."""
    columns: list[list[Span]] = [[] for _ in range(len(gutters) + 1)]
    for span in spans:
        columns[sum(span.x0 >= right - 1 for _, right in gutters)].append(span)
    texty = 0
    for column in columns:
        if not column:
            continue
        left, right = min(span.x0 for span in column), max(span.x1 for span in column)
        long = sum(span.end - span.start for span in column if span.end - span.start > 15)
        full = sum(span.x1 - span.x0 > 0.75 * (right - left) for span in column)
        texty += long > 0.6 * sum(span.end - span.start for span in column) and full >= 0.4 * len(column)
    return texty >= 1 if len(gutters) == 1 else texty >= len(gutters)
