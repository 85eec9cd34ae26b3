"""Counts that are no figures whatever governs them, each with its reason in words."""

from __future__ import annotations

from itertools import pairwise

from pipeline.mine.draft import Draft
from pipeline.mine.exploited import of_victims
from pipeline.mine.governor import Governed
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene

_MODAL = closed("can could may might shall should must will would cannot")
_UNREAL = _MODAL | closed(
    "not n't never no failed yet without whether if unable refused nor neither any before until unless "
    "upon when once where"
)
_WISHED = closed("allow allowing enable enabling request requested requests requesting")
_DENIED = closed(
    "denied denies deny refused refuses refusing declined declines rejected rejects failed fails failing"
)
JUSTICE = closed("investigate arrest prosecute convict acquit sentence")
_WRONGED = closed("person public professional victim potential broker")
_DEEDS = closed(
    "trafficking exploiting enslaving selling buying smuggling forcing abusing recruiting extorting raping"
)
_ABLE = closed("capable capacity able")
_ARTICLE_HEADS = closed(
    "investigations prosecutions convictions operations arrests victims_repatriated acquittals extraditions"
)
_CRIMES = closed(
    "trafficking exploitation abuse rape prostitution pandering pimping procurement recruitment solicitation "
    "extortion sale smuggling "
    "offense offenses offence offences crime crimes act acts arrests those trafficker traffickers delinquency"
)
_OFFENSES = closed("crime crimes offense offenses offence offences abuse violence")
_DONE = closed("arrests those trafficker traffickers")
_AGAINST = closed("of involving against")
_AIMS = closed(
    "aim aims aimed aiming goal goals target targets plans planned seek seeks intend intends intended"
)
_IN_PASSING = closed(
    "course duration absence outcome basis time event length lack form advance ahead start end stage middle "
    "possibility risk threat need purpose favor front instead lieu"
)
_SOME = closed("many most some several few majority portion much lot bulk rest")
_CHANGES = closed(
    "decline decrease increase rise drop fall reduction growth jump difference declined decreased increased "
    "rose dropped fell reduced grew jumped"
)
_STAYED = (("was",), ("is",), ("remained",), ("remains",))
_APPOSED = ((",",), ("—",), ("–",), ("including",))
_PRESCRIBES = closed(
    "prescribe prescribed prescribes prescribing punishable criminalized criminalised "
    "criminalizes criminalises prohibits prohibited penalties legislation"
)
_GROWS = closed("increased increasing decreased raised expanded grew reduced")
_BUILDS = closed("open establish build construct create renovate inaugurate")
_GOES_ON = closed("continued continue helped began")
_SESSIONS = closed("officials_trained awareness_reached")
_ARTICLE_LEADS = closed("on of for into obtained secured achieved reported conducted initiated opened led")


def refuse(scene: Scene, draft: Draft) -> str | None:
    """Why this count cannot be a figure, before any event is looked for."""
    lower = scene.lower
    start, end = draft.quantity.start_token, draft.quantity.end_token
    if any(a <= start < b for a, b in scene.dated) and draft.quantity.kind != "article":
        return "part of a date"
    before = lower[max(0, start - 6) : start]
    if draft.quantity.kind == "count" and set(lower[max(0, start - 10) : start]) & {"if", "whether"}:
        return "asked, not told"
    if before[-2:] == ("all", "but"):
        return "“all but” counts the rest"
    further = lower[max(0, start - 14) : start]
    if {"bringing", "raising", "brought"} & set(further) and "total" in further:
        return "a running total, not what was done in the period"
    if draft.quantity.kind == "count" and not draft.phrase.elided:
        if before[-1:] in (("of",), ("by",)) and before[-2:-1] and before[-2] in _CHANGES:
            return "by how many it changed, not how many there were"
        if before[-2:] == ("of", "the") and before[-3:-2] and before[-3] in _SOME:
            return "of whom some are spoken of, nobody knows how many"
    if "capacity" in before and not {",", "compared"} & set(before[before.index("capacity") :]):
        return "room for people, not people"
    after = lower[end : end + 4]
    if draft.phrase.elided:
        if after[:2] == ("out", "of"):
            return "part of something that is not coded"
        if before[-1:] in (("from",), ("to",)) and _number_of_the_uncoded(scene, start):
            return "the number of something that is not coded"
        if after[:1] == ("of",) and not _breakdown(scene, end + 1):
            return "part of something that is not coded"
        if (
            before[-1:]
            and before[-1] in ("in", "for", "with", "within", "at", "by", "under", "over", "into")
            and not draft.comparison
        ):
            return "its noun is left out and nothing before says what it is"
    if draft.quantity.kind == "article":
        return _refuse_article(scene, draft)
    return None


def _number_of_the_uncoded(scene: Scene, start: int) -> bool:
    """Whether "from 217 to 225" counts something else: "the number of *public defenders* from ..."."""
    lower = scene.lower
    for i in range(start - 2, max(0, start - 16), -1):
        named = lower[i : i + 2] == ("number", "of")
        if named or lower[i] in _GROWS:
            words: list[int] = []
            for j in range(i + 1 + named, start - 1):
                if lower[j] == "such":
                    continue
                if lower[j] in scene.lexicon.stops or not lower[j][0].isalpha():
                    break
                words.append(j)
            senses = [nouns_at(lower, j, scene.lexicon)[1] for j in words]
            coded = any(s is not None and s.value not in ("other", "professional") for s in senses)
            return bool(words) and not coded and not any(lower[j] in scene.lexicon.heads for j in words)
    return False


