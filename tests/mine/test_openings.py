"""A list of phrases that is looked up by its first letters finds what the plain expression finds."""

from __future__ import annotations

import re

import pytest

from pipeline.mine.openings import Branch, Openings, alternatives, heads
from pipeline.mine.required import Possible, Stems

LISTS = {
    "officials": r"(?:deputy |former )*ministers?|police(?:m[ae]n)? officers?|polic(?:e|ing)|[a-z]+ army",
    "numbers": r"\d{1,3}(?:,\d{3})*|[1-9]\d?(?:st|th)|a\s+dozen|an?|tw(?:o|enty(?:-one)?)",
    "classes": r"[|)\]]?bars?|[^a-w]y+|\(one\|two\)|x{2,3}y",
}
TEXTS = (
    "A former deputy minister, two police officers and a dozen policemen; the Royal army paid 1,200 a 21st",
    "Police policing; xxy xxxy zyy bar one bars twenty-one an\u00a0hour a\u00a0dozen ministers",
    "İstanbul police, ẞ army, 12 армия",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", LISTS)
def test_finds_what_one_long_expression_finds(name: str, text: str) -> None:
    flags = re.IGNORECASE
    quick = Openings([Branch("it", alternatives(LISTS[name]))], flags, start=r"(?<!\w)", end=r"(?!\w)")
    plain = re.compile(rf"(?<!\w)(?=\w)(?P<it>{LISTS[name]})(?!\w)", flags)
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_the_earlier_branch_wins_and_is_named() -> None:
    branches = [Branch("border", ("border police",)), Branch("police", ("police", "border polic(?:e|y)"))]
    found = Openings(branches, re.IGNORECASE, start=r"\b", end=r"\b").finditer("Border police and police")
    assert [match.lastgroup for match in found] == ["border", "police"]


def test_openings_of_a_pattern() -> None:
    assert heads(r"(?:the )?state|a?b", re.IGNORECASE) == {"th", "st", "ab", "b*"}
    assert alternatives(r"a(?:b|c)|[|]|\|") == (r"a(?:b|c)", "[|]", r"\|")


def test_rules_that_a_text_may_match() -> None:
    rules = ["brib", "fees", "anything"]
    patterns = [
        [re.compile(r"brib\w+ (?:polic|judg)")],
        [re.compile(r"fees?"), re.compile("cost")],
        [re.compile(r"\w+")],
    ]
    possible = Possible(rules, patterns)
    assert possible.in_text("bribed judges") == ["brib", "anything"]
    assert possible.in_text("the cost of a bribe") == ["fees", "anything"]
    assert Stems(["he", "she"]).present("she") == {"he", "she"}
