"""The rank of a country, from headings, rating lines and sentences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.mine.tiers import Example, mine_tiers, rules, statements
from pipeline.records import Narrative, Tier

EXAMPLES = [(rule.id, example) for rule in rules().file.rules for example in rule.examples]
COUNTER = [(rule.id, text) for rule in rules().file.rules for text in rule.counter]


def tiers(text: str, country: str | None = "RUR", start: int = 0) -> tuple[Tier, ...]:
    narrative = Narrative("a/b", "state-tip", 2018, country, "Ruritania", start, len(text), (), ())
    return mine_tiers(narrative, text, ())


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[e.text[:40] for _, e in EXAMPLES])
def test_examples(rule: str, example: Example) -> None:
    (tier,) = tiers(example.text)
    assert (tier.rule, tier.tier, tier.change, tier.years_on) == (
        rule,
        example.tier,
        example.change,
        example.years_on,
    )
    assert example.text[tier.start : tier.end] == tier.anchor


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[t[:40] for _, t in COUNTER])
def test_counter_examples(rule: str, text: str) -> None:
    assert not list(statements(text))


def test_the_heading_outranks_a_sentence_and_takes_its_change() -> None:
    text = (
        "RURITANIA: Tier 2 Watch List\n\nRuritania does little. Ruritania was granted a waiver from an "
        "otherwise required downgrade to Tier 3. Therefore Ruritania remained on Tier 2 Watch List for the "
        "third consecutive year. If the islands were ranked, they would be Tier 1."
    )
    assert tiers(text) == (Tier(11, 28, "Tier 2 Watch List", "2WL", "tier.heading", "same", 3, "RUR", 2018),)


def test_a_narrative_inside_a_report_keeps_the_reports_offsets() -> None:
    text = "ELBONIA: Tier 1\n\nFine.\n\nRURITANIA: Tier 3\n\nNot fine."
    (tier,) = tiers(text, start=24)
    assert (tier.tier, text[tier.start : tier.end]) == ("3", "Tier 3")


def test_a_text_about_no_country_ranks_nobody() -> None:
    assert tiers("RURITANIA: Tier 1", country=None) == ()


def test_the_2018_report(shared: Path) -> None:
    """Each of the 169 narratives gives the tier of the publisher's own table."""
    names = {"Tier 1": "1", "Tier 2": "2", "Tier 2 Watch List": "2WL", "Tier 3": "3", "Special Case": "SC"}
    with (shared / "tables" / "tiers_2018.csv").open(encoding="utf-8") as lines:
        table = {_plain(row["country"]): names[row["tier"]] for row in csv.DictReader(lines)}
    wrong, checked = [], 0
    for path in sorted((shared / "corpus" / "tip-2018").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        mined = [tier.tier for tier in tiers(text, country=path.stem)]
        heading = _plain(text.split(":")[0])
        checked += 1
        if mined != [table.get(heading)]:
            wrong.append((path.stem, heading, mined, table.get(heading)))
    assert checked == 169
    assert wrong == []


def _plain(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(
        sorted(word for word in plain.replace(",", " ").replace("-", " ").split() if word != "the")
    )
