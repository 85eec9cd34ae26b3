"""The drawings: a year without a number is a mark, never a bar of no height."""

from __future__ import annotations

import re

from warehouse.report import charts
from warehouse.report.charts import Point


def bars(svg: str) -> int:
    return len(re.findall(r'aria-roledescription="bar"', svg))


def marks(svg: str) -> int:
    return len(re.findall(r'aria-roledescription="point"', svg))


def test_numbers_are_bars_and_silences_are_marks() -> None:
    svg = charts.panels(
        [
            Point("convictions", 2016, 100.0, "≥100", "reported"),
            Point("convictions", 2017, 0.0, "0", "zero"),
            Point("convictions", 2018, None, "", "not_reported"),
            Point("convictions", 2019, None, "", "not_processed"),
        ]
    )
    assert (bars(svg), marks(svg)) == (2, 2)
    assert ">≥100<" in svg
    assert ">0<" in svg


def test_colours_follow_the_theme_of_the_page() -> None:
    svg = charts.tiers([(2018, "2"), (2019, "2WL"), (2022, "3")])
    assert "var(--tier-2wl)" in svg
    assert "var(--ink)" in svg
    assert "#000" not in svg


def test_tiers_are_joined_only_between_neighbouring_editions() -> None:
    svg = charts.tiers([(2014, "2WL"), (2017, "2"), (2018, "2")])
    paths = re.findall(r'aria-roledescription="line mark"[^>]*d="([^"]*)"', svg)
    assert len(paths) == 2
    assert "H" not in paths[0]
    assert "L" not in paths[0]


def test_an_edition_without_mentions_is_not_a_missing_report() -> None:
    svg = charts.bars([(2018, "bribery", 2)], [2018, 2020], [2019])
    assert svg.count(">no report<") == 1
    assert ">0<" in svg
