"""Running heads, feet and page numbers: what a page repeats, found by repetition and place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.read.pdf_glyphs import Glyphs
from pipeline.read.pdf_lines import Span, rows_of

EDGE_ROWS = 4
"""So many rows at the top and at the bottom of a page are looked at."""

PLACE = 4.0
"""Rows within about this many points of each other stand at one place."""

MARGIN = 80.0
"""Points: a page number stands no further than this from the edge."""

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+$")
_FOLIO = re.compile(r"^[-–— |]*(page )?#([ /]*(of )?#)?[-–— |]*$")


@dataclass(slots=True)
class Row:
    """A row near the edge of a page."""

    page: int
    edge: str  # "top" or "bottom"
    place: float  # points from that edge
    pattern: str  # its text with numbers as "#"
    numbers: tuple[int, ...]
    size: float
    spans: list[Span]


def furniture(pages: list[Glyphs], spans: list[list[Span]], body: float) -> list[set[int]]:
    """For each page the spans (by their place in its list) that are no part of the text.

    A row belongs to the furniture when the same words stand at the same distance from the same
    edge of another page (numbers aside) or when it is a page number alone, if no row of text lies
    between it and the edge; and when it holds the page's number as other rows there do. A large
    title that pages repeat above their text is kept where it first stands.
    """
    edges = [_edge_rows(glyphs, of_page) for glyphs, of_page in zip(pages, spans, strict=True)]
    rows = [row for edge in edges for side in edge for row in side]
    repeated = _repeated(rows, len(pages))
    counting = _counting(rows, len(pages))
    titles: set[str] = set()
    found: list[set[int]] = []
    for edge, of_page in zip(edges, spans, strict=True):
        place = {id(span): index for index, span in enumerate(of_page)}
        out: set[int] = set()
        for side in edge:
            text_met = False
            for row in side:
                known = (row.edge, row.pattern, round(row.place / PLACE)) in repeated
                if not (known or id(row) in counting or _is_folio(row)):
                    text_met = True
                elif text_met and id(row) not in counting:
                    break
                elif _is_title(row, body) and row.pattern not in titles:
                    titles.add(row.pattern)
                else:
                    out |= {place[id(span)] for span in row.spans}
        found.append(out)
    return found


def _is_folio(row: Row) -> bool:
    """Whether a row is a page number alone: one span, in the margin."""
    return len(row.spans) == 1 and row.place < MARGIN and bool(_FOLIO.match(row.pattern))


def _is_title(row: Row, body: float) -> bool:
    return row.edge == "top" and row.size > 1.25 * body and row.pattern != "#"


def _edge_rows(glyphs: Glyphs, spans: list[Span]) -> tuple[list[Row], list[Row]]:
    if not spans:
        return [], []
    top = sorted(spans, key=lambda span: span.top)[: 6 * EDGE_ROWS]
    bottom = sorted(spans, key=lambda span: -span.bottom)[: 6 * EDGE_ROWS]
    high = max(glyphs.height, *(span.bottom for span in spans))
    upper = [_row(glyphs, "top", row[0].top, row) for row in rows_of(top)[:EDGE_ROWS]]
    lower = [
        _row(glyphs, "bottom", high - row[0].bottom, row) for row in rows_of(bottom)[: -EDGE_ROWS - 1 : -1]
    ]
    return upper, lower


def _row(glyphs: Glyphs, edge: str, place: float, spans: list[Span]) -> Row:
    words = []
    for span in spans:
        letters = [chr(code) for code in glyphs.code[span.start : span.end].tolist()]
        spaced = zip(letters, glyphs.space[span.start : span.end].tolist(), strict=True)
        words.append("".join(" " + letter if space else letter for letter, space in spaced).strip())
    text = " ".join(words).lower()
    if _ROMAN.match(text):
        text = "#"
    pattern = _DIGITS.sub("#", text)
    numbers = tuple(int(number) for number in _DIGITS.findall(text)[:4] if len(number) < 5)
    return Row(glyphs.number, edge, place, pattern, numbers, max(span.size for span in spans), spans)


def _repeated(rows: list[Row], pages: int) -> set[tuple[str, str, int]]:
    """The patterns that stand at one place on several pages, where most rows at that place do or on many."""
    seen: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row in rows:
        seen[row.edge, row.pattern][round(row.place / PLACE)] += 1
    enough = 2 if pages < 40 else 3
    every: Counter[tuple[str, int]] = Counter()
    again: Counter[tuple[str, int]] = Counter()
    found: set[tuple[str, str, int]] = set()
    for (edge, pattern), places in seen.items():
        for place, count in places.items():
            every[edge, place] += count
            near = sum(places[place + step] for step in (-1, 0, 1))
            if near >= enough and pattern:
                again[edge, place] += count
                found.add((edge, pattern, place))
    return {
        (edge, pattern, place)
        for edge, pattern, place in found
        if 2 * _near(again, edge, place) >= _near(every, edge, place)
        or sum(seen[edge, pattern][place + step] for step in (-1, 0, 1)) >= max(2, pages / 5)
    }


def _near(counts: Counter[tuple[str, int]], edge: str, place: int) -> int:
    return sum(counts[edge, place + step] for step in (-1, 0, 1))


def _counting(rows: list[Row], pages: int) -> set[int]:
    """Rows (by identity) with a number that runs with the pages, as most rows at that place have."""
    if pages < 3:
        return set()
    offsets: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        for number in set(row.numbers):
            offsets[row.edge, round(row.place / PLACE), number - row.page].append(row)
    return {
        id(row)
        for same in offsets.values()
        if len({row.page for row in same}) >= max(3, pages // 4)
        for row in same
    }
