"""Readings that need a word of trafficking near them to make sense."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt
from pipeline.mine.exploited import VICTIMS, as_exploited, plight
from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import closed
from pipeline.mine.officials import as_officials
from pipeline.mine.scene import Scene

_PLAIN_FINDS = closed(
    "identify detect encounter locate discover determine confirm verify recognize recognise certify designate"
)
_EXPLOITATION = (
    "traffick",
    "exploit",
    "forced",
    "prostitut",
    "slave",
    "servitude",
    "begging",
    "victim",
    "coerc",
    "bondage",
    "bonded",
    "sex",
    "debt",
    "soldier",
    "armed",
)
RESEARCH = (
    "research", "study", "studies", "survey", "scholar", "academic", "journalist", "fieldwork", "sample",
)  # fmt: skip
_OF_TRAFFICKERS = closed("arrests prosecutions convictions sentences")
_NO_TRAINING = ("meeting", "communit", "school", "forum", "fair", "spot")
_LAYPEOPLE = closed(
    "child children girl boy minor adolescent teenager youth men man women woman family familie household "
    "parent mother father migrant refugee inmate prisoner detainee infant orphan"
)
_ELSEWHERE = closed(
    "vocational skills livelihood weapons weaponry combat military militarily armed fighters recruited isis "
    "rehabilitation literacy sewing center centre centers centres"
)
_HOTLINES = closed("hotline helpline hotlines helplines")
_BOUND = ("slave", "forced", "servitude", "bond", "debt", "labor", "labour", "traffick")
_RECRUITED = ("recruit", "armed", "soldier", "combat", "weapon")
_YOUNG = closed("children child boys girls minors adolescents youths orphans boy girl minor")
_COURSES = closed(
    "program programs programme programmes training trainings course courses class classes workshop "
    "workshops therapy sessions activities center centers centre centres"
)
_MIGRANTS = closed("refugee refugees returnee returnees asylum-seeker asylum-seekers")
_WORKERS = frozenset(("migrants", "workers", "migrant workers", "foreign workers", "laborers"))
_TAUGHT_TO = closed("to for of with")
_STAY = closed(
    "residency immigration overstaying overstayed undocumented irregular irregularly visas visa deported"
)
_CARE_PLACES = closed("shelter shelters services care protection assistance ngo ngos safe")
_OF_ANYBODY = closed("work border transit entry")
_ANYBODY = closed("people persons individuals")
_FOR_ALL = closed(
    "event events rally parade campaign campaigns awareness conferences conference fair fairs exhibition "
    "walk discussions meetings celebration commemoration performance play plays"
)
_HOSTS = closed("host benefit")
_TO_COURT = ("prosecut", "court", "judge", "judic", "trial", "magistra")


def sense_check(scene: Scene, draft: Draft, reading: Reading, events: tuple[EventAt, ...]) -> Reading | None:
    """The reading, changed or dropped where the clause does not bear it."""
    lower = scene.lower
    if ":exploit+" in reading.rule:
        return as_exploited(scene, draft, reading)
    if draft.phrase.noun in _MIGRANTS and reading.indicator in VICTIMS and not plight(scene, draft):
        return None
    if reading.indicator == "victims_identified" and draft.kind == "person":
        if any(e.lemma in _PLAIN_FINDS for e in events) and not _speaks(scene, draft, 25):
            return None
    elif reading.rule.endswith(":identify+public"):
        return _found_working(scene, draft, reading, events)
    elif reading.rule.endswith(":refer+public"):
        return reading if _to_care(scene, draft) else None
    elif reading.rule.endswith((":assist+person", ":assist+public")) and any(
        e.lemma in _HOSTS for e in events
    ):
        return None  # refugees whom a country hosts, villagers whom a road benefits
    elif reading.rule.endswith(":grant+victim") and any(e.lemma == "award" for e in events):
        return None if draft.quantity.kind == "article" else reading._replace(indicator="victims_compensated")
    elif reading.indicator == "prevalence" and not plight(scene, draft):
        return None
    elif reading.indicator == "officials_trained" and draft.kind == "campaign":
        if draft.phrase.noun.startswith(_NO_TRAINING):
            return None
    elif reading.indicator == "officials_trained" and draft.kind == "person":
        if draft.phrase.noun in _ANYBODY and _at_event(scene, events):
            return reading._replace(indicator="awareness_reached")
        if draft.phrase.noun.rstrip("s") in _LAYPEOPLE:
            return _taught(scene, draft, reading)
    elif reading.indicator == "victims_compensated" and draft.kind == "person":
        if draft.quantity.low == draft.quantity.high == 1:
            return None  # "paying *a national* to sponsor them"
    elif reading.indicator == "awareness_reached" and draft.kind == "professional":
        if any(e.name == "reach" for e in events) and _trains(scene, draft):
            return reading._replace(indicator="officials_trained")
    elif (
        reading.indicator == "cases" and draft.phrase.noun.startswith("complaint") and _HOTLINES & set(lower)
    ):
        return reading._replace(indicator="hotline_calls", unit="call")
    elif reading.indicator == "cases" and any(e.name in ("refer", "transfer") for e in events):
        after = lower[draft.phrase.stop : draft.phrase.stop + 9]
        if any(w.startswith(_TO_COURT) for w in after):
            return reading._replace(indicator="prosecutions")
    elif _idle(scene, draft, reading):
        return None
    elif reading.indicator == "operations" and any(e.nominal for e in events):
        return None  # "a raid on *two bars*" is one
    elif reading.indicator in _OF_TRAFFICKERS and draft.kind == "person" and draft.phrase.noun in _YOUNG:
        return reading._replace(indicator="victims_penalized")  # no child is a trafficker
    elif reading.indicator in ("investigations", "prosecutions", "convictions") and draft.kind == "case":
        return as_officials(scene, draft.phrase, reading)
    elif reading.indicator == "cases" and (_of_slavery(scene, draft) or of_recruits(scene, draft)):
        return reading._replace(indicator="victims_reported")
    elif reading.indicator == "victims_penalized" and all(e.nominal for e in events):
        return None  # "imprisonment for trafficking involving an adult victim"
    elif reading.rule.endswith((":train+victim", ":train+potential")):
        return reading if _in_course(scene, draft, events) else None
    elif reading.rule.endswith((":screen+official", ":screen+professional")):
        return reading if all(e.lemma == "screen" for e in events) else None
    elif reading.indicator == "victims_repatriated" and draft.phrase.noun in _WORKERS:
        return reading if plight(scene, draft) else None
    elif draft.kind == "permit" and _OF_ANYBODY & set(lower[draft.phrase.first : draft.phrase.stop]):
        return reading if any(w.startswith(("victim", "traffick")) for w in lower) else None
    elif reading.indicator == "persons_screened" and any(e.lemma == "interview" for e in events):
        if draft.kind == "potential":
            return reading._replace(indicator="potential_victims")
        first = min(e.first for e in events)
        if any(
            w.startswith(RESEARCH) for w in (*lower[max(0, first - 8) : first], *lower[first : first + 10])
        ):
            return None
    return reading


def _trains(scene: Scene, draft: Draft) -> bool:
    """Whether the nearest means named before is a training: "held five *workshops*, reaching 90 nurses"."""
    for i in range(draft.quantity.start_token - 1, -1, -1):
        for event in scene.events.get(i, ()):
            if event.nominal and event.name in ("train", "aware"):
                return event.name == "train"
        if scene.lower[i] in scene.lexicon.heads:
            return scene.lexicon.heads[scene.lower[i]][0] == "officials_trained"
    return False


def _of_slavery(scene: Scene, draft: Draft) -> bool:
    """Whether a profile tells of "190 cases *of slavery*", which no court has seen."""
    if scene.analysed.section != "profile":
        return False
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + 3]
    return after[:1] == ("of",) and any(w.startswith(_BOUND) for w in after)


def of_recruits(scene: Scene, draft: Draft) -> bool:
    """Whether "49 cases *of child recruitment*" counts recruits of armed groups."""
    if draft.kind != "case":
        return False
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + 10]
    return after[:1] == ("of",) and any(w.startswith(_RECRUITED) for w in after)


def _in_course(scene: Scene, draft: Draft, events: tuple[EventAt, ...]) -> bool:
    """Whether the victims were taught: "trained *30 survivors*", not "*two* participated in the trial"."""
    lower, start = scene.lower, draft.quantity.start_token
    stop = max(e.stop for e in events)
    if draft.phrase.elided:
        return False
    if any(e.form == "phrase" for e in events):
        return bool(_COURSES & set(lower[stop : stop + 8]))
    return not all(e.nominal for e in events) or stop > start or lower[start - 1] in _TAUGHT_TO


def _taught(scene: Scene, draft: Draft, reading: Reading) -> Reading | None:
    """People in a training are no officials: care for children in need, else teaching of the public."""
    young = draft.phrase.noun in _YOUNG
    if any(w.startswith(_RECRUITED) for w in scene.lower):
        return reading._replace(indicator="victims_reported") if young else None
    if young and scene.analysed.section == "protection":
        return reading._replace(indicator="victims_assisted")
    if _ELSEWHERE & set(scene.lower) or not _speaks(scene, draft, 25):
        return None  # schooling, or drill by an armed group
    return reading._replace(indicator="awareness_reached")


def _idle(scene: Scene, draft: Draft, reading: Reading) -> bool:
    """Whether cases only stand in the clause ("helped victims *in 44 cases*", "*one* received damages"), or
    arrests are of migrants.
    """
    if reading.indicator == "cases":
        return within(scene, draft) or (draft.cue == "gets" and draft.phrase.elided)
    return reading.indicator == "arrests" and _of_migrants(scene, draft)


def within(scene: Scene, draft: Draft) -> bool:
    """Whether something else was done in what is counted: "it helped victims *in 44 cases*"."""
    before = scene.lower[max(0, draft.quantity.start_token - 2) : draft.quantity.start_token]
    return before[-1:] == ("among",) or (before[-1:] == ("in",) and not before[0].startswith("result"))


def _found_working(
    scene: Scene, draft: Draft, reading: Reading, events: tuple[EventAt, ...]
) -> Reading | None:
    """Workers or students whom officers found may be victims; those "found to be victims" are."""
    if any(e.form == "phrase" for e in events):
        return reading._replace(indicator="victims_identified")
    found = any(e.lemma in _PLAIN_FINDS and e.lemma != "locate" for e in events)
    return reading if found and not draft.phrase.elided and _speaks(scene, draft, 25) else None


def _at_event(scene: Scene, events: tuple[EventAt, ...]) -> bool:
    """Whether people came to what is held for all: "3,000 people took part in *a rally*"."""
    if scene.analysed.section != "prevention" or not any(e.form == "phrase" for e in events):
        return False
    return bool(_FOR_ALL & set(scene.lower)) and not any(w.startswith("train") for w in scene.lower)


def _to_care(scene: Scene, draft: Draft) -> bool:
    """Whether workers or students were sent to a place of care: "referred 48 workers *to its shelter*"."""
    if draft.phrase.elided and not draft.comparison:
        return False
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + 20]
    return draft.comparison or ("to" in after and bool(_CARE_PLACES & set(after)))


def _of_migrants(scene: Scene, draft: Draft) -> bool:
    """Whether people were held for how they came or stayed, and no word is of trafficking."""
    near = scene.lower[draft.phrase.first : draft.phrase.stop + 14]
    return draft.kind == "person" and bool(set(near) & _STAY) and not _speaks(scene, draft, 25)


def _speaks(scene: Scene, draft: Draft, reach: int) -> bool:
    start = draft.quantity.start_token
    near = scene.lower[max(0, start - 6) : draft.phrase.stop + reach]
    return any(w.startswith(_EXPLOITATION) for w in near)
