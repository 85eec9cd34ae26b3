"""Statements that tie public officials or public power to trafficking (codebook section 4).

A sentence is cut into clauses; the rules of `models/rules/corruption` claim stretches of a clause,
those with more authority first; what is left standing becomes one mention for each statement, with
its stance and its actors. In recommendations every statement about officials is policy, one for
each item of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.mine.abbreviations import abbreviations
from pipeline.mine.actors import actors_of, doer
from pipeline.mine.analysis import Analysed
from pipeline.mine.gate import candidates, still_possible
from pipeline.mine.periods import periods
from pipeline.mine.phrases import OFFICIAL, STATE, Someone, lexicon, mask, people, phrase, straight
from pipeline.mine.rulebook import Compiled
from pipeline.mine.stance import stance
from pipeline.records import Mention, Narrative

_CUT = re.compile(
    r";|[,—–]?\s(?:but|however|although|though|while|whereas|despite|nor(?=\s(?:did|does|do|has|have|was|were)))\b|"
    r"(?<=[a-z])\.\s",
    re.I,
)
_DEEDS = frozenset({"complicity", "bribery", "obstruction"})
_SETTLED = frozenset({"policy", "impunity", "accountability"})
# What officials were investigated for belongs to the statement: "officials complicit in trafficking".
_TAIL = re.compile(
    r",?(?:\s[\w-]+){0,2}?\s(?:complicit|complicity|implicated|involved|involvement|suspected)"
    r"(?:\sor\s\w+)?(?:\s(?:in|of)(?:\s[\w-]+){0,5})?",
    re.I,
)
# A bribe is paid for something: that is part of the bribery. "Did not allow" is no deed.
_PURPOSE = re.compile(r"brib\w*\s(?:\w+\s){0,3}?(?:for|to|in (?:exchange|return) for)\s(?:\w+\s)?$", re.I)
_UNDONE = re.compile(r"(?:\bnot|n't|\bnever|should|must|able to|trained to|in order to)\s(?:\w+ly\s)?$", re.I)
# Another main clause begins: what was denied before it is not denied here.
_ANEW = re.compile(r"\band\s(?:a|an|the|its|it|they|there|some|several)\b", re.I)
_AND = re.compile(r"(?:,|\band|\bor)\s(?:in\ssome\scases\s|\w+ly\s|often\s|also\s|sometimes\s)?$", re.I)
_NOBODY = object()
_UNPROVEN = re.compile(r"\bun(?:verified|confirmed|corroborated|substantiated)\b", re.I)
_CHARGED = re.compile(r"investigat|prosecut|charg|arrest|indict|accus|suspect|review", re.I)
_PROVEN = re.compile(r"convict|sentenc|guilty|fired|dismiss", re.I)
# "No verified cases of soldiers using children", "no children were recruited by".
_NO_SUCH = re.compile(
    r"\bno (?:\w+ ){0,2}?(?:reports?|cases?|incidents?|instances?|evidence|indications?) (?:of|that)\b|"
    r"\bno (?:\w+ )?(?:children|boys|girls|victims|persons|migrants) (?:were|was|are)\b",
    re.I,
)
# A time dates a statement that it opens, or a deed that it follows: "in 2016", not "the 2016 case".
_CONTRAST = re.compile(r"contrast|compar|following|unlike|since", re.I)
_DATES = re.compile(r"\b(?:in|over|during|between|from|on|of)\s(?:(?:early|late|mid)[\s-])?\S", re.I)
_LEAD = 14  # characters before a time for the preposition that makes it a date
_DATED = 30  # characters behind a statement in which its time may stand
_UNDATED = frozenset({"impunity", "policy", "systemic", "denial"})
# "No officials were convicted", "no evidence that any soldiers were".
_NOBODY_OF = re.compile(
    r"\b(?:no|none of|neither|few)\s(?:(?:of|the|its)\s)*(?:[a-z-]+\s){0,2}$|"
    r"\bno (?:evidence|reports?|indications?) (?:that|of) (?:any )?$|\bno \w+, including (?:\w+ ){0,2}$",
    re.I,
)
_STOP = re.compile(r"[;,.—()]")
_REST = 90  # characters of a statement behind the words that a rule needed
_AROUND = 60  # characters around a statement that a rule's `unless` and `needs` look at
_SUBJECT = 60  # characters between an official and the deed, within one anchor


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a sentence that a rule claims; offsets in the sentence."""

    start: int
    end: int
    category: str
    by: Compiled
    clause: tuple[int, int]
    doers: tuple[Someone, ...] = ()


