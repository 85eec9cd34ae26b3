"""Who is meant: the officials behind a deed, and those that a statement names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.codebook import codebook
from pipeline.mine.phrases import OFFICIAL, PERSON, STATE, Someone

# Someone behind one of these words is no subject: "ties to officials", "bribes from traffickers".
_NOT_SUBJECT = re.compile(
    r"(?:\b(?:to|by|with|against|from|for|at|among|amongst|in|within|throughout|of|on|into|"
    r"including|between|on behalf of)\s"
    r"(?:(?:the|a|an|some|its|their|other|many|certain|several|all|these|those|such|foreign|potential|\w+ing)\s){0,3})$",
    re.I,
)
_OFFICIAL_OF = re.compile(
    r"\b(?:members?|none|neither|all|any|some|many|most|number|officers|one|two|several|elements|part|cases?)"
    r"\s+of\s(?:the\s)?(?:\w+\s)?$",
    re.I,
)
_WHO = re.compile(
    r"^[,\s]*(?:\(\w+\)\s)?(?:who|that|which|allegedly|reportedly|for|suspected|accused)\b", re.I
)
_LIST = re.compile(
    r"^(?:,\s(?:[A-Z]{2,6},\s)?(?:(?:and|or|including)\s)?|\s(?:and|or|as\swell\sas|including|and/or)\s)"
    r"(?:(?:in|within|among|by|of|\d+)\s)?(?:[A-Za-z-]+(?<!ed)\s){0,2}$"
)
_NO_LIST = re.compile(r",\s(?:and|or)\s")  # of two, the second begins a new clause
_OBJECT = re.compile(r"\w(?:ed|ing)\s(?:\w+\s)?$")
_BESIDE = re.compile(r"^\sand\s(?:[A-Za-z-]+\s)?$")
_BY = re.compile(r"^\s*(?:\w+\s){0,4}by\s(?:\w+\s){0,3}$", re.I)
_ADJECTIVE = re.compile(r"^\s+(?:complicity|corruption|involvement|misconduct)", re.I)
_PARTED = re.compile(r",|\bby\b|\bthrough\b")
_NEAR = 25  # characters between a noun and the participle that describes it
_WIDE = 170  # characters between a doer and the deed


def doer(
    masked: str,
    someone: Sequence[Someone],
    start: int,
    end: int,
    deeds: Sequence[tuple[int, int]],
    floor: int,
    *,
    state: bool,
    agent: bool,
) -> tuple[Someone, ...]:
    """The officials whose deed stands at `start`:`end`: the nearest person before it that can be its
    subject, with those listed beside them; or, with `agent`, the agent of a passive behind it. Empty where
    the nearest subject is somebody else: families accept bribes too.
    """
    before = [one for one in someone if one.end <= start and start - one.end <= _WIDE]
    purpose = masked[:start].endswith("to ")
    participle = re.match(r"\w+ing\b", masked[start:end]) is not None
    for one in reversed(before):
        if one.start < floor:
            break
        if any(a <= one.start < b for a, b in deeds):
            continue  # the object of an earlier deed
        if masked[one.end : one.end + 1] == "'":
            continue  # "officials' lack of skill"
        nearest = participle and start - one.end <= _NEAR and not _PARTED.search(masked[one.end : start])
        if one.mask == OFFICIAL and _ADJECTIVE.match(masked[one.end : one.end + 20]):
            continue
        members = _list(masked, someone, one)
        lead = masked[max(0, members[0].start - 40) : members[0].start]
        if one.mask == PERSON and purpose and _OBJECT.search(lead):
            continue  # "threatened women to extort money"
        if (
            not nearest
            and _NOT_SUBJECT.search(lead)
            and not _OFFICIAL_OF.search(lead)
            and not _WHO.match(masked[one.end : start + 1])
        ) and (one.mask != OFFICIAL or not _listed_subject(masked, someone, one)):
            continue
        if one.mask == PERSON or (one.mask == STATE and not state):
            if one.mask == STATE:
                continue
            beside = _beside(masked, someone, one)
            return beside if beside and (state or beside[-1].mask == OFFICIAL) else ()
        return members
    if not agent:
        return ()
    after = next((one for one in someone if one.start >= end), None)
    if after is not None and after.mask == OFFICIAL and _BY.match(masked[end : after.start]):
        return (after,)
    return ()


def _beside(masked: str, someone: Sequence[Someone], other: Someone) -> tuple[Someone, ...]:
    """The officials that share a deed with others: "the army and armed groups recruit children"."""
    earlier = [one for one in someone if one.end <= other.start]
    if earlier and earlier[-1].mask != PERSON and _BESIDE.match(masked[earlier[-1].end : other.start]):
        return _list(masked, someone, earlier[-1])
    return ()


def _listed_subject(masked: str, someone: Sequence[Someone], one: Someone) -> bool:
    """Named beside a subject: "including some officials"."""
    return bool(re.search(r"\bincluding\s(?:\w+\s){0,2}$", masked[: one.start]))


def _list(masked: str, someone: Sequence[Someone], last: Someone) -> tuple[Someone, ...]:
    """The officials listed up to `last`: "police, prosecutors, and judges"."""
    members = [last]
    for one in reversed([one for one in someone if one.end <= last.start]):
        if one.mask == PERSON or not _LIST.match(masked[one.end : members[0].start]):
            break
        members.insert(0, one)
    alone = not masked[: members[0].start].endswith(", ")
    if len(members) == 2 and alone and _NO_LIST.match(masked[members[0].end : last.start]):
        return (last,)
    return tuple(members)


def actors_of(
    category: str,
    start: int,
    end: int,
    clause: tuple[int, int],
    doers: tuple[Someone, ...],
    masked: str,
    someone: Sequence[Someone],
) -> tuple[str, ...]:
    """The codebook's actors of a statement, in the codebook's order; `official` where it says no more."""
    named = list(doers)
    if not named:
        named = [one for one in someone if start <= one.start < end and one.mask == OFFICIAL]
        if named:
            named = [*_list(masked, someone, named[0])[:-1], *named, *_following(masked, someone, named[-1])]
    if not named:
        reach = start if category == "systemic" else clause[1]
        named = [one for one in someone if clause[0] <= one.start < reach and one.mask == OFFICIAL]
    if not named and category != "systemic":
        named = [one for one in someone if one.end <= start and one.mask == OFFICIAL]
    if [one.actors for one in named] == [("official",)] and re.search(
        r"\bthe\s$", masked[: named[0].start], re.I
    ):
        earlier = [
            one for one in someone if one.end <= named[0].start and one.actors not in ((), ("official",))
        ]
        named = earlier[-1:] or named  # "a former diplomat ... the official"
    plain = [one for one in named if not _ADJECTIVE.match(masked[one.end : one.end + 20])]
    actors = {actor for one in plain or named for actor in one.actors} or {"official"}
    return tuple(actor for actor in codebook().actors if actor in actors)


def _following(masked: str, someone: Sequence[Someone], last: Someone) -> list[Someone]:
    """Officials listed on behind `last`: "corruption in the police and the judiciary"."""
    more: list[Someone] = []
    at = last
    for one in someone:
        if one.start >= at.end and one.mask == OFFICIAL and _LIST.match(masked[at.end : one.start]):
            more.append(one)
            at = one
    return more
