"""What a zero or a silence is about: the clause behind a cue, and the topics in it.

Coordinated topics are taken together ("did not investigate, prosecute, or convict"); topics that only
describe the first one are not ("did not provide training on victim identification").
"""

from __future__ import annotations

import re

from pipeline.mine.absence_clause import (
    NEAR,
    REACH,
    Hit,
    Statement,
    coordinated,
    hits_in,
    lowered,
    parted,
    statements,
    topics_before,
    visible,
)
from pipeline.mine.absence_reference import referred_back
from pipeline.mine.absence_rules import Absences
from pipeline.mine.absence_verbs import falls_short, not_done

__all__ = ["Hit", "Statement", "inherits", "statements", "topics"]

_ANY_CASES = re.compile(
    r"\s+(?:(?:identifying|receiving|finding|opening)\s)?(?:any|the\snumber\sof|on)\s(?:[\w-]+\s){0,3}cases\b|\s.{0,40}\bidentified\s(?:[\w-]+\s){0,3}cases",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(?:figures|statistics|data)\s", re.IGNORECASE)
_CASES_ASKED = re.compile(
    r"\s*(?:how\s+many|(?:whether|if)\b.{0,60}\b(?:led\sto|resulted\sin|flagged|culminated\sin|any))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s*(?:\w+\s+){0,3}?(?:whether|if|how\s+(?:many|much)|which|what)\b", re.IGNORECASE)
# What may stand before "no" without telling what there is none of.
_REPORTED_NO = re.compile(
    r"\b(?:report\w*|provid\w+|initiat\w+|conduct\w*|there\s+(?:were|was|had\s+been|are|is|have\s+been|continued\s+to\s+be)|made?"
    r"|secur\w+|obtain\w*|received?|that|had|and|but|,|although|though|as|result|operated?|issued?|with|took|noted|opened|claimed)\s*,?\s*$",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:had|has|have|having)\s$", re.IGNORECASE)
_RECEIVED = re.compile(r"\breceiv(?:e|ed|ing)\s(?:little\sor\s)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\s(?:potential\s|trafficking\s)?(?:victims?|persons|individuals)\b", re.IGNORECASE)
# A subject that suffers the verb behind it: "no victims received compensation".
_SUBJECT = re.compile(
    r"\s*(?:(?!that\b)[\w-]+\s+){0,3}?(?:victims?|agenc(?:y|ies)|cases?|officials?|individuals?|persons?|services|children|traffickers?|one"
    r"|suspects?|defendants?|offenders?|perpetrators?|survivors?|nationals?|citizens?|wom[ae]n|m[ae]n|girls?|boys?|workers?|migrants?|minors?"
    r"|officers?|servants?|police|employees?|soldiers?|judges?|prosecutors?|diplomats?|inspectors?|assets|courts?|recruiters?|employers?"
    r"|compan(?:y|ies)|licen[sc]es?)\b(?!\swere\samong\b)|\s(?=(?:was|were|has|had)\s)",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:traffickers|suspects|defendants|offenders|perpetrators|victims|cases|children|women|men|girls|boys)\b",
    re.IGNORECASE,
)
# Of what the figure before counts: "how many were victims", "whether they were victims of forced labor".
_OF_WHICH = re.compile(
    r"\s*(?:how\s+many\s+(?:of\s+(?:these|those|them|the)\s+)?(?:(?!victims)[\w-]+\s+){0,2}?(?:were|was|involved|included|are)"
    r"|(?:whether|if)\s+(?:they|these|those|any)\s+(?:[\w-]+\s+)?(?:were|involved))"
    r"\s+(?:[\w-]+\s+){0,2}?(?:trafficking|victims|sex|labor)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\s*how\s+many\s+(?:of\s+(?:these|those|them)\s+)?(?:were|was)\b", re.IGNORECASE)
_HOW_MANY_IT = re.compile(r"\s*how\s+many\s+(?:it|they|were|had|have)\b", re.IGNORECASE)
_INVOLVING = re.compile(r"\binvolving\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:\band\s|\()$", re.IGNORECASE)
# "none of those arrested | were": what there is none of stands behind the verb.
_VERB = re.compile(
    r"\b(?:were|was|have|had|has|did|led\sto|resulted\sin|(?:culminated|ended|concluded)\s(?:in|with)|yielded|produced|received|reported|obtained|identified)\b",
    re.IGNORECASE,
)
_IDENTIFY_CASES = re.compile(
    r"\s*(?:\w+ly\s)?(?:identify|detect|find|uncover|discover)\s(?:any\s)?(?:[\w-]+\s){0,3}cases\b",
    re.IGNORECASE,
)
_FUNDS = re.compile(r"\s*(?:[\w-]+\s){0,2}(?:funds|funding|money)\b", re.IGNORECASE)

_COMPARISON = re.compile(r"\b(?:compar(?:ed|es|ing)\s+(?:with|to)|up\s+from|down\s+from)\b", re.IGNORECASE)


_HAD = ("shelters", "funding")
_RECEIVABLE = ("hotline_calls", "officials_trained", "victims_compensated")


