"""Ruled tables: rows of cells between drawn lines, taken out before columns are looked for.

Most publishers draw a line under each row, or shade the rows. Lines stacked over the same width
make a table where the strips between them hold cells side by side; what stands between two lines
is one row of the table, however many printed lines its cells wrap to.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.read.pdf_glyphs import Floats
from pipeline.read.pdf_lines import SPLIT, Line, Span, rows_of

THIN, BAR = 3.0, 40.0
"""Points: a drawn line is lower than the one, a shaded row lower than the other."""

WIDE = 90.0
"""Points: least width of a line that parts rows."""

REACH = 170.0
"""Points: greatest height of a row."""

MOST_LINES = 14
"""A strip with more printed lines than this is running text between two lines."""


class Rule(NamedTuple):
    """A horizontal line."""

    y: float
    x0: float
    x1: float


@dataclass(slots=True)
class Table:
    """A table's place on the page and its rows; each row is a line of cells."""

    span: Span  # stands for the table while columns are looked for
    rows: list[Line]


def tables_of(page: int, spans: list[Span], rules: Floats) -> tuple[list[Table], list[Span]]:
    """The ruled tables of a page and the spans that stand in none of them."""
    tables: list[Table] = []
    drawn = [rule for rule in _level_rules(rules) if not _underlines(rule, spans)]
    for stack in _stacks(drawn):
        for strips in _tabular(stack, spans):
            rows = [Line.of_cells(page, cells) for strip in strips for cells in _rows(strip)]
            inside = [span for strip in strips for span in strip]
            taken = set(inside)
            spans = [span for span in spans if span not in taken]
            tables.append(Table(_around(inside, -1 - len(tables)), rows))
    return tables, spans


def _level_rules(rules: Floats) -> list[Rule]:
    """Drawn lines and the edges of shaded rows; pieces that meet end to end are one line."""
    edges: list[Rule] = []
    for x0, top, x1, bottom in rules.tolist():
        if bottom - top < THIN:
            edges.append(Rule((top + bottom) / 2, x0, x1))
        elif bottom - top < BAR and x1 - x0 > bottom - top:
            edges += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
    edges.sort(key=lambda rule: (round(rule.y / 2), rule.x0))
    merged: list[Rule] = []
    for rule in edges:
        last = merged[-1] if merged else None
        if last and abs(last.y - rule.y) < 2.5 and rule.x0 <= last.x1 + 4:
            merged[-1] = Rule(last.y, last.x0, max(last.x1, rule.x1))
        else:
            merged.append(rule)
    return sorted(rule for rule in merged if rule.x1 - rule.x0 >= WIDE)


def _underlines(rule: Rule, spans: list[Span]) -> bool:
    """Whether a line is drawn under words, as under a link: no wider than they are."""
    return any(
        span.bottom - 0.5 * span.height < rule.y < span.bottom + 2
        and span.x0 - 3 < rule.x0
        and rule.x1 < span.x1 + 3
        for span in spans
    )


def _stacks(rules: list[Rule]) -> list[list[Rule]]:
    """Lines one below the other that share most of their width, from three lines up."""
    stacks: list[list[Rule]] = []
    for rule in rules:
        for stack in stacks:
            x0, x1 = min(other.x0 for other in stack), max(other.x1 for other in stack)
            shared = min(x1, rule.x1) - max(x0, rule.x0)
            if (
                rule.y - stack[-1].y <= REACH
                and shared > 0.9 * (rule.x1 - rule.x0) - 6
                and (shared > 0.3 * (x1 - x0))
            ):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len({round(rule.y / 3) for rule in stack}) >= 3]


def _tabular(stack: list[Rule], spans: list[Span]) -> list[list[list[Span]]]:
    """The runs of strips of `stack` that hold a table's rows."""
    left, right = min(rule.x0 for rule in stack) - 4, max(rule.x1 for rule in stack) + 4
    runs: list[list[list[Span]]] = [[]]
    for upper, lower in itertools.pairwise(stack):
        strip = [
            span
            for span in spans
            if upper.y - 2 < (span.top + span.bottom) / 2 < lower.y + 1
            and left <= span.x0
            and span.x1 <= right
        ]
        if _is_text(strip, left, right):
            runs.append([])
        elif strip and (runs[-1] or len(_cells(strip)) > 1):
            runs[-1].append(strip)
    return [run for run in runs if sum(len(_cells(strip)) > 1 for strip in run) >= 2]


def _is_text(strip: list[Span], left: float, right: float) -> bool:
    """Running text: one wide cell of several lines from the left edge, or more lines than a row has."""
    if not strip:
        return False
    lines = len(rows_of(strip))
    if lines > MOST_LINES:
        return True
    start, end = min(span.x0 for span in strip), max(span.x1 for span in strip)
    whole = start < left + 20 and end - start > 0.5 * (right - left)
    return lines > 1 and whole and len(_cells(strip)) == 1


def _cells(strip: list[Span]) -> list[list[Span]]:
    """The spans of a row in cells from left to right; those of a cell stand above each other."""
    cells: list[list[Span]] = []
    reach = 0.0
    for span in sorted(strip, key=lambda span: span.x0):
        if cells and span.x0 < reach + SPLIT * span.height:
            cells[-1].append(span)
        else:
            cells.append([span])
        reach = max(reach, span.x1)
    return cells


def _rows(strip: list[Span]) -> list[list[list[Span]]]:
    """A strip as one row; as one for each printed line where all its cells have the same lines.

    Shaded tables often mark every other row only, and open ones only head and foot.
    """
    lines = rows_of(strip)
    cells = _cells(strip)
    if len(lines) > 1 and len(cells) > 1 and all(len(rows_of(cell)) == len(lines) for cell in cells):
        return [_cells(line) for line in lines]
    return [cells]


def _around(spans: list[Span], mark: int) -> Span:
    return Span(
        mark,
        mark,
        min(span.x0 for span in spans),
        min(span.top for span in spans),
        max(span.x1 for span in spans),
        max(span.bottom for span in spans),
        spans[0].size,
        False,
        False,
    )
