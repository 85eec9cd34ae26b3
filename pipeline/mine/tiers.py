"""The rank of a country in an edition: its tier, how it changed, for how many years it has stood.

The heading of a narrative has the last word ("RURITANIA: Tier 2 Watch List"); texts without such a
heading state the rank in a rating line or a sentence. The rules are `models/rules/tiers.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import models
from models.strict import Strict, load
from pipeline.mine.analysis import Analysed
from pipeline.records import Narrative, Tier

FILE = Path(models.__file__).with_name("rules") / "tiers.yaml"


_OPENING = 300  # characters: room for a page's title above the heading
_LEAD = 120  # characters around the first word of a rank's name in which its statement stands
_REACH = 90  # characters around a statement in which its count of years may stand


class Example(Strict):
    text: str
    tier: str
    change: str | None = None
    years_on: int | None = None


class Rule(Strict):
    id: str
    scope: Literal["opening", "text"]
    pattern: str
    examples: tuple[Example, ...]
    counter: tuple[str, ...] = ()


class RuleFile(Strict):
    numbers: tuple[tuple[str, str], ...]
    ranks: dict[str, str]
    changes: dict[str, str]
    unreal: str
    years_on: str
    rules: tuple[Rule, ...]


class Rules:
    """The rule file, compiled. Rank names are tried longest first: "Tier 2 Watch List" is no "Tier 2"."""

    def __init__(self, file: RuleFile) -> None:
        self.file = file
        self.ranks = {rank: re.compile(words, re.I) for rank, words in file.ranks.items()}
        self.changes = {change: re.compile(words, re.I) for change, words in file.changes.items()}
        self.names = re.compile(r"tier|special\s", re.I)
        self.unreal = re.compile(file.unreal, re.I)
        self.numbers = {word: n for n, words in enumerate(file.numbers, 1) for word in words}
        self.years_on = re.compile(file.years_on, re.I)
        tier = "(?P<tier>(?>" + "|".join(file.ranks.values()) + "))"
        change = "|".join(file.changes.values())
        self.patterns = [
            (rule, re.compile(rule.pattern.replace("{tier}", tier).replace("{change}", change), re.I | re.M))
            for rule in file.rules
        ]

    def rank(self, words: str) -> str:
        """The rank that these words name; they were matched, so one of them does."""
        return next(rank for rank, pattern in self.ranks.items() if pattern.fullmatch(words))


@cache
def rules() -> Rules:
    return Rules(load(FILE, RuleFile))


def mine_tiers(narrative: Narrative, text: str, analysed: tuple[Analysed, ...]) -> tuple[Tier, ...]:
    """The tier that `narrative` gives its own country: one, or none where it states none.

    A narrative without a country ranks nobody. `analysed` is not needed: ranks stand in headings
    too, which are no sentences.
    """
    if narrative.country is None:
        return ()
    found = list(statements(text[narrative.start : narrative.end]))
    if not found:
        return ()
    rank, rule, match = found[0]
    change, years = None, None
    for other, _, statement in found:
        if other == rank:
            change = change or _change(statement.group())
            years = years or _years_on(statement)
    start = narrative.start + match.start("tier")
    end = narrative.start + match.end("tier")
    return (
        Tier(
            start=start,
            end=end,
            anchor=text[start:end],
            tier=rank,
            rule=rule,
            change=change,
            years_on=years,
            country=narrative.country,
            edition=narrative.edition,
        ),
    )


def statements(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """All statements of a rank: rank, rule and match, those with most authority first."""
    every = rules()
    near = list(_near_ranks(text))
    if not near:
        return
    scopes = {"opening": [(0, min(_OPENING, len(text)))], "text": near}
    for rule, pattern in every.patterns:
        for match in (one for window in scopes[rule.scope] for one in pattern.finditer(text, *window)):
            before = text[max(0, match.start("tier") - _REACH) : match.start("tier")]
            if not every.unreal.search(before):
                yield every.rank(match["tier"]), rule.id, match


def _near_ranks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which a rank may be stated: few words lead up to its name."""
    start = end = 0
    for name in rules().names.finditer(text):
        if name.start() - _LEAD > end:
            if end:
                yield start, end
            start = max(0, name.start() - _LEAD)
        end = min(len(text), name.start() + _LEAD)
    if end:
        yield start, end


def _change(words: str) -> str | None:
    return next((name for name, pattern in rules().changes.items() if pattern.search(words)), None)


def _years_on(statement: re.Match[str]) -> int | None:
    """Consecutive years counted in the sentence of the statement, within reach of it."""
    text = statement.string
    behind = re.split(r"[.;\n]", text[statement.end() : statement.end() + _REACH])[0]
    before = re.split(r"[.;\n]", text[max(0, statement.start() - _REACH) : statement.start()])[-1]
    for near in (behind, before):
        if match := rules().years_on.search(near):
            word = match["years"].lower()
            digits = re.match(r"\d+", word)
            return int(digits.group()) if digits else rules().numbers.get(word)
    return None
