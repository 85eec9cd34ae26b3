"""What the data say, in a few sentences at the top of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from warehouse.report import words
from warehouse.report.evidence import Evidence
from warehouse.report.matrix import Cell, Row

OFFICIALS = "officials_convicted"
ABOUT = {"systemic": "corruption in general", "accountability": "officials held to account"}


def lines(
    name: str, tiers: Sequence[Evidence], rows: Sequence[Row], mentions: Sequence[Evidence]
) -> list[str]:
    """Three to five sentences; each is left out where there is nothing to say."""
    told = [
        _tier(name, tiers),
        _convictions(rows),
        _silence(rows),
        _officials(rows),
        _corruption(mentions),
    ]
    return [line for line in told if line]


def total(rows: Sequence[Row], indicator: str) -> Row | None:
    """The row of an indicator's total that has the most numbers; persons come first among equals."""
    totals = [row for row in rows if row.indicator == indicator and not row.part]
    return max(totals, key=lambda row: (len(numbers(row)), row.unit == "persons"), default=None)


def numbers(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.value is not None]


def _tier(name: str, tiers: Sequence[Evidence]) -> str:
    history = [(e.edition, e.row["tier"]) for e in tiers if e.edition]
    if not history:
        return ""
    edition, code = history[-1]
    before = [past for past in history if past[1] != code]
    since = next(year for year, tier in history if tier == code and (not before or year > before[-1][0]))
    told = f"{name} is on {words.tier(code)} in the {edition} edition"
    if since != edition:
        told += f", as it has been since {since}"
    return f"{told}; before that it was on {words.tier(before[-1][1])}." if before else f"{told}."


def _convictions(rows: Sequence[Row]) -> str:
    row = total(rows, "convictions")
    known = numbers(row) if row else []
    if not row or not known:
        return "No number of convictions is given."
    last = known[-1]
    told = f"{last.text} {_counted('convictions', row, last)} in {last.year}"
    prosecutions = total(rows, "prosecutions")
    same = [c for c in numbers(prosecutions) if c.year == last.year] if prosecutions else []
    if prosecutions and same:
        told += f", and {same[0].text} {_counted('prosecutions', prosecutions, same[0])}"
    best = max(known, key=lambda cell: cell.value or 0)
    if best.year != last.year and (best.value or 0) > (last.value or 0):
        told += f"; the most convictions in a year were {best.text}, in {best.year}"
    return told + "."


def _counted(indicator: str, row: Row, cell: Cell) -> str:
    """What was counted, in words: "persons were convicted", "prosecutions"."""
    verb = {"convictions": "convicted", "prosecutions": "prosecuted"}[indicator]
    if row.unit == "cases":
        return "convictions" if indicator == "convictions" else "prosecutions"
    return f"person was {verb}" if cell.value == 1 else f"persons were {verb}"


def _silence(rows: Sequence[Row]) -> str:
    """How much of the basic series is not known, and for what reason."""
    row = total(rows, "convictions")
    if not row:
        return ""
    states = Counter(cell.state for cell in row.cells)
    missing = len(row.cells) - states["reported"] - states["zero"]
    if not missing:
        return ""
    told = f"For {missing} of {len(row.cells)} years there is no number of convictions"
    if states["not_reported"]:
        told += f": in {states['not_reported']} of them the report says that it was not given"
    return told + "."


def _officials(rows: Sequence[Row]) -> str:
    row = total(rows, OFFICIALS)
    if not row:
        return ""
    states = Counter(cell.state for cell in row.cells)
    convicted = [cell for cell in row.cells if cell.value]
    if convicted:
        years = words.listed([f"{cell.text} in {cell.year}" for cell in convicted])
        return f"Officials convicted for their part in trafficking: {years}."
    if states["zero"]:
        years_ = "year" if states["zero"] == 1 else "years"
        return (
            "No official is reported convicted for taking part in trafficking: "
            f"for {states['zero']} {years_} the reports say that there was none."
        )
    return ""


def _corruption(mentions: Sequence[Evidence]) -> str:
    if not mentions:
        return ""
    kinds = Counter(mention.row["category"] for mention in mentions).most_common(1)
    editions = len({(m.narrative["source"], m.edition) for m in mentions})
    return (
        f"{len(mentions)} statements in {editions} reports tie officials to trafficking or to the failure "
        f"to act on it, most often about {ABOUT.get(kinds[0][0], kinds[0][0])}."
    )