def inherits(text: str, statement: Statement) -> bool:
    """Whether a statement without a topic is of what the figure before it counts: "none in 2016", "did
    not report how many were victims", "did not disaggregate the forms of exploitation", "compared with
    10 and no labor traffickers in 2016".
    """
    if statement.cue.frame == "noun":
        beside = _COMPARISON.search(text, 0, statement.start) or _AND.search(text, 0, statement.start)
        return bool(_PERSONS.match(text, statement.body) and beside)
    if statement.cue.frame == "either":
        return bool(_INVOLVING.search(text, 0, statement.start))
    asked = _OF_WHICH.match(text, statement.body) or _HOW_MANY.match(text, statement.body)
    return statement.cue.frame == "inherit" or statement.cue.name == "no disaggregation" or bool(asked)


def topics(text: str, statement: Statement, rules: Absences) -> list[Hit]:
    """What the statement is about: the first topic and those coordinated with it."""
    text = lowered(text)
    frame, body, end = statement.cue.frame, statement.body, statement.end
    zero = statement.cue.status == "zero"
    clause = visible(text, statement.start)[body:end]
    whole_clause = frame != "verb" and statement.cue.name != "neither thing"
    if zero and whole_clause and falls_short(clause, 0, rules):
        return []
    if frame == "left":
        return coordinated(text, _told_before(text, statement, rules), end)
    if zero and rules.partial.search(text, max(0, statement.start - 120), statement.start):
        return []
    back = referred_back(text, statement, rules)
    if back:
        return back
    pronoun = frame == "none" or bool(_HOW_MANY_IT.match(text, body))
    found = hits_in(clause, body, rules, verbs=frame == "verb", around=text, anywhere=pronoun)
    hits = [hit for hit in found if _fits(text, statement, hit)]
    whole = [hit for hit in hits if hit.matcher.topic.whole]
    hits = [hit for hit in hits if not hit.matcher.topic.whole]
    if whole and whole[0].start - body < (NEAR if frame != "verb" else 20):
        return whole[:1]
    if frame == "verb":
        return not_done(text, statement, hits, rules)
    if frame == "silence":
        hits = _untold(text, statement, hits, rules)
    elif frame == "noun":
        hits = _none_of(text, statement, hits, rules)
    elif frame == "none":
        verb = _VERB.search(clause)
        hits = [hit for hit in hits if verb and hit.start >= body + verb.start()]
    elif frame == "either" and _INVOLVING.search(text, 0, statement.start):
        hits = []
    elif frame == "either" and not (_FUNDS.match(text, body) and hits):
        hits = topics_before(text, statement.start, rules, end)[-1:] or hits
    elif frame == "inherit":
        hits = []
    if hits and len(" ".join(clause[: max(0, hits[0].start - body)].split())) > REACH + (
        40 if frame in ("silence", "open") else 0
    ):
        return []
    return coordinated(text, hits, end)


def _untold(text: str, statement: Statement, hits: list[Hit], rules: Absences) -> list[Hit]:
    """What a silence does not tell: of "whether the raids led to arrests" the result; nothing of "having
    procedures to identify victims".
    """
    body, end = statement.body, statement.end
    if _OF_WHICH.match(text, body):
        return []
    hits = [hit for hit in hits if hit.matcher.topic.indicator != "cases"] or hits
    asked = _ASKED.match(text, body)
    if hits and not asked and rules.means.search(text, body, hits[0].start):
        return []
    result = rules.result.search(text, body, end) if asked else None
    later = [hit for hit in hits if result and hit.start >= result.start()]
    return later or hits


def _fits(text: str, statement: Statement, hit: Hit) -> bool:
    """Bare "cases" are a topic only of what is asked: "whether the visits led to new cases", "any such
    cases"; and of what was not found: "did not identify any cases of forced labor".
    """
    if hit.matcher.topic.indicator != "cases":
        return True
    if statement.cue.frame == "verb":
        return bool(_IDENTIFY_CASES.match(text, statement.body))
    asked = _CASES_ASKED.match(text, statement.body) or _ANY_CASES.match(text, statement.body)
    return statement.cue.frame == "silence" and bool(asked)


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
    if _RECEIVED.search(left) and (not hits or hits[0].matcher.topic.indicator not in _RECEIVABLE):
        return []
    if _HAS.search(left):  # "had no shelters", but "had no capacity to assist"
        hits = [hit for hit in hits if hit.matcher.topic.indicator in _HAD][:1]
    if len(hits) > 1 and _SUBJECT.match(text, statement.body) and _PARTICIPLE.match(text, hits[0].end):
        hits = hits[1:]  # "no identified victims were referred"
    if hits and not _SUBJECT.match(text, statement.body):
        gap = text[statement.body : hits[0].start].replace(" efforts to ", " ")
        if "," in gap or " for " in gap or parted(gap):
            return []
    return hits


def _told_before(text: str, statement: Statement, rules: Absences) -> list[Hit]:
    """The subject of "were unavailable", a number or statistics of something; bare "figures" are of
    what the clause before speaks of.
    """
    hits = topics_before(text, statement.start, rules)
    if hits or not _FIGURES.search(text, max(0, statement.start - 20), statement.start):
        return hits
    ends = list(rules.ends.finditer(text, 0, statement.start))
    return topics_before(text, ends[-1].start(), rules)[:1] if ends else []
