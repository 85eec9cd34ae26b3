"""Figures of ruled tables that set one year's official number beside the year before's.

The reading prints a table as lines, its cells parted by tabs. The header's years are the periods, the
row's label is the indicator (`models/rules/tables.yaml`). The last year is the current one; the others
are cited for comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.strict import Strict, load
from pipeline.records import Figure, Narrative, Status

FILE = Path(__file__).parents[2] / "models" / "rules" / "tables.yaml"
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*")
_MARKS = re.compile(r"^\W*(?:[no•▪]\s+)?")  # a list mark, also of a symbol font: "n Number Conducted"
_NOTE = r"[\s†‡§*]*(?:\([\d\s,;–-]+\))?\s*"  # marks and numbers of notes behind a cell's word
_NUMBER = re.compile(rf"\s*(?P<value>\d{{1,3}}(?:,\s?\d{{3}})+|\d+){_NOTE}")


class RowRule(Strict):
    """A row of official numbers."""

    label: str
    indicator: str
    unit: str
    part_of: str | None = None  # the label of the row above that is its total


class TableExample(Strict):
    table: tuple[str, ...]
    gives: tuple[str, ...]


class TableRules(Strict):
    rows: tuple[RowRule, ...]
    silent: tuple[str, ...]
    examples: tuple[TableExample, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text, where it starts in the document, and its column's year."""

    text: str
    start: int
    year: int


@cache
def table_rules() -> TableRules:
    return load(FILE, TableRules)


@cache
def _silence() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<value>{'|'.join(table_rules().silent)}){_NOTE}", re.IGNORECASE)


def mine_tables(narrative: Narrative, text: str, *, before: int = 0) -> list[Figure]:
    """The figures of the narrative's tables in text order; `before`: how many figures precede them in
    the list that `part_of` counts in.
    """
    figures: list[Figure] = []
    for start, end in narrative.tables:
        totals: dict[tuple[str, int], int] = {}  # label rule and year, to the figure's place
        for rule, cells in _rows(text[start:end], start):
            current = max(cell.year for cell in cells)
            for cell in cells:
                total = totals.get((rule.part_of, cell.year)) if rule.part_of else None
                figure = _figure(rule, cell, cell.year < current, total)
                if figure is not None:
                    if figure.status == "reported":
                        totals[rule.label, cell.year] = before + len(figures)
                    figures.append(figure)
    return figures


def _rows(table: str, start: int) -> Iterator[tuple[RowRule, list[_Cell]]]:
    """The rows that a rule knows, with their cells under the years of the header."""
    years: list[int | None] = []
    for line in table.split("\n"):
        label, *cells = line.split("\t")
        header = [_YEAR.fullmatch(cell) for cell in cells]
        if any(header):
            years = [int(found[1]) if found else None for found in header]
        rule = _rule(label)
        placed: list[_Cell] = []
        at = start + len(label) + 1
        for cell, year in zip(cells, years, strict=False):
            if year is not None:
                placed.append(_Cell(cell, at, year))
            at += len(cell) + 1
        if rule is not None and placed:
            yield rule, placed
        start += len(line) + 1


def _rule(label: str) -> RowRule | None:
    plain = _MARKS.sub("", " ".join(label.split())).lower()
    return next((rule for rule in table_rules().rows if re.fullmatch(rule.label, plain)), None)


def _figure(rule: RowRule, cell: _Cell, earlier: bool, total: int | None) -> Figure | None:
    status: Status = "reported"
    found = _NUMBER.fullmatch(cell.text)
    value = float(re.sub(r"[,\s]", "", found["value"])) if found else None
    if found is None:
        found, status = _silence().fullmatch(cell.text), "not_reported"
    if found is None:
        return None
    if value == 0:
        status = "zero"
    return Figure(
        start=cell.start + found.start("value"),
        end=cell.start + found.end("value"),
        anchor=found["value"],
        indicator=rule.indicator,
        unit=rule.unit,
        low=value,
        high=value,
        rule=f"tables:{rule.indicator}",
        status=status,
        period=str(cell.year),
        comparison=earlier,
        part_of=total if status == "reported" else None,
        confidence=0.95,
    )
