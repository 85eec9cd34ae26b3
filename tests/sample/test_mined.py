"""Every figure of the sample's gold is mined, with the value, period and breakdown coded by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.acquire import acquire
from pipeline.document import mine, read
from pipeline.home import Home
from pipeline.records import Figure
from sources.sample.typeset import HERE

GOLD = [json.loads(line) for line in Path(__file__).with_name("gold.jsonl").read_text().splitlines()]
TIERS = {
    2014: "2WL",
    2017: "2",
    2018: "2",
    2019: "2WL",
    2020: "2WL",
    2021: "2WL",
    2022: "3",
    2023: "3",
    2024: "3",
}
REACH = 80  # characters between what is mined and the words coded by hand, as in the gold set's own scorer
COMPARED = (
    "indicator",
    "low",
    "high",
    "status",
    "period",
    "comparison",
    "exploitation",
    "sex",
    "age",
    "place",
)


# Constructions that the rules do not read yet; one that they come to read may leave the list.
UNREAD = {
    ("sample/tip-2022", "did not report how many victims it detained"): "detained victims are penalized ones",
    ("sample/tip-2019", "no shelter for men"): "whom a place is for, before a second verb",
}


def _case(row: dict[str, Any]) -> Any:
    """A test of one coded figure; one of `UNREAD` is expected to fail."""
    reason = UNREAD.get((row["doc"], row["anchor"]))
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(row, marks=marks, id=f"{row['doc']}: {row['anchor']}, {row['indicator']}")


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[Any]]]:
    """The clean text and what was found, by document."""
    acquired = acquire([HERE], Home(tmp_path_factory.mktemp("home")))
    assert not acquired.problems
    found = {}
    for document in acquired.documents:
        reading = read(document)
        narratives, problems = mine(document, reading)
        assert not problems
        found[document.doc] = (reading.text, narratives)
    return found


def _matches(figure: Figure, row: dict[str, Any], start: int) -> bool:
    if figure.start > start + len(row["anchor"]) + REACH or figure.end < start - REACH:
        return False
    if row["status"] == "reported" and (figure.unit, figure.qualifier) != (row["unit"], row["qualifier"]):
        return False
    return all(getattr(figure, name) == row.get(name) for name in COMPARED)


def _start(text: str, anchor: str) -> int:
    """Where the words stand in the clean text, however its lines are joined."""
    found = re.search(r"\s+".join(map(re.escape, anchor.split())), text)
    assert found, f"“{anchor}” is not in the clean text"
    return found.start()


@pytest.mark.parametrize("row", [_case(row) for row in GOLD])
def test_each_coded_figure_is_mined(row: dict[str, Any], mined: dict[str, tuple[str, list[Any]]]) -> None:
    text, narratives = mined[row["doc"]]
    start = _start(text, row["anchor"])
    figures = [figure for found in narratives for figure in found.mined.figures]
    near = [figure for figure in figures if abs(figure.start - start) < REACH]
    assert any(_matches(figure, row, start) for figure in figures), f"mined there: {near}"


@pytest.mark.parametrize(("edition", "tier"), TIERS.items())
def test_tier(edition: int, tier: str, mined: dict[str, tuple[str, list[Any]]]) -> None:
    _, narratives = mined[f"sample/tip-{edition}"]
    assert {found.tier for narrative in narratives for found in narrative.mined.tiers} == {tier}


def test_statements_on_corruption_of_each_kind_are_found(mined: dict[str, tuple[str, list[Any]]]) -> None:
    found = {
        mention.category
        for _, narratives in mined.values()
        for narrative in narratives
        for mention in narrative.mined.mentions
    }
    assert {"complicity", "bribery", "obstruction", "impunity", "denial", "systemic", "policy"} <= found
