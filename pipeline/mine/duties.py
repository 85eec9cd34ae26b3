"""Evidence of the state's duties: which passages bear on which promise, and in which direction.

The duties are `models/obligations.yaml`. A sentence bears on a duty by its words, or because a figure
or a mention of corruption that bears on it stands there. A sentence is `effort` when the state did
something of it, `shortfall` when it did not or did it badly, `neutral` when it says neither or
recommends. A sentence that says both in two clauses gives evidence of both.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import cache

from models.obligations import obligations
from pipeline.mine.analysis import Analysed
from pipeline.mine.openings import Branch, Openings, alternatives
from pipeline.mine.required import Possible
from pipeline.records import Evidence, Figure, Mention, Narrative

_CLAUSE = re.compile(r";|,?\s(?:but|however|although|though|while|whereas)\b")
# What mined zeros, silences and mentions say of themselves; the words decide elsewhere.
_OF_MENTION = {"accountability": "effort", "policy": "effort"}
_SHORT_BY_NATURE = frozenset({"victims_penalized"})


@cache
def _cues() -> Possible[tuple[str, re.Pattern[str]]]:
    """Each duty with its cues."""
    found = [(duty, _pattern("|".join(each.cues))) for duty, each in obligations().duties.items()]
    return Possible(found, ([cues] for _, cues in found))


@cache
def _directions() -> tuple[Openings, Openings]:
    return _words(obligations().shortfall), _words(obligations().effort)


@cache
def _by_indicator() -> dict[str, tuple[str, ...]]:
    duties = obligations().duties.items()
    named = {indicator for _, duty in duties for indicator in duty.indicators}
    return {name: tuple(code for code, duty in duties if name in duty.indicators) for name in named}


def _filled(phrase: str) -> str:
    return phrase.replace(" ~ ", r"\s(?:\S+\s){0,3}?").replace(" ", r"\s")


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_filled(phrase)})\b", re.I)


def _words(phrase: str) -> Openings:
    return Openings([Branch(None, alternatives(_filled(phrase)))], re.I, start=r"\b", end=r"\b")


def mine_duties(
    narrative: Narrative,
    text: str,
    analysed: tuple[Analysed, ...],
    figures: Sequence[Figure],
    mentions: Sequence[Mention],
) -> tuple[Evidence, ...]:
    """The evidence of one narrative in text order: at most one for each clause and duty."""
    starts = [sentence.sentence.start for sentence in analysed]
    figures_of: dict[int, list[Figure]] = {}
    mentions_of: dict[int, list[Mention]] = {}
    for figure in figures:
        figures_of.setdefault(bisect.bisect_right(starts, figure.start) - 1, []).append(figure)
    for mention in mentions:
        mentions_of.setdefault(bisect.bisect_right(starts, mention.start) - 1, []).append(mention)
    found: list[Evidence] = []
    for index, sentence in enumerate(analysed):
        found += _of_sentence(sentence, figures_of.get(index, ()), mentions_of.get(index, ()))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.duty)))


def _of_sentence(
    sentence: Analysed, figures: Sequence[Figure], mentions: Sequence[Mention]
) -> list[Evidence]:
    cued = _cues().in_text(sentence.text.lower())
    if not (figures or mentions or cued):
        return []
    base = sentence.sentence.start
    found: dict[tuple[int, str], Evidence] = {}
    for start, end in _clauses(sentence.text):
        here = (base + start, base + end)
        clause = sentence.text[start:end]
        figures_here = [figure for figure in figures if here[0] <= figure.start < here[1]]
        duties_here = [duty for duty, cues in cued if cues.search(clause)]
        usual = direction(clause, sentence.section) if figures_here or duties_here else "neutral"
        for mention in mentions:
            if here[0] <= mention.start < here[1]:
                which = (
                    "neutral"
                    if mention.stance == "negated"
                    else _OF_MENTION.get(mention.category, "shortfall")
                )
                which = "neutral" if sentence.section == "recommendations" else which
                _note(found, here, "TOC8", which, f"duty.mention.{mention.category}", mention.confidence)
        for figure in figures_here:
            which = usual
            if figure.status != "reported":
                which = (
                    "effort"
                    if figure.indicator in _SHORT_BY_NATURE and figure.status == "zero"
                    else "shortfall"
                )
            elif figure.indicator in _SHORT_BY_NATURE:
                which = "shortfall"
            for duty in _by_indicator().get(figure.indicator, ()):
                _note(found, here, duty, which, f"duty.figure.{figure.indicator}", figure.confidence)
        for duty in duties_here:
            _note(found, here, duty, usual, "duty.cue", 0.7)
    return list(found.values())


def _note(
    found: dict[tuple[int, str], Evidence],
    here: tuple[int, int],
    duty: str,
    which: str,
    rule: str,
    confidence: float,
) -> None:
    """Keep the first evidence of a duty in a clause: what was mined comes before what words suggest."""
    if (here[0], duty) not in found:
        found[here[0], duty] = Evidence(here[0], here[1], duty, which, rule, confidence)  # type: ignore[arg-type]


def direction(clause: str, section: str) -> str:
    """Effort, shortfall or neutral, by the words of one clause; a recommendation is neither."""
    if section in ("recommendations", "profile"):
        return "neutral"
    shortfall, effort = _directions()
    if shortfall.anywhere(clause):
        return "shortfall"
    return "effort" if effort.anywhere(clause) else "neutral"


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [match.start() for match in _CLAUSE.finditer(text) if match.start() > 0]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))
