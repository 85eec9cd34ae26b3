"""Values, periods and breakdowns as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from warehouse.report import words


def row(**fields: Any) -> dict[str, Any]:
    known = {"status": "reported", "low": 12.0, "high": 12.0, "qualifier": "exact", "country": "KHM"}
    return known | fields


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "12"),
        ({"low": 0.0, "high": 0.0, "status": "zero"}, "0"),
        ({"low": None, "high": None, "status": "not_reported"}, "n/r"),
        ({"low": 129.0, "high": None, "qualifier": "at_least"}, "≥129"),
        ({"low": None, "high": 300.0, "qualifier": "at_most"}, "≤300"),
        ({"low": 600.0, "high": 600.0, "qualifier": "about"}, "~600"),
        ({"low": 7.0, "high": 15.0, "qualifier": "range"}, "7–15"),
        ({"low": 2000.0, "high": None, "qualifier": "vague"}, "2,000+"),
        ({"low": 4.9e9, "high": 4.9e9}, "4.9 bn"),
        ({"low": 2.5, "high": 2.5}, "2.5"),
    ],
)
def test_value(fields: dict[str, Any], shown: str) -> None:
    assert words.value(row(**fields)) == shown


def test_own_nationals_are_the_total() -> None:
    assert words.breakdown(row(nationality="KHM")) == ""
    assert words.breakdown(row(nationality="VNM", age="child")) == "child, Vietnam"
    assert words.breakdown(row(place="THA")) == "from Thailand"


def test_a_nameless_part_is_no_total() -> None:
    assert words.breakdown(row(part_of="abc")) == "part of a total"
    assert words.breakdown(row(part_of="abc", sex="female")) == "female"


@pytest.mark.parametrize(
    ("code", "partial"), [("2024", False), ("2024-01/2024-06", True), ("2024-Q1", True), (None, False)]
)
def test_part_of_year(code: str | None, partial: bool) -> None:
    assert words.part_of_year(code) is partial


def test_names() -> None:
    assert words.period("rp:2018") == "reporting period of the 2018 edition"
    assert words.period("2024-01/2024-06") == "2024-01 to 2024-06"
    assert words.indicator("convictions_change") == "convictions, change"
    assert words.pillar("convictions_share") == "prosecution"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
