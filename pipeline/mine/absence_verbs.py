"""The verbs of a zero: "did not | adopt the rules, fund a shelter, or convict any traffickers".

What was not done may be several things. Each verb that acts opens a conjunct with its own object; a
bare verb shares the object of the next one ("provide or fund services").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.mine.absence_clause import Hit, Statement, coordinated, parted, topics_before, visible
from pipeline.mine.absence_rules import Absences

_LONGEST = 70  # characters of such words
_AT_ONCE = 35  # characters between a verb and what makes it a mere shortcoming
_ADVERBS = re.compile(
    r"\s*(?:(?:\w+ly|ever|yet|also|any|been|in\spractice|make\sefforts\sto|take\ssteps\sto)\s+)*"
)
_JOIN = re.compile(r"\s*[,/]\s*(?:(?:and|or|nor)\s+)?|\s+(?:and|or|nor)\s+", re.IGNORECASE)
_LAST_JOIN = re.compile(r".*(?:[,/]|\b(?:and|or|nor)\b)", re.IGNORECASE | re.DOTALL)
# Behind a verb that has an object of its own; "support to victims" is a noun.
_OBJECT = re.compile(
    r"\s+(?!(?:to|for|in|of|from|and|or|with|by|on)\b)\w|\s+for\s(?=indicators|traffick)", re.I
)
_EFFORTS = re.compile(
    r"\b(?:efforts?|steps|action|measures)\s(?:to|against)\b|\b(?:victims?|them|any|children|persons)\s(?:with|of|from)\b|\bto\sdate\b"
    r"|\bany\sof\b|\bin\s(?:any|practice)\b|\bby\sany\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)
_SUFFERERS = re.compile(r"\b(?:victims|children|workers|migrants|they)\s+$", re.IGNORECASE)
# What stands behind these tells only what for: "procedures to identify", "training on investigating".
_AIM = re.compile(r"\b(?:to|for|on|in|of)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PERFECT = re.compile(
    r"(?:\b(?:was|were|been|is|are|has|have|had)(?:\s+(?:also|still|once|again|yet|reportedly|not|never))*|\bnever|neither.*)\s*$",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\bto\s+(?:\w+ly\s+)?\w+(?:\sto)?$", re.IGNORECASE)  # "to identify | and refer"
_VERBAL = re.compile(
    r"\w+ing\b|(?:identif|investigat|prosecut|assist|refer|protect|convict|screen|train|regulat|repatriat|monitor|punish|penaliz)\w*",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\w+(?:ed|ing)|made|took|held|gave|had|has|brought|sought|spent|began|built|ran", re.IGNORECASE
)


class Conjunct(NamedTuple):
    """One verb with what follows it; offsets of the sentence."""

    start: int
    verb: int  # where the verb begins, behind its adverbs
    object: int  # where the words behind the verb begin
    end: int

    @property
    def bare(self) -> bool:
        return self.end - self.object < 5  # "screen for"


def conjuncts(clause: str, statement: Statement, rules: Absences) -> list[Conjunct]:
    """The verbs of a statement; `clause` is its sentence with the asides blanked."""
    found: list[Conjunct] = []
    begin = _conjunct(clause, statement.body, rules)
    if begin.object == begin.verb:  # a verb that we do not know: what it governs is not ours to part
        return [begin._replace(end=statement.end)]
    past = _PERFECT.search(clause, statement.start, statement.body)
    for join in _JOIN.finditer(clause, statement.body, statement.end):
        next_ = _conjunct(clause, join.end(), rules)
        if next_.object == next_.verb or _MEANT.search(clause, begin.object, join.start()):
            continue
        if not past and _PAST.fullmatch(clause, next_.verb, next_.object):
            return [
                *found,
                begin._replace(end=join.start()),
            ]  # "did not convict anyone | and made no arrests"
        if join.start() - begin.object > 5 and not _OBJECT.match(clause, next_.object):
            continue
        found.append(begin._replace(end=join.start()))
        begin = next_
    found.append(begin._replace(end=statement.end))
    return found


def _conjunct(clause: str, at: int, rules: Absences) -> Conjunct:
    """The verb at `at`, its end still open; without one the object begins where the verb would."""
    lead = _ADVERBS.match(clause, at)
    verb = lead.end() if lead else at
    acts = rules.acting.match(clause, verb)
    return Conjunct(at, verb, acts.end() if acts else verb, verb)


def not_done(text: str, statement: Statement, hits: Sequence[Hit], rules: Absences) -> list[Hit]:
    """What was not done: of each verb the act itself, or what a light verb carries; of a passive ("such
    restitution was not ordered") the subject tells. A verb that only fell short counts for nothing.
    """
    clause = visible(text, statement.start)
    found: list[Hit] = []
    waiting: list[Hit] = []  # of bare verbs before an object
    begin: int | None = statement.start  # of the verbs that share an object
    shared = False
    for which, part in enumerate(conjuncts(clause, statement, rules)):
        inside = [hit for hit in hits if part.start <= hit.start < part.end]
        short = falls_short(clause[: part.end], part.start, rules)
        acts = [] if short else _acts(text, statement, part, inside, rules, shared=shared)
        idle = part.bare and not acts and not rules.light.match(clause, part.verb)
        if which == 0 and (idle or (short and short.start() <= part.verb)):
            return []  # "did not effectively identify or refer victims"
        waiting = [] if short and short.start() > part.verb else waiting + acts
        begin = part.start if begin is None else begin
        shared = part.bare
        if part.bare:
            continue
        found += [hit._replace(span=(min(begin, hit.start), part.end)) for hit in waiting]
        if any(_only_meant(clause, part, hit) for hit in inside if hit not in acts):
            break  # "did not have procedures to identify or | refer victims"
        waiting, begin = [], None
    else:
        found += [hit._replace(span=(begin or part.start, statement.end)) for hit in waiting]
    return [hit for at, hit in enumerate(found) if all(_code(hit) != _code(h) for h in found[:at])]


def falls_short(clause: str, at: int, rules: Absences) -> re.Match[str] | None:
    """Words soon behind `at` that make of a zero a mere shortcoming."""
    short = rules.shortcoming.search(clause, at, at + _AT_ONCE + _LONGEST)
    return short if short and short.start() - at < _AT_ONCE else None


def _only_meant(clause: str, part: Conjunct, hit: Hit) -> bool:
    """Whether a topic is a verb that tells what something is for."""
    return bool(_VERBAL.match(clause, hit.start) and _AIM.search(clause, part.start, hit.start))


def _code(hit: Hit) -> str:
    return hit.matcher.topic.indicator


def _acts(
    text: str, statement: Statement, part: Conjunct, hits: list[Hit], rules: Absences, *, shared: bool
) -> list[Hit]:
    """The topics of one conjunct; with `shared` its object is that of a bare light verb before it too."""
    first = part.start == statement.body and "unable" not in text[statement.start : statement.body]
    passive = _PASSIVE.search(text, statement.start, part.verb) if first else None
    if passive and _SUFFERERS.search(text, max(0, statement.start - 20), statement.start):
        hits = [hit for hit in hits if hit.matcher.topic.official is None]  # "they were not charged"
    if hits and hits[0].start <= part.verb and hits[0].matcher.verb.match(text, hits[0].start):
        kept = coordinated(text, hits, part.end)
        later = [hit for hit in hits if hit.start >= hits[0].end and hit not in kept][:1]
        return kept + [hit for hit in later if shared and not parted(text[hits[0].end : hit.start])]
    light = rules.light.match(text, part.verb)
    if not light:
        return []
    if passive:
        return topics_before(text, statement.start, rules, statement.body)[-1:]
    hits = [hit for hit in hits if hit.end > light.end()]
    if hits:
        gap = _EFFORTS.sub(" ", text[light.end() : max(light.end(), hits[0].start)])
        last = _LAST_JOIN.match(gap)
        if last and hits[0].matcher.verb.match(text, hits[0].start):
            gap = gap[last.end() :]  # "did not address the demand or | prosecute"
        elif light[0].startswith("appl"):
            gap = gap.replace(" for ", " ", 1)
        if gap.startswith(",") or parted(gap):
            return []  # "did not have a program to assist", "did not complete, discussions of"
    return coordinated(text, hits, part.end)
