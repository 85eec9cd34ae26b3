"""Times in sentences, against the examples of the rule file."""

from __future__ import annotations

import pytest

from pipeline.mine.periods import PeriodRule, period_rules, read


@pytest.mark.parametrize("rule", period_rules().rules, ids=lambda rule: rule.kind)
def test_reads_the_examples(rule: PeriodRule) -> None:
    for text, value in rule.examples.items():
        found = read(text, 2018)
        if rule.dates:
            assert value in {p.value for p in found if p.dates}, text
        else:
            assert not [p for p in found if p.dates], text
            assert value in {"", *(p.value for p in found)}, text


def test_the_previous_year_is_the_one_before_the_year_named() -> None:
    (named, previous) = read("407 prosecutions during 2017, compared to 263 the previous year", 2018)
    assert (named.value, previous.value) == ("2017", "2016")
    (previous,) = read("324 convictions, compared to 190 the previous year", 2018)
    assert previous.value == "rp:2017"


def test_without_an_edition_only_named_times_are_read() -> None:
    found = read("In 2017 it freed nine, and five in the previous reporting period and in July", None)
    assert [p.value for p in found] == ["2017"]


def test_a_month_without_a_year_lies_in_the_reporting_period() -> None:
    assert [p.value for p in read("in November", 2018)] == ["2017-11"]
    assert [p.value for p in read("in February", 2018)] == ["2018-02"]
    assert read("they may march on", 2018) == ()
