"""The clause of a zero or a silence: the cue that opens it, where it ends, and the topics in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.mine.absence_rules import Absences, Cue, Matcher

NEAR = 60  # ... between coordinated topics
REACH = 90  # characters between a cue and its first topic
_ASIDE = re.compile(r"—[^—;.]*—|\([^)]*\)|,\sif\sany,")
_JOINED = re.compile(r"[,/]|\b(?:and|or|nor)\b", re.IGNORECASE)
_LAST_JOIN = re.compile(r".*(?:[,/]|\b(?:and|or|nor)\b)", re.IGNORECASE | re.DOTALL)
_CONJUNCTION = re.compile(r"\b(?:and|or|nor)\b", re.IGNORECASE)
_PARTED = re.compile(
    r"\b(?:to(?!\s+care|\s+services)|in|by|on|under|that|who|with|against|from|during|involving|for(?!\s+care|\s+services)"
    r"|were|was|are|is|before|after|about|among|at|into|using)\b",
    re.IGNORECASE,
)
# What is told by words on its left: "the number of victims | was not available".
_TOLD = re.compile(
    r"\b(?:number|statistics|data|figures|information|details\sof|length\sof|amount|extent|total|whether|how\s+many)\b",
    re.I,
)


class Statement(NamedTuple):
    """One cue with the clause behind it; offsets of the sentence."""

    cue: Cue
    start: int
    body: int  # where the clause behind the cue begins
    end: int


class Hit(NamedTuple):
    """A topic found in a statement; offsets of the sentence."""

    start: int
    end: int
    matcher: Matcher
    span: tuple[int, int] | None = None  # the words that say it, where they are not the whole statement


def lowered(text: str) -> str:
    """The text in lower case, every character in its place."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def statements(text: str, rules: Absences) -> list[Statement]:
    """The cues of a sentence with their clauses; where cues overlap the one listed first holds."""
    text = lowered(text)
    taken: list[Statement] = []
    for cue, pattern in rules.possible_cues.in_text(text):
        for match in pattern.finditer(text):
            start, body = match.span()
            if any(s.start < body and start < (s.end if _covers(s, cue) else s.body) for s in taken):
                continue
            if cue.frame == "left" and not _TOLD.search(text, max(0, start - REACH), start):
                continue  # "training was not provided" is no silence
            end = rules.ends.search(visible(text, start), body)
            taken.append(Statement(cue, start, body, end.start() if end else len(text)))
    return sorted(taken, key=lambda s: s.start)


def _covers(statement: Statement, cue: Cue) -> bool:
    """Whether a silence takes in what stands in its clause; "(none in 2016)" speaks for itself."""
    return statement.cue.frame == "silence" and cue.frame != "inherit"


def visible(text: str, at: int) -> str:
    """The text with asides blanked, in place (what stands in brackets or between dashes), but for a
    statement at `at` that is itself in brackets.
    """
    if text.count("(", 0, at) > text.count(")", 0, at):
        return text
    return _ASIDE.sub(lambda m: " " * len(m[0]), text)


def hits_in(
    clause: str,
    base: int,
    rules: Absences,
    *,
    verbs: bool = False,
    around: str = "",
    anywhere: bool = False,
    named: bool = False,
) -> list[Hit]:
    """Topics in the clause in text order; of two at one place the one listed first. A `wide` topic, and
    any if so asked, may have what it needs `anywhere` in the sentence `around`. What is `named` to be
    pointed back to may be a mere right.
    """
    found: list[Hit] = []
    for matcher in rules.possible_topics.in_text(clause):
        scope = around if around and (matcher.topic.wide or anywhere) else clause
        if matcher.needs and not matcher.needs.search(scope):
            continue
        if matcher.bars and not named and matcher.bars.search(clause):
            continue
        for match in (matcher.either if verbs else matcher.noun).finditer(clause):
            start, end = base + match.start(), base + match.end()
            taken = any(h.start < end and start < h.end and not h.matcher.topic.whole for h in found)
            if matcher.topic.whole or not taken:
                found.append(Hit(start, end, matcher))
    return sorted(found, key=lambda hit: hit[:2])


def topics_before(text: str, at: int, rules: Absences, end: int = 0) -> list[Hit]:
    """Topics before `at` in its clause, which runs to `end`, not more than two lines away."""
    clause = visible(text, at)
    begin = max(0, at - 2 * REACH)
    for stop in rules.ends.finditer(clause, begin, at):
        begin = stop.end()
    found = hits_in(clause[begin : max(at, end)], begin, rules)
    return [hit for hit in found if hit.start < at and not hit.matcher.topic.whole]


def coordinated(text: str, hits: Sequence[Hit], end: int) -> list[Hit]:
    """The first topic and those that "and", "or" or a comma join to it."""
    kept: list[Hit] = []
    for hit in hits:
        indicator = hit.matcher.topic.indicator
        if kept:
            gap = text[kept[-1].end : hit.start]
            if kept[-1].matcher.topic.indicator == "victims_referred" and gap.strip() in ("for", "to"):
                kept[-1] = kept[-1]._replace(end=hit.end)  # "referred for care"
                continue
            joined = _JOINED.search(gap)
            if len(gap) > NEAR or not joined:
                break
            if joined[0] == "," and not _CONJUNCTION.search(text, kept[-1].end, end):
                break
            last = _LAST_JOIN.match(gap)
            before, after = (gap[: last.end()], gap[last.end() :]) if last else ("", gap)
            if _PARTED.search(after) or _PARTED.search(before):
                break
        if all(k.matcher.topic.indicator != indicator for k in kept):
            kept.append(hit)
    return kept


def parted(words: str) -> bool:
    """Whether words between two topics, or a verb and its object, part them: "training on | referral"."""
    return bool(_PARTED.search(words))
