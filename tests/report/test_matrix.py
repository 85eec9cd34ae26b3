"""What a cell of the table shows, out of everything that was said."""

from __future__ import annotations

from itertools import count
from typing import Any

from warehouse.report import headline, matrix
from warehouse.report.evidence import Evidence
from warehouse.report.matrix import Statement

_ids = count()


def told(year: int, value: float | None, **fields: Any) -> Statement:
    """A statement on convictions; a value of None is a silence."""
    status = "not_reported" if value is None else "zero" if value == 0 else "reported"
    row = {
        "figure_id": f"{next(_ids):012x}",
        "indicator": "convictions",
        "unit": "person",
        "currency": None,
        "low": value,
        "high": value,
        "status": status,
        "qualifier": "exact",
        "period": str(year),
        "country": "KHM",
        "comparison": False,
        "page": 1,
    } | fields
    edition = fields.get("edition", year + 1)
    latest, disputed = fields.get("latest", False), fields.get("disputed", False)
    evidence = Evidence("figure", row, "", 0, 0, None, None, {}, {"edition": edition, "source": "state-tip"})
    return Statement(year, evidence, latest, disputed)


def states(statements: list[Statement], years: list[int], **reasons: str) -> list[tuple[str, str]]:
    made = matrix.rows(statements, years, {("convictions", int(y[1:])): r for y, r in reasons.items()})
    return [(cell.state, cell.text) for cell in made[0].cells]


def test_every_cell_has_a_number_or_a_reason() -> None:
    statements = [told(2016, 100.0), told(2017, 0), told(2018, None)]
    shown = states(statements, [2015, 2016, 2017, 2018, 2019], y2019="not_mentioned", y2015="failed")
    assert shown == [
        ("failed", "!"),
        ("reported", "100"),
        ("zero", "0"),
        ("not_reported", "n/r"),
        ("not_mentioned", "·"),
    ]


def test_a_year_that_nobody_looked_at_is_not_processed() -> None:
    assert states([told(2016, 1.0)], [2016, 2017])[1] == ("not_processed", "")


def test_a_change_is_missing_for_the_reason_of_its_indicator() -> None:
    made = matrix.rows(
        [told(2016, 25.0, indicator="convictions_change", unit="percent")],
        [2016, 2017],
        {("convictions", 2017): "reported"},
    )
    assert [cell.state for cell in made[0].cells] == ["reported", "not_mentioned"]


def test_a_number_wins_over_a_silence_and_the_latest_word_over_others() -> None:
    statements = [
        told(2016, None, edition=2019),
        told(2016, 129.0, edition=2018, latest=True, disputed=True),
        told(2016, 100.0, edition=2017),
    ]
    cell = matrix.rows(statements, [2016], {})[0].cells[0]
    assert (cell.text, cell.disputed, len(cell.ids)) == ("129", True, 3)
    assert "differ" in cell.spoken or "another number" in cell.spoken


def test_parts_alone_are_not_a_total() -> None:
    statements = [told(2023, 16.0, exploitation="sex"), told(2023, 24.0, exploitation="labor")]
    total, *parts = matrix.rows(statements, [2023], {})
    assert (total.cells[0].state, total.cells[0].value) == ("parts", None)
    assert [(part.label, part.cells[0].text) for part in parts] == [("labor", "24"), ("sex", "16")]


def test_a_silence_joins_the_unit_that_is_counted() -> None:
    statements = [told(2016, 5.0, unit="case"), told(2017, None, unit="person")]
    made = matrix.rows(statements, [2016, 2017], {})
    assert [(row.unit, [cell.state for cell in row.cells]) for row in made] == [
        ("cases", ["reported", "not_reported"])
    ]


def test_half_a_year_is_marked() -> None:
    cell = matrix.rows([told(2024, 104.0, period="2024-01/2024-06")], [2024], {})[0].cells[0]
    assert cell.partial
    assert "part of the year" in cell.spoken


def test_headline_tells_silence_from_number() -> None:
    made = matrix.rows([told(2016, 100.0), told(2017, None)], [2016, 2017, 2018], {})
    convicted, silent = headline.lines("Cambodia", [], made, [])
    assert convicted == "100 persons were convicted in 2016."
    assert silent.startswith(
        "For 2 of 3 years there is no number of convictions: in 1 of them the report says"
    )