def mine_mentions(narrative: Narrative, text: str, analysed: tuple[Analysed, ...]) -> tuple[Mention, ...]:
    """The mentions of one narrative in text order; `text` is the clean text of the document."""
    found: list[Mention] = []
    told_before = False  # whether the sentence before holds a mention
    names = abbreviations(narrative, text)
    for sentence in analysed:
        before, told_before = told_before, False
        possible = candidates(names.spelled_out(sentence.text), sentence.section)
        if not possible:
            continue
        plain = straight(sentence.text)
        someone = names.beside(plain, people(plain))
        masked = mask(plain, someone)
        possible = still_possible(possible, masked)
        claims = _claims(masked, someone, sentence.section, before, possible) if possible else []
        told_before = bool(claims)
        for claim in _statements(claims, masked):
            mention = _mention(claim, claims, sentence, masked, someone)
            if found and (claim.by.rule.after or claim.by.rule.beside):
                mention = replace(mention, actors=found[-1].actors)  # "these cases" are those told before
            found.append(mention)
    return tuple(found)


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence: a stance or a negation does not reach beyond one."""
    cuts = [match.start() for match in _CUT.finditer(text) if match.start() > 0]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))


def _claims(
    masked: str, someone: Sequence[Someone], section: str, before: bool, possible: Sequence[Compiled]
) -> list[Claim]:
    """What the rules claim, free of overlaps, in text order."""
    claims: list[Claim] = []
    officials = any(one.mask == OFFICIAL for one in someone) or "omplicity" in masked
    for clause in clauses(masked):
        stretch = masked[clause[0] : clause[1]]
        orphans: list[tuple[re.Match[str], Compiled]] = []  # deeds whose doer is not next to them
        for by in possible:
            rule = by.rule
            if section == "recommendations" and any(claim.clause == clause for claim in claims):
                break
            if rule.sections is not None and section not in rule.sections:
                continue
            if (rule.context or rule.after) and not (officials or before):
                continue
            if (rule.after and not (before or claims)) or (rule.beside and not claims):
                continue
            for match in by.pattern.finditer(stretch):
                claim = _claim(match, by, clause, masked, someone, claims)
                if isinstance(claim, Claim):
                    claims.append(claim)
                elif claim is _NOBODY:
                    orphans.append((match, by))
        for match, by in orphans:
            if (shared := _shared(match, clause, masked, claims)) is not None:
                claim = _claim(match, by, clause, masked, someone, claims, shared)
                if isinstance(claim, Claim):
                    claims.append(claim)
    return sorted(claims, key=lambda claim: claim.start)


def _claim(
    match: re.Match[str],
    by: Compiled,
    clause: tuple[int, int],
    masked: str,
    someone: Sequence[Someone],
    claims: list[Claim],
    doers: tuple[Someone, ...] = (),
) -> Claim | object | None:
    """The claim of one match; `_NOBODY` where only a doer is wanting."""
    start, end = clause[0] + match.start(), clause[0] + match.end()
    if any(start < claim.end and claim.start < end for claim in claims):
        return None
    if by.rule.fallback and (
        any(claim.clause == clause and claim.category in _SETTLED for claim in claims)
        or any(start <= one.start < end for claim in claims for one in claim.doers)
    ):
        return None
    if by.rule.deed is not None:
        if _PURPOSE.search(masked[clause[0] : start]) or _UNDONE.search(masked[clause[0] : start]):
            return None
        deeds = [(claim.start, claim.end) for claim in claims if claim.by.rule.deed]
        doers = doers or doer(
            masked, someone, start, end, deeds, clause[0], state=by.rule.state, agent=by.category in _DEEDS
        )
        if not doers:
            return _NOBODY
    first = doers[0].start - _AROUND // 2 if doers and doers[0].start < start else start - _AROUND
    around = masked[max(clause[0], first) : min(clause[1], end + _AROUND)]
    if by.unless and by.unless.search(around):
        return None
    if by.needs and not by.needs.search(masked[clause[0] : clause[1]]):
        return None
    category = by.category
    if category in _SETTLED and (tail := _TAIL.match(masked, end, clause[1])):
        end = tail.end()
    if category == "accountability" and (
        _denied(masked, clause[0], start, end)
        or (doers and _NOBODY_OF.search(masked[clause[0] : doers[0].start]))
    ):
        category = "impunity"
    return Claim(start, end, category, by, clause, doers)


def _shared(
    match: re.Match[str], clause: tuple[int, int], masked: str, claims: list[Claim]
) -> tuple[Someone, ...] | None:
    """The doers of the deed that this one is coordinated with: "take bribes from brokers, protect bars"."""
    start = clause[0] + match.start()
    if not _AND.search(masked[clause[0] : start]):
        return None
    earlier = [claim for claim in claims if claim.clause == clause and claim.end <= start and claim.doers]
    return max(earlier, key=lambda claim: claim.end).doers if earlier else None


def _denied(masked: str, begin: int, start: int, end: int) -> bool:
    """Whether an act of accountability is said not to have happened."""
    subject = max(masked.rfind(OFFICIAL, begin, start), masked.rfind(STATE, begin, start))
    region = _ANEW.split(masked[max(begin, subject + 1) : start])[-1]
    inside = masked[start:end]
    return bool(phrase("{none}").search(region) or phrase("{none}").search(inside))


def _statements(claims: list[Claim], masked: str) -> Iterator[Claim]:
    """Claims of one category that follow each other in one clause are one statement."""
    pending: Claim | None = None
    for claim in claims:
        if pending and _means(pending, claim, masked):
            pending = replace(claim, start=pending.start, doers=pending.doers or claim.doers)
            continue
        if pending and claim.category == pending.category and claim.clause == pending.clause:
            pending = replace(pending, end=claim.end, doers=pending.doers or claim.doers)
            continue
        if pending:
            yield pending
        pending = claim
    if pending:
        yield pending


def _means(deed: Claim, claim: Claim, masked: str) -> bool:
    """Whether the second deed is how the first is done: "facilitate trafficking by accepting bribes"."""
    between = masked[deed.end : claim.start]
    return bool(
        deed.category == "complicity"
        and claim.category == "bribery"
        and re.fullmatch(r"[^,;]{0,40}\sby\s(?:\w+ly\s)?", between)
    )


def _mention(
    claim: Claim, claims: list[Claim], sentence: Analysed, masked: str, someone: Sequence[Someone]
) -> Mention:
    others = [other for other in claims if not (claim.start <= other.start < claim.end)]
    start = claim.start
    if claim.doers:
        first = claim.doers[0].start
        free = all(not (first < other.end <= claim.start) for other in others)
        if free and 0 <= claim.start - claim.doers[-1].end <= _SUBJECT:
            start = first
    begins = [
        min([other.start, *(one.start for one in other.doers if one.start >= claim.end)]) for other in others
    ]
    limit = min([begin for begin in begins if begin >= claim.end], default=len(masked))
    stop = _STOP.search(masked, claim.end, min(limit, claim.end + _REST))
    end = stop.start() if stop else min(limit, claim.end + _REST, len(masked))
    if stop is None and end < len(masked):
        end = max(claim.end, masked.rfind(" ", claim.end, end + 1))
    end = max(claim.end, start + len(masked[start:end].rstrip(" ,;")))
    base = sentence.sentence.start
    rule = claim.by.rule
    return Mention(
        start=base + start,
        end=base + end,
        anchor=sentence.text[start:end],
        category=claim.category,
        stance=_stance(claim, claims, masked),
        actors=rule.actors
        if rule.actors is not None
        else actors_of(claim.category, claim.start, claim.end, claim.clause, claim.doers, masked, someone),
        rule=rule.id,
        period=_period(sentence, claim, start, end),
        country=sentence.narrative.country,
        confidence=rule.confidence,
    )


def _stance(claim: Claim, claims: list[Claim], masked: str) -> str:
    fixed = claim.by.rule.stance
    if fixed not in (None, "cued"):
        return fixed or "asserted"
    if fixed is None and claim.category not in (*_DEEDS, "systemic", "denial"):
        if _UNPROVEN.search(masked, claim.clause[0], claim.start):
            return "alleged"
        clause = masked[claim.clause[0] : claim.start]
        return (
            "alleged" if re.search(r"\breportedly\b", clause) and claim.category == "policy" else "asserted"
        )
    if claim.category in _DEEDS:
        if _NO_SUCH.search(masked[claim.clause[0] : claim.end]):
            return "negated"
        for other in claims:
            if (
                other.category == "accountability"
                and other.clause == claim.clause
                and other.end <= claim.start + 3
            ):
                words = masked[other.start : other.end]
                if _CHARGED.search(words) and not _PROVEN.search(words):
                    return "alleged"
    return stance(masked, claim.clause[0], claim.end)


def _period(sentence: Analysed, claim: Claim, start: int, end: int) -> str | None:
    """The time that opens the clause of a statement, or follows its deed, else the reporting period; what
    nothing dates in a profile holds at all times. `start` and `end` are offsets in the sentence.
    """
    for one in periods(sentence):
        at, stop = (place - sentence.sentence.start for place in (one.start, one.end))
        if at < claim.clause[0] or not _DATES.search(sentence.text, max(0, at - _LEAD), stop):
            continue
        if at < start:
            if sentence.text[stop : stop + 1] == "," and not _CONTRAST.search(
                sentence.text, claim.clause[0], at
            ):
                return one.value
        elif (
            claim.category not in _UNDATED and at <= end + _DATED and not _STOP.search(sentence.text, end, at)
        ):
            return one.value
    edition = sentence.narrative.edition
    return f"rp:{edition}" if edition and sentence.section != "profile" else None


__all__ = ["clauses", "lexicon", "mine_mentions"]