def _breakdown(scene: Scene, i: int) -> bool:
    near = scene.lower[i : i + 4]
    if near[:1] and any(q.start_token in (i, i + 1) and q.kind == "count" for q in scene.quantities):
        return True
    return bool(
        set(near)
        & frozenset(
            [
                "sex",
                "labor",
                "labour",
                "forced",
                "begging",
                "which",
                "whom",
                "these",
                "those",
                "them",
                "both",
                "trafficking",
                "servitude",
                "slavery",
                "exploitation",
            ]
        )
    )


def _refuse_article(scene: Scene, draft: Draft) -> str | None:
    lower, phrase = scene.lower, draft.phrase
    start = draft.quantity.start_token
    word = lower[draft.quantity.end_token - 1]
    if phrase.elided and not draft.readings:
        return "“a” without a noun that is coded"
    if word == "first" and not (start and (lower[start - 1] in ("its", "their", "'s", "the"))):
        return "an order, not a count"
    if phrase.stop < len(lower) and lower[phrase.stop] in ("'s", "'"):
        return "only the owner of something"
    if start and lower[start - 1] in ("be", "become", "as", "is"):
        return "what somebody is, not how many"
    if set(lower[max(0, start - 5) : start]) & (_UNREAL | _WISHED):
        return "negated or a mere possibility"
    if "neither" in lower[max(0, start - 20) : start]:
        return "negated or a mere possibility"
    if draft.kind == "case" and draft.quantity.kind == "article" and start and lower[start - 1] == "in":
        return "where it happened, not how many"
    if ("not", "report") in pairwise(lower[max(0, start - 24) : start]):
        return "what is not reported is not counted"
    if set(lower[max(0, start - 30) : start]) & _PRESCRIBES:
        return "what the law threatens, not what was done"
    crime = lower[start - 2 : start] if start > 1 else ()
    if crime and (crime[1] == "trafficking" or (crime[1] in _AGAINST and crime[0] in _CRIMES)):
        return "whom the crime is against, in any case of it"
    if crime and crime[0] == "services" and crime[1] in ("from", "of", "by"):
        return "whom the crime is against, in any case of it"
    if set(lower[phrase.stop : phrase.stop + 3]) & _MODAL:
        return "what may or must be, not what was"
    return None


def of_crime(lower: tuple[str, ...], draft: Draft) -> bool:
    """Whether the count is of those whom a crime was done to: "sentenced for the sale of *two girls*"."""
    if draft.kind not in _WRONGED:
        return False
    start = draft.quantity.start_token
    before = lower[max(0, start - 2) : start]
    if before[-1:] and before[-1] in _DEEDS:
        return True
    return len(before) == 2 and (
        (before[1] == "of" and before[0] in _CRIMES - _DONE)
        or (before[1] == "against" and before[0] in _OFFENSES)
    )


def refuse_head(scene: Scene, draft: Draft, indicator: str) -> str | None:
    """Whether "a conviction" speaks of one that happened."""
    if indicator == "victims_referred" and not of_victims(scene):
        return "referrals of something else than victims"
    if draft.quantity.kind != "article":
        one = draft.quantity.low == draft.quantity.high == 1 and indicator in _SESSIONS
        before = scene.lower[max(0, draft.quantity.start_token - 1) : draft.quantity.start_token]
        return "where something happened" if one and before in (("in",), ("during",), ("at",)) else None
    if indicator not in _ARTICLE_HEADS:
        return "“a” does not count these"
    lower, start = scene.lower, draft.quantity.start_token
    before = lower[max(0, start - 2) : start]
    if lower[start] == "first" and (draft.phrase.noun.endswith("s") or before[:1] in _APPOSED):
        return "what the figure before it was, not a figure of its own"
    if before[1:] == ("of",) and before[0] in _IN_PASSING:
        return "named in passing"
    if lower[draft.phrase.stop : draft.phrase.stop + 1] in _STAYED and any(
        e.name == "pending" for i in (0, 1) for e in scene.events.get(draft.phrase.stop + i, ())
    ):
        return None  # "a second investigation was ongoing"
    if start and (lower[start - 1] in scene.lexicon.light or lower[start - 1] in _ARTICLE_LEADS):
        return None
    if start and lower[start - 1] in ("its", "their", "the") and lower[start] == "first":
        return None
    return "named in passing"


def unreal(scene: Scene, draft: Draft, governed: Governed) -> bool:
    """Whether the event did not happen: "did not convict a", "could house 12", "failed to identify"."""
    lower = scene.lower
    first = min(e.first for e in governed.events)
    before = lower[max(0, first - 4) : first]
    if before[-1:] == ("to",) and set(lower[max(0, first - 8) : first]) & _DENIED:
        return True  # "denied a request *to extradite* two suspects"
    if draft.quantity.kind == "article" and set(before) & _UNREAL:
        return True
    if set(before[-3:]) & (_MODAL | _ABLE):
        return True
    lemmas = {e.lemma for e in governed.events if e.form in ("base", "ing")}
    if draft.kind == "facility" and before[-1:] in (("to",), ("of",)) and lemmas & _BUILDS:
        return not set(before) & _GOES_ON  # "funds *to open* three shelters": there is none yet
    further = lower[max(0, first - 6) : first]
    if any((a in _AIMS and b in ("to", "of")) or (a, b) == ("process", "of") for a, b in pairwise(further)):
        return True  # "aims *to support* 7,000 children", "a goal *of withdrawing* 12,000"
    if "responsible" in lower[draft.phrase.stop : draft.phrase.stop + 2] and governed.cue != "left verb":
        return True  # "nine agents *responsible for* the investigation"
    return "not" in before and "only" not in before and not set(before) & {",", "but", "and"}
