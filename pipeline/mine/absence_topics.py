"""What a zero or a silence is about: the clause behind a cue, and the topics in it.

Coordinated topics are taken together ("did not investigate, prosecute, or convict"); topics that only
describe the first one are not ("did not provide training on victim identification").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.mine.absence_rules import Absences, Cue, Matcher

_REACH = 90  # characters between a cue and its first topic
_NEAR = 60  # ... between coordinated topics
_AT_ONCE = 35  # ... between a cue and what makes it a mere shortcoming
_ADVERBS = re.compile(
    r"\s*(?:(?:\w+ly|ever|yet|also|any|been|in\spractice|make\sefforts\sto|take\ssteps\sto)\s+)*"
)
_JOINED = re.compile(r"[,/]|\b(?:and|or|nor)\b", re.IGNORECASE)
_LAST_JOIN = re.compile(r".*(?:[,/]|\b(?:and|or|nor)\b)", re.IGNORECASE | re.DOTALL)
_CONJUNCTION = re.compile(r"\b(?:and|or|nor)\b", re.IGNORECASE)
_PARTED = re.compile(
    r"\b(?:to(?!\s+care|\s+services)|in|by|on|under|that|who|with|against|from|during|involving|for(?!\s+care|\s+services)"
    r"|were|was|are|is|before|after|about|among|at|into|using)\b",
    re.IGNORECASE,
)
_EFFORTS = re.compile(
    r"\b(?:efforts?|steps|action|measures)\s(?:to|against)\b|\b(?:victims?|them|any|children|persons)\s(?:with|of|from)\b|\bto\sdate\b"
    r"|\bany\sof\b|\bin\s(?:any|practice)\b|\bby\sany\b",
    re.IGNORECASE,
)
_ANY_CASES = re.compile(
    r"\s+(?:(?:identifying|receiving|finding|opening)\s)?(?:any|the\snumber\sof|on)\s(?:[\w-]+\s){0,3}cases\b|\s.{0,40}\bidentified\s(?:[\w-]+\s){0,3}cases",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(?:figures|statistics|data)\s", re.IGNORECASE)
_CASES_ASKED = re.compile(
    r"\s*(?:how\s+many|(?:whether|if)\b.{0,60}\b(?:led\sto|resulted\sin|flagged|culminated\sin|any))\b",
    re.IGNORECASE,
)
_SUFFERERS = re.compile(r"\b(?:victims|children|workers|migrants|they)\s+$", re.IGNORECASE)
_DONE_SO = re.compile(r"\s+victims?\s(?:did|had\s(?:ever\s)?done)\sso\b", re.IGNORECASE)
_ASIDE = re.compile(r"—[^—;.]*—|\([^)]*\)")
_ASKED = re.compile(r"\s*(?:\w+\s+){0,3}?(?:whether|if|how\s+(?:many|much)|which|what)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:number|statistics|data|figures|information|amount|extent|total|whether|how\s+many)\b", re.I
)
# What may stand before "no" without telling what there is none of.
_REPORTED_NO = re.compile(
    r"\b(?:report\w*|provid\w+|initiat\w+|conduct\w*|there\s+(?:were|was|had\s+been|are|is|have\s+been|continued\s+to\s+be)|made?"
    r"|secur\w+|obtain\w*|received?|that|had|and|but|,|although|though|as|result|operated?|issued?|with|took|noted|opened|claimed)\s*,?\s*$",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:had|has|have|having)\s$", re.IGNORECASE)
_RECEIVED = re.compile(r"\breceiv(?:e|ed|ing)\s(?:little\sor\s)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)
_VERB_BEHIND = re.compile(
    r"\s(?:of\s(?:these|those|them|whom|the)\s(?:\w+\s){0,2})?(?:were|was|have|had|led|resulted)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\s(?:potential\s|trafficking\s)?(?:victims?|persons|individuals)\b", re.IGNORECASE)
# A subject that suffers the verb behind it: "no victims received compensation".
_SUBJECT = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:victims?|agenc(?:y|ies)|cases?|officials?|individuals?|persons?|services|children|traffickers?|one)\b",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:traffickers|suspects|defendants|offenders|perpetrators|victims|cases)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\s*how\s+many\s+(?:of\s+(?:these|those|them)\s+)?(?:were|was)\b", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:compar(?:ed|es|ing)\s+(?:with|to)|up\s+from|down\s+from)\b", re.IGNORECASE)


_HAD = ("shelters", "funding")
_CLAIMS = ("victims_compensated", "victims_assisted")  # what victims can do, or not "do so"


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


def inherits(text: str, statement: Statement) -> bool:
    """Whether a statement without a topic is of what the figure before it counts: "none in 2016", "did
    not report how many were victims", "compared with 10 and no labor traffickers in 2016".
    """
    if statement.cue.frame == "noun":
        return bool(_PERSONS.match(text, statement.body) and _COMPARISON.search(text, 0, statement.start))
    return statement.cue.frame == "inherit" or bool(_HOW_MANY.match(text, statement.body))


def statements(text: str, rules: Absences) -> list[Statement]:
    """The cues of a sentence with their clauses; where cues overlap the one listed first holds."""
    taken: list[Statement] = []
    for cue, pattern in rules.possible_cues.in_text(text.lower()):
        for match in pattern.finditer(text):
            start, body = match.span()
            if any(s.start < body and start < (s.body if s.cue.status == "zero" else s.end) for s in taken):
                continue
            end = rules.ends.search(_visible(text, start), body)
            taken.append(Statement(cue, start, body, end.start() if end else len(text)))
    return sorted(taken, key=lambda s: s.start)


def _visible(text: str, at: int) -> str:
    """The text with asides blanked, in place (what stands in brackets or between dashes), but for a
    statement at `at` that is itself in brackets.
    """
    if text.count("(", 0, at) > text.count(")", 0, at):
        return text
    return _ASIDE.sub(lambda m: " " * len(m[0]), text)


def topics(text: str, statement: Statement, rules: Absences) -> list[Hit]:
    """What the statement is about: the first topic and those coordinated with it."""
    frame, body, end = statement.cue.frame, statement.body, statement.end
    zero = statement.cue.status == "zero"
    clause = _visible(text, statement.start)[body:end]
    short = rules.shortcoming.search(clause) if zero and statement.cue.name != "neither thing" else None
    if short and short.start() < _AT_ONCE:
        return []
    if zero and rules.partial.search(text, max(0, statement.start - 60), statement.start):
        return []
    if frame == "left":
        return _coordinated(text, _told_before(text, statement, rules), end, frame, rules)
    found = _hits(clause, body, rules, verbs=frame == "verb")
    hits = [hit for hit in found if _fits(text, statement, hit)]
    whole = [hit for hit in hits if hit.matcher.topic.whole]
    hits = [hit for hit in hits if not hit.matcher.topic.whole]
    if whole and whole[0].start - body < (_NEAR if frame != "verb" else 20):
        return whole[:1]
    if frame == "verb":
        hits = _acting(text, statement, hits, rules)
    elif frame == "silence":
        hits = [hit for hit in hits if hit.matcher.topic.indicator != "cases"] or hits
        asked = _ASKED.match(text, body)
        result = rules.result.search(text, body, end) if asked else None
        later = [hit for hit in hits if result and hit.start >= result.start()]
        hits = later or hits
    elif frame == "noun":
        hits = _none_of(text, statement, hits, rules)
    elif frame == "either":
        hits = _before(text, statement.start, rules, end)[-1:] or hits
    elif frame == "inherit":
        hits = [hit for hit in hits if _VERB_BEHIND.match(text, body)]
    if hits and len(" ".join(clause[: max(0, hits[0].start - body)].split())) > _REACH + (
        40 if frame in ("silence", "open") else 0
    ):
        return []
    return _coordinated(text, hits, end, frame, rules)


def _fits(text: str, statement: Statement, hit: Hit) -> bool:
    """Bare "cases" are a topic only of what is asked: "whether the visits led to new cases", "any such
    cases".
    """
    if hit.matcher.topic.indicator != "cases":
        return True
    asked = _CASES_ASKED.match(text, statement.body) or _ANY_CASES.match(text, statement.body)
    return statement.cue.frame == "silence" and bool(asked)


def _hits(clause: str, base: int, rules: Absences, *, verbs: bool = False) -> Iterator[Hit]:
    """Topics in the clause in text order; of two at one place the one listed first."""
    found: list[Hit] = []
    for matcher in rules.possible_topics.in_text(clause.lower()):
        if matcher.needs and not matcher.needs.search(clause):
            continue
        if matcher.bars and matcher.bars.search(clause):
            continue
        for match in (matcher.either if verbs else matcher.noun).finditer(clause):
            start, end = base + match.start(), base + match.end()
            taken = any(h.start < end and start < h.end and not h.matcher.topic.whole for h in found)
            if matcher.topic.whole or not taken:
                found.append(Hit(start, end, matcher))
    return iter(sorted(found, key=lambda hit: hit[:2]))


def _acting(text: str, statement: Statement, hits: list[Hit], rules: Absences) -> list[Hit]:
    """The verb right behind the cue must be one that acts, by itself or through a light verb; of a
    passive ("such restitution was not ordered") the subject tells.
    """
    lead = _ADVERBS.match(text, statement.body)
    at = lead.end() if lead else statement.body
    passive = _PASSIVE.search(text, statement.start, at)
    if passive and _SUFFERERS.search(text, max(0, statement.start - 20), statement.start):
        hits = [hit for hit in hits if hit.matcher.topic.official is None]  # "they were not charged"
    if hits and hits[0].start <= at and hits[0].matcher.verb.match(text, hits[0].start):
        return hits
    light = rules.light.match(text, at)
    if not light:
        return []
    if passive:
        return _before(text, statement.start, rules)[-1:]
    hits = [hit for hit in hits if hit.start > at]
    if hits:
        gap = _EFFORTS.sub(" ", text[light.end() : hits[0].start])
        last = _LAST_JOIN.match(gap)
        if last and hits[0].matcher.verb.match(text, hits[0].start):
            gap = gap[last.end() :]  # "did not address the demand or | prosecute"
        elif light[0].startswith("appl"):
            gap = gap.replace(" for ", " ", 1)
        if gap.startswith(",") or _PARTED.search(gap):
            return []  # "did not have a program to assist", "did not complete, discussions of"
    return hits


def _none_of(text: str, statement: Statement, hits: list[Hit], rules: Absences) -> list[Hit]:
    """What there is none of: "no convictions"; "identified no victims", where the verb before tells;
    "no victims received care", where the verb behind does.
    """
    left = text[max(0, statement.start - 30) : statement.start]
    clause = text[statement.body : statement.end]
    if not _REPORTED_NO.search(left) and left.strip():
        for matcher in rules.topics:
            if matcher.topic.whole or matcher.topic.indicator in ("cases", "shelters"):
                continue
            if matcher.ending.search(left) and (not matcher.needs or matcher.needs.search(clause)):
                return [Hit(statement.start, statement.body, matcher)]
    if not hits and _DONE_SO.match(text, statement.body):
        return [h for h in _hits(text[: statement.start], 0, rules) if h.matcher.topic.indicator in _CLAIMS][
            :1
        ]
    if _RECEIVED.search(left) and (not hits or hits[0].matcher.topic.indicator != "hotline_calls"):
        return []
    if _HAS.search(left):  # "had no shelters", but "had no capacity to assist"
        hits = [hit for hit in hits if hit.matcher.topic.indicator in _HAD][:1]
    if len(hits) > 1 and _SUBJECT.match(text, statement.body) and _PARTICIPLE.match(text, hits[0].end):
        hits = hits[1:]  # "no identified victims were referred"
    if hits and not _SUBJECT.match(text, statement.body):
        gap = text[statement.body : hits[0].start].replace(" efforts to ", " ")
        if "," in gap or " for " in gap or _PARTED.search(gap):
            return []
    return hits


def _before(text: str, at: int, rules: Absences, end: int = 0) -> list[Hit]:
    """Topics before `at` in its clause, which runs to `end`, not more than two lines away."""
    visible = _visible(text, at)
    begin = max(0, at - 2 * _REACH)
    for stop in rules.ends.finditer(visible, begin, at):
        begin = stop.end()
    found = _hits(visible[begin : max(at, end)], begin, rules)
    return [hit for hit in found if hit.start < at and not hit.matcher.topic.whole]


def _told_before(text: str, statement: Statement, rules: Absences) -> list[Hit]:
    """The subject of "were unavailable", a number or statistics of something; bare "figures" are of
    what the clause before speaks of.
    """
    if not _TOLD.search(text, max(0, statement.start - _REACH), statement.start):
        return []
    hits = _before(text, statement.start, rules)
    if hits or not _FIGURES.search(text, max(0, statement.start - 20), statement.start):
        return hits
    ends = list(rules.ends.finditer(text, 0, statement.start))
    return _before(text, ends[-1].start(), rules)[:1] if ends else []


def _coordinated(text: str, hits: list[Hit], end: int, frame: str, rules: Absences) -> list[Hit]:
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
            if len(gap) > _NEAR or not joined:
                break
            if joined[0] == "," and not _CONJUNCTION.search(text, kept[-1].end, end):
                break
            last = _LAST_JOIN.match(gap)
            before, after = (gap[: last.end()], gap[last.end() :]) if last else ("", gap)
            acts = frame == "verb" and bool(
                hit.matcher.verb.match(text, hit.start) or rules.light.match(after.strip())
            )
            if not acts and (_PARTED.search(after) or _PARTED.search(before)):
                break
        if all(k.matcher.topic.indicator != indicator for k in kept):
            kept.append(hit)
    return kept
