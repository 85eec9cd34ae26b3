"""Each view against a few rows written by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.conftest import Build
from tests.warehouse.rows import figure
from warehouse.writer import Writer


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return found


@pytest.mark.parametrize(
    ("source", "period", "year", "basis"),
    [
        ("state-tip", "2017", 2017, "calendar_year"),  # a year that the text names wins
        ("state-tip", "rp:2018", 2017, "reporting_period"),  # April 2017 to March 2018
        ("state-tip", "rp:2017", 2016, "reporting_period"),
        ("ilab-tda", "rp:2018", 2018, "reporting_period"),  # named after the year that it is about
        ("state-tip", "2017-04/2018-03", 2017, "twelve_months"),
        ("state-tip", "2016-10/2017-09", 2017, "twelve_months"),  # a fiscal year
        ("state-tip", "2017-01/2017-06", 2017, "part_year"),
        ("state-tip", "2017-Q3", 2017, "part_year"),
        ("state-tip", "2015-07", 2015, "part_year"),
        ("state-tip", "2014-2016", 2016, "span"),
        ("state-tip", None, 2017, "edition"),
    ],
)
def test_periods_map_to_years(build: Build, source: str, period: str | None, year: int, basis: str) -> None:
    connection = build((2018, [figure(number=5, period=period)], {"source": source}))
    assert rows(connection, "SELECT year, period_basis FROM figures") == [(year, basis)]


def test_the_calendar_year_comes_before_the_reporting_period_and_the_latest_edition_speaks(
    build: Build,
) -> None:
    connection = build(
        (2017, [figure(number=98, period="2016"), figure(number=90, period="rp:2017")], {}),
        (2018, [figure(number=100, period="2016", comparison=True)], {}),
    )
    assert rows(
        connection,
        "SELECT year, value, edition, first_published_value, first_edition, told, disagree FROM series",
    ) == [(2016, 100, 2018, 98, 2017, 3, True)]


def test_a_bound_and_a_number_disagree(build: Build) -> None:
    connection = build(
        (2017, [figure(number=98, period="2016"), figure("arrests", number=7, period="2016")], {}),
        (
            2018,
            [
                figure(number=98, period="2016", high=None, qualifier="at_least"),
                figure("arrests", number=7, period="2016"),
            ],
            {},
        ),
    )
    assert rows(connection, "SELECT indicator, value, disagree FROM series ORDER BY 1") == [
        ("arrests", 7, False),
        ("convictions", 98, True),
    ]


def test_own_nationals_are_all_that_a_country_takes_home(build: Build) -> None:
    repatriated = "victims_repatriated"
    connection = build(
        (
            2018,
            [
                figure(repatriated, number=986, nationality="KHM"),
                figure(repatriated, number=12, nationality="VNM"),
                figure("victims_identified", number=40, nationality="KHM"),
            ],
            {},
        ),
        (2018, [figure(repatriated, number=900, nationality="national")], {"source": "ilab-tda"}),
    )
    found = rows(
        connection, "SELECT indicator, breakdown, value FROM series WHERE source = 'state-tip' ORDER BY ALL"
    )
    assert found == [("victims_identified", "KHM", 40), (repatriated, "VNM", 12), (repatriated, None, 986)]
    status = "SELECT status, value FROM coverage WHERE indicator = ? AND year = 2017"
    assert connection.execute(status, [repatriated]).fetchall() == [("reported", 986)]
    assert connection.execute(status, ["victims_identified"]).fetchall() == [("parts_only", None)]


def test_parts_never_pass_for_the_total(build: Build) -> None:
    connection = build(
        (
            2018,
            [
                figure(number=17, period="2017", id="total"),
                figure(number=12, period="2017", age="child", part_of="total"),
                figure(number=900, period="2017", part_of="total"),  # a part that names no breakdown
            ],
            {},
        )
    )
    assert rows(connection, "SELECT breakdown, value FROM series ORDER BY value") == [
        ("child", 12),
        (None, 17),
    ]


def test_a_part_of_another_indicator_is_a_total_of_its_own(build: Build) -> None:
    connection = build(
        (
            2018,
            [
                figure("prosecutions", 109, period="2017", id="all"),
                figure(number=12, period="2017", part_of="all"),
            ],
            {},
        )
    )
    assert rows(connection, "SELECT value FROM series WHERE indicator = 'convictions'") == [(12,)]


def test_a_number_comes_before_a_silence_and_the_trafficking_report_before_others(build: Build) -> None:
    silence = figure(status="not_reported", period="rp:2019")
    connection = build(
        (2019, [silence], {}),
        (2018, [figure(number=7, period="2018")], {"source": "ilab-tda"}),
        (2020, [figure(number=9, period="2018", comparison=True)], {}),
    )
    assert rows(connection, "SELECT value, source, silences, sources FROM series") == [(9, "state-tip", 1, 2)]


def test_a_case_told_in_passing_does_not_fill_a_silence(build: Build) -> None:
    connection = build(
        (2019, [figure(status="not_reported", period="rp:2019")], {}),
        (2018, [figure(number=1, period="2018")], {"source": "state-hrr"}),
    )
    assert rows(connection, "SELECT year, status, value FROM series") == [(2018, "not_reported", None)]
    assert rows(
        connection, "SELECT status FROM coverage WHERE indicator = 'convictions' AND year = 2018"
    ) == [("not_reported",)]


def test_asof_knows_only_what_was_out(build: Build) -> None:
    connection = build(
        (2017, [figure(number=98, period="2016")], {}), (2018, [figure(number=100, period="2016")], {})
    )
    assert rows(connection, "SELECT value FROM asof(2017)") == [(98,)]
    assert rows(connection, "SELECT value FROM asof(2018)") == [(100,)]
    assert rows(connection, "SELECT value FROM asof(2016)") == []


def test_yoy_says_what_to_mind(build: Build) -> None:
    connection = build(
        (2015, [figure(number=10, period="2014")], {}),
        (2018, [figure(number=20, period="rp:2018", qualifier="at_least", high=None)], {}),
        (2019, [figure(number=0, period="2018", reporter="ngo")], {}),
        (2020, [figure(number=5, period="2019", reporter="ngo")], {}),
    )
    found = rows(connection, "SELECT year, previous_year, change, percent, flags FROM yoy ORDER BY year")
    assert found == [
        (2014, None, None, None, []),
        (2017, 2014, 10, 100, ["years between", "mixed period basis", "bound against number"]),
        (2018, 2017, -20, -100, ["mixed period basis", "bound against number", "different reporter"]),
        (2019, 2018, 5, None, []),  # no percent of nothing
    ]


def test_yoy_flags_spans_and_passes_silences_over(build: Build) -> None:
    connection = build(
        (2016, [figure(number=10, period="2015")], {}),
        (2017, [figure(status="not_reported", period="2016")], {}),
        (2018, [figure(number=30, period="2015-2017")], {}),
    )
    assert rows(connection, "SELECT year, previous_year, flags FROM yoy WHERE previous_year IS NOT NULL") == [
        (2017, 2015, ["years between", "mixed period basis", "partial data"])
    ]


def test_revisions_are_of_the_same_period_and_source(build: Build) -> None:
    connection = build(
        (2017, [figure(number=98, period="2016"), figure("arrests", 5, period="2016")], {}),
        (2018, [figure(number=100, period="2016"), figure("arrests", 5, period="2016")], {}),
        (2016, [figure(number=70, period="2016")], {"source": "state-hrr"}),
    )
    assert rows(connection, "SELECT first_edition, first_value, edition, value, change FROM revisions") == [
        (2017, 98, 2018, 100, 2)
    ]
    assert rows(
        connection, "SELECT source, value, other_source, other_value, same_period FROM conflicts"
    ) == [("state-tip", 100, "state-hrr", 70, True)]


def test_coverage_gives_each_empty_cell_a_reason(build: Build) -> None:
    connection = build(
        (
            2018,
            [
                figure(number=5, period="2017"),
                figure("prosecutions", 0, period="2017"),
                figure("arrests", status="not_reported", period="rp:2018"),
                figure("sentences", 3, period="2017", sex="female"),
            ],
            {},
        ),
        (2018, [], {"country": "THA"}),
        (2020, [], {"country": "THA", "failed": True}),
    )
    found = dict(
        rows(
            connection,
            "SELECT indicator, struct_pack(status, value) FROM coverage "
            "WHERE country = 'KHM' AND year = 2017",
        )
    )
    assert found["convictions"] == {"status": "reported", "value": 5}
    assert found["prosecutions"] == {"status": "zero", "value": 0}
    assert found["arrests"] == {"status": "not_reported", "value": None}
    assert found["sentences"] == {"status": "parts_only", "value": None}
    assert found["shelters"] == {"status": "not_mentioned", "value": None}
    others = rows(
        connection, "SELECT country, year, status FROM coverage WHERE indicator = 'shelters' ORDER BY ALL"
    )
    assert ("KHM", 2018, "not_processed") in others
    assert ("THA", 2017, "not_mentioned") in others
    cells = rows(connection, "SELECT count(*), count(DISTINCT (country, year, indicator)) FROM coverage")
    indicators = rows(connection, "SELECT count(*) FROM indicators")[0][0]
    assert cells == [(2 * 4 * indicators, 2 * 4 * indicators)]  # two countries, 2016 to 2019


def test_a_failed_report_is_the_reason_for_its_cells(build: Build) -> None:
    def fail(writer: Writer) -> None:  # a report of which nothing could be read has no narrative
        writer.connection.execute("UPDATE documents SET failed = true WHERE edition = 2019")
        writer.connection.execute("DELETE FROM narratives WHERE edition = 2019")

    connection = build((2018, [], {}), (2019, [], {}), then=fail)
    found = rows(connection, "SELECT year, status FROM coverage WHERE indicator = 'shelters' ORDER BY year")
    assert found == [(2016, "not_processed"), (2017, "not_mentioned"), (2018, "failed")]


def tier(edition: int, tier: str, **fields: Any) -> dict[str, Any]:
    return {"edition": edition, "tier": tier, "anchor": f"Tier {tier}", "rule": "tier.heading"} | fields


def test_tier_history(build: Build) -> None:
    connection = build(
        (2016, [], {"tiers": [tier(2016, "2")]}),
        (2017, [], {"tiers": [tier(2017, "2WL", change="downgraded"), tier(2017, "2WL", years_on=1)]}),
        (2018, [], {"tiers": [tier(2018, "2WL")]}),
        (2019, [], {"tiers": [tier(2019, "1")]}),
    )
    assert rows(
        connection, "SELECT edition, tier, previous_tier, change, told_change, years_on FROM tier_history"
    ) == [
        (2016, "2", None, None, None, None),
        (2017, "2WL", "2", "downgraded", "downgraded", 1),
        (2018, "2WL", "2WL", "same", None, None),
        (2019, "1", "2WL", "upgraded", None, None),
    ]


def mention(category: str, stance: str = "asserted", **fields: Any) -> dict[str, Any]:
    row = {"category": category, "stance": stance, "actors": ["police"], "anchor": "words", "rule": "r"}
    return row | fields


def test_corruption_by_year_has_zeros(build: Build) -> None:
    told = [
        mention("complicity"),
        mention("policy"),
        mention("bribery", "alleged"),
        mention("complicity", "negated"),
    ]
    connection = build((2017, [], {}), (2018, [], {"mentions": told}))
    assert rows(
        connection,
        "SELECT year, edition, mentions, complicity, bribery, policy, alleged, negated, "
        "mentions_per_1000_words FROM corruption_by_year",
    ) == [(2016, 2017, 0, 0, 0, 0, 0, 0, 0), (2017, 2018, 2, 1, 1, 1, 1, 1, 4)]


def test_obligations_by_year(build: Build) -> None:
    def passage(direction: str, confidence: float) -> dict[str, Any]:
        return {"duty": "TIP6", "direction": direction, "rule": "r", "confidence": confidence}

    evidence = [passage("effort", 0.7), passage("effort", 0.9), passage("shortfall", 0.8)]
    connection = build(
        (2018, [], {"evidence": evidence, "sentences": ["They paid.", "They built.", "None came."]})
    )
    assert rows(
        connection,
        "SELECT year, duty, efforts, shortfalls, neutral, sample_effort, sample_shortfall, len(evidence) "
        "FROM obligation_by_year",
    ) == [(2017, "TIP6", 2, 1, 0, "They built.", "None came.", 3)]


def test_evidence_by_the_first_digits_of_an_id(build: Build) -> None:
    connection = build((2018, [figure(number=5, id="ab12cd")], {"mentions": [mention("bribery", id="ff00")]}))
    assert rows(connection, "SELECT kind, id, anchor, sentence, page FROM evidence('ab12')") == [
        ("figure", "ab12cd", "5 persons", "The government reported 5 persons.", 1)
    ]
    assert rows(connection, "SELECT kind FROM evidence('ff00')") == [("mention",)]


def decide(*decisions: tuple[str, str, str, dict[str, Any] | None]) -> Any:
    """Decisions (kind, row, decision, fields) on the machine's present reading."""

    def then(writer: Writer) -> None:
        for number, (kind, row_id, decision, fields) in enumerate(decisions, start=1):
            name = f"{kind}_id"
            reading = "country, indicator, unit, low, high, qualifier, status, period, comparison, reporter, "
            reading += "exploitation, sex, age, nationality, place, currency, anchor"
            if kind == "mention":
                reading = "country, category, stance, actors, period, anchor"
            writer.connection.execute(
                "INSERT INTO review_decisions SELECT ?, ?, ?, document_id, ?, ?, "
                f"left(md5(struct_pack({reading})::VARCHAR), 12), 'A', ?, NULL, NULL "
                f"FROM mined.{kind}s WHERE {name} = ?",
                [
                    number,
                    kind,
                    row_id,
                    decision,
                    json.dumps(fields) if fields else None,
                    date(2026, 1, 1),
                    row_id,
                ],
            )

    return then


