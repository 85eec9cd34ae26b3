"""Indicators by year: in each cell the latest word, or the reason why there is no number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.codebook import codebook
from warehouse.report import words
from warehouse.report.evidence import Evidence
from warehouse.report.shown import anchor_id

PILLARS = ("prosecution", "protection", "prevention", "profile", "other")
CASES = ("investigations", "prosecutions", "convictions")
VICTIMS = (
    "victims_identified",
    "potential_victims",
    "victims_referred",
    "victims_assisted",
    "victims_repatriated",
)
SPOKEN = {
    "reported": "{text}",
    "zero": "0, the report says that there was none",
    "parts": "only parts of the total were given",
    "not_reported": "not reported: the number was not given",
    "not_mentioned": "not mentioned in the reports of that year",
    "not_processed": "no report of that year is loaded",
    "failed": "the report of that year could not be read",
}
_TEXT = {"parts": "parts", "not_reported": "n/r", "not_mentioned": "·", "failed": "!"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one year: `state` is a key of `SPOKEN`, `ids` the statements behind it."""

    year: int
    state: str
    text: str
    ids: tuple[str, ...] = ()
    value: float | None = None  # for charts: the lower bound
    disputed: bool = False  # another edition or source has another number
    partial: bool = False  # the number is about a part of the year

    @property
    def spoken(self) -> str:
        told = SPOKEN[self.state].format(text=self.text)
        told += ", for a part of the year" if self.partial else ""
        return f"{told}; another edition or source has another number" if self.disputed else told


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in one unit: the total, or (`part`) one breakdown of it."""

    indicator: str
    label: str
    unit: str
    part: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure and the year that it is about."""

    year: int
    evidence: Evidence
    latest: bool = False  # the latest word on its indicator, breakdown and year (view `series`)
    disputed: bool = False  # and another edition or source has another number


Key = tuple[str, str, str]  # indicator, unit as written, breakdown


def rows(
    statements: Sequence[Statement], years: Sequence[int], reasons: Mapping[tuple[str, int], str]
) -> list[Row]:
    """The table's rows in the order of the codebook, each total before its breakdowns.

    `reasons` says for (indicator, year) why there is no statement.
    """
    told = _grouped(statements)
    order = list(codebook().indicators)
    found = sorted({key[0] for key in told}, key=lambda code: _rank(code, order))
    made: list[Row] = []
    for indicator in found:
        keys = [key for key in told if key[0] == indicator]
        units = Counter(key[1] for key in keys for some in told[key].values() for _ in some)
        for unit, _ in units.most_common():
            whole = told.get((indicator, unit, ""), {})
            parts = {key[2]: told[key] for key in sorted(keys) if key[1] == unit and key[2]}
            cells = []
            for year in years:
                pieces = [statement for some in parts.values() for statement in some.get(year, [])]
                cells.append(_cell(year, whole.get(year, []), pieces, _reason(reasons, indicator, year)))
            made.append(Row(indicator, words.indicator(indicator), unit, False, tuple(cells)))
            for name, some in parts.items():
                cells = [_cell(year, some.get(year, []), [], "not_mentioned") for year in years]
                made.append(Row(indicator, name, "", True, tuple(cells)))
    return made


def _reason(reasons: Mapping[tuple[str, int], str], indicator: str, year: int) -> str:
    """Why nothing is told; where something is, in another unit or breakdown, this row is not mentioned."""
    base = indicator.removesuffix("_change").removesuffix("_share")
    reason = reasons.get((base, year), "not_processed")
    return reason if reason in ("not_processed", "failed") else "not_mentioned"


def groups(made: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows by pillar, in the order of the report's own sections."""
    by_pillar: dict[str, list[Row]] = defaultdict(list)
    for row in made:
        by_pillar[words.pillar(row.indicator)].append(row)
    return [(pillar, by_pillar[pillar]) for pillar in PILLARS if pillar in by_pillar]


def _grouped(statements: Sequence[Statement]) -> dict[Key, dict[int, list[Statement]]]:
    """Statements by row and year; a zero or a silence, whose unit is free, joins the commonest unit."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        row = statement.evidence.row
        if row["status"] == "reported":
            known[row["indicator"]][words.unit(row["unit"], row["currency"])] += 1
    told: dict[Key, dict[int, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        row = statement.evidence.row
        unit = words.unit(row["unit"], row["currency"])
        commonest = known[row["indicator"]]
        if row["status"] != "reported" and commonest:
            unit = commonest.most_common(1)[0][0]
        told[row["indicator"], unit, words.breakdown(row)][statement.year].append(statement)
    return told


def _cell(year: int, whole: Sequence[Statement], parts: Sequence[Statement], reason: str) -> Cell:
    """The latest number; else a zero; else parts of one; else a silence; else the reason."""
    for status in ("reported", "zero"):
        some = [s for s in whole if s.evidence.row["status"] == status]
        if some:
            return _told(year, status, max(some, key=_word), [*whole, *parts])
    spoken = [s for s in parts if s.evidence.row["status"] != "not_reported"]
    state = "parts" if spoken else "not_reported" if whole or parts else reason
    return Cell(year, state, _TEXT.get(state, ""), tuple(anchor_id(s.evidence) for s in [*whole, *parts]))


def _told(year: int, status: str, chosen: Statement, all_: Sequence[Statement]) -> Cell:
    row = chosen.evidence.row
    ids = [anchor_id(chosen.evidence)] + [anchor_id(s.evidence) for s in all_ if s is not chosen]
    low = row["low"] if row["low"] is not None else row["high"]
    value = 0.0 if status == "zero" else low
    partial = words.part_of_year(row["period"])
    return Cell(year, status, words.value(row), tuple(ids), value, chosen.disputed, partial)


def _word(statement: Statement) -> tuple[bool, int, bool]:
    evidence = statement.evidence
    return (statement.latest, evidence.edition or 0, not evidence.row["comparison"])


def _rank(code: str, order: list[str]) -> tuple[int, str]:
    base = code.removesuffix("_change").removesuffix("_share")
    return (order.index(base) if base in order else len(order), code)