def test_decisions_win_in_all_views(build: Build) -> None:
    figures = [figure(number=5, period="2017", id="aa"), figure("arrests", 3, period="2017", id="bb")]
    figures += [figure("shelters", 2, period="2017", id="cc")]
    connection = build(
        (2018, figures, {"mentions": [mention("bribery", id="dd")]}),
        then=decide(
            ("figure", "aa", "reject", None),
            ("figure", "aa", "correct", {"low": 50, "high": 50, "sex": None}),  # the later one counts
            ("figure", "bb", "reject", None),
            ("figure", "cc", "accept", None),
            ("mention", "dd", "correct", {"category": "complicity", "actors": ["judge"]}),
        ),
    )
    assert rows(connection, "SELECT indicator, value, decision FROM figures ORDER BY 1") == [
        ("convictions", 50, "correct"),
        ("shelters", 2, "accept"),
    ]
    assert rows(connection, "SELECT indicator, value FROM series ORDER BY 1") == [
        ("convictions", 50),
        ("shelters", 2),
    ]
    assert rows(connection, "SELECT low FROM mined.figures WHERE figure_id = 'aa'") == [(5,)]  # side by side
    assert rows(connection, "SELECT category, actors FROM mentions") == [("complicity", ["judge"])]
    assert rows(connection, "SELECT decision_id, state FROM reviewed ORDER BY 1")[:2] == [
        (1, "superseded"),
        (2, "applied"),
    ]


def test_a_decision_is_reopened_when_the_machine_reads_otherwise(build: Build) -> None:
    def then(writer: Writer) -> None:
        decide(("figure", "aa", "correct", {"low": 50, "high": 50}))(writer)
        writer.connection.execute("UPDATE mined.figures SET low = 6, high = 6")

    connection = build((2018, [figure(number=5, period="2017", id="aa")], {}), then=then)
    assert rows(connection, "SELECT value, decision FROM figures") == [(6, None)]
    assert rows(connection, "SELECT state FROM reviewed") == [("reading changed",)]


def test_everything_is_explained_in_the_database(build: Build) -> None:
    connection = build((2018, [figure(number=5)], {}))
    assert rows(connection, "SELECT name, column_name FROM schema_guide WHERE meaning IS NULL") == []
    names = {row[0] for row in rows(connection, "SELECT DISTINCT name FROM schema_guide")}
    assert {"figures", "series", "yoy", "coverage", "asof(edition_year)", "evidence(figure_id)"} <= names
    assert rows(
        connection, "SELECT unit FROM schema_guide WHERE name = 'pages' AND column_name = 'width'"
    ) == [("points",)]
