"""Counts that leave out their noun or verb, and the figure that they take them from.

"prosecuted 207 individuals in 2017 (*53 in 2016*)", "288 from Thailand, *171 from Vietnam*",
"Of these, *74 were children*", "compared with *40* the year before and *61* in 2015".
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.mine.draft import Draft
from pipeline.mine.drafting import UNGOVERNED
from pipeline.mine.exploited import as_victims
from pipeline.mine.heads import HEAD_EVENTS, resolve_all
from pipeline.mine.implied import named
from pipeline.mine.indicators import Reading, resolve
from pipeline.mine.lexicon import closed
from pipeline.mine.lists import AMONG, listed
from pipeline.mine.noun_phrase import BREAKDOWN
from pipeline.mine.scene import Scene
from pipeline.mine.terms import STRETCH
from pipeline.mine.usual import default, denominator, described_victims

_FATES = closed("fled absconded escaped died disappeared withdrew vanished")  # no deed of the police
_FUNDS = closed(
    "resources fund funds funded funding budget allocate allocated allocation spend spent dedicated grants"
)
_MEASURES = closed("money duration percent fraction")
_JOINED = (("and",), (",", "and"))
_PAST = {"investigations": "investigated", "prosecutions": "prosecuted", "convictions": "convicted"}
_BESIDES = closed("in from across through at by to of with between over")  # "from *nine countries*"
_PART_CUES = closed("including included includes comprising comprised namely")


def fill(scene: Scene) -> None:
    """Give each draft without a reading those of its antecedent, where it has one."""
    for draft in scene.drafts:
        if draft.comparison and draft.cue == "head":
            _gloss(scene, draft)
        if draft.readings or draft.quantity.kind == "article":
            continue
        summed = draft.comparison and draft.kind in ("money", "duration") and draft.rejected != STRETCH
        if draft.rejected not in (None, UNGOVERNED) and not summed:
            continue
        if draft.kind is None and not draft.phrase.elided:
            continue  # counts something that is not coded
        if draft.phrase.elided and _of_the_uncoded(scene, draft):
            continue
        antecedent = None if denominator(scene, draft) else find_antecedent(scene, draft)
        if antecedent is not None and _done_to(draft, antecedent):
            antecedent = None
        if antecedent is not None:
            take_over(scene, draft, antecedent)
            if not draft.readings and draft.kind == "victim":
                default(scene, draft)
        elif draft.comparison and not denominator(scene, draft):
            _lean_on_words(scene, draft)
        elif not default(scene, draft):
            described_victims(scene, draft)
    _pairs(scene)


def _pairs(scene: Scene) -> None:
    """Read the first of two joined counts like the second: "*82 children* and 134 adults were victims"."""
    for first, second in pairwise(scene.drafts):
        if first.readings or not second.readings or first.rejected not in (None, UNGOVERNED):
            continue
        joint = scene.lower[first.phrase.stop : second.quantity.start_token]
        if joint in _JOINED and first.kind == "person" and second.kind in ("person", "victim"):
            first.readings, first.events, first.cue = second.readings, second.events, "pair"
            first.comparison, first.confidence, first.rejected = second.comparison, second.confidence, None


def find_antecedent(scene: Scene, draft: Draft) -> Draft | None:
    """The figure whose noun and event the draft shares."""
    earlier = [d for d in scene.drafts[: draft.number] if d.readings]
    aligned = _respectively(scene, draft, earlier)
    if aligned is not None:
        return aligned
    if draft.phrase.elided and not _may_be_elided(scene, draft):
        return None
    if draft.kind in _MEASURES:
        earlier = [d for d in earlier if d.kind == draft.kind]
        if not earlier or not draft.comparison:
            return None
        return earlier[-1]
    pool = earlier
    apart = not draft.phrase.elided and scene.lower[: draft.quantity.start_token][-1:] == (";",)
    if not pool and not apart and _looks_back(scene, draft):
        pool = scene.previous
    pool = [d for d in pool if d.kind not in _MEASURES]
    if not pool:
        return None
    if (
        draft.kind is not None
        and not draft.comparison
        and not part_of(scene, draft)
        and not listed(scene, draft)
    ):
        return None
    if draft.kind is not None:
        alike = [d for d in pool if d.kind == draft.kind]
        pool = alike or pool
    group = scene.layout.groups[scene.layout.group[draft.quantity.start_token]]
    outside = [d for d in pool if d in earlier and d.quantity.start_token < group.first]
    if group.bracket and not group.comparison and outside:
        if draft.phrase.elided or len(pool) > len(outside):
            inside = pool[-1] is not outside[-1]
            draft.sibling = pool[-1] if inside else None
        return _numerator(scene, outside)
    current = [d for d in pool if not d.comparison]
    if draft.comparison and draft.phrase.elided and earlier and _goes_on(scene, draft, earlier[-1]):
        return earlier[-1]
    found = (current or pool)[-1] if not group.bracket else _numerator(scene, current or pool)
    if found.cue == "inherit" and draft.phrase.elided and found.kind == "case" and len(current) > 1:
        found = current[-2]  # "convicted 37 traffickers in 26 cases, *35* for ...": of the traffickers
    if draft.comparison and not group.bracket and found.total is None:
        while found.antecedent in earlier and not found.comparison and found.antecedent is not None:
            found = found.antecedent  # "12 victims, including 5 children, compared with *10*": with the 12
        return found
    if not draft.comparison and found in earlier and _siblings(scene, draft, found):
        draft.sibling = found
        return found.antecedent or found
    return found


def _goes_on(scene: Scene, draft: Draft, before: Draft) -> bool:
    """Whether a list of comparisons goes on: "compared with 184 victims in 2016 and *121* in 2015"."""
    between = scene.lower[before.phrase.stop : draft.quantity.start_token]
    same = scene.layout.group[draft.quantity.start_token] == scene.layout.group[before.quantity.start_token]
    after = scene.lower[draft.quantity.end_token : draft.quantity.end_token + 1]
    same = same and not any(w.endswith("ed") for w in after)  # "30 arrests and *18 convicted*"
    return same and before.comparison and not before.phrase.elided and bool({"and", ","} & set(between))


def _numerator(scene: Scene, outside: list[Draft]) -> Draft:
    """Of "16 of the 46 victims (*15* in 2016)" the 16, which the bracket compares with."""
    last = outside[-1].quantity.start_token
    for d in outside[:-1]:
        if scene.lower[d.quantity.end_token : last] in (("of",), ("of", "the")):
            return d
    return outside[-1]


def _done_to(draft: Draft, antecedent: Draft) -> bool:
    """Whether a verb of its own takes the count where the earlier one counts doings: "conducted 40
    inspections and referred *12* for investigation" has not 12 inspections.
    """
    if not draft.phrase.elided or draft.comparison or antecedent.readings[0].unit != "event":
        return False
    return any(g.cue == "left verb" and g.strength >= 9 for g in draft.considered)


def _siblings(scene: Scene, draft: Draft, other: Draft) -> bool:
    """Whether the two stand in one list: "25 for sex trafficking and *seven for forced labor*"."""
    if scene.layout.group[draft.quantity.start_token] != scene.layout.group[other.quantity.start_token]:
        return False
    if not other.phrase.elided and not (other.dimensions.exploitation or draft.phrase.elided):
        return False
    before = scene.lower[draft.quantity.start_token - 1 : draft.quantity.start_token]
    return before in ((",",), ("and",), (";",), ("or",)) and draft.phrase.elided


def part_of(scene: Scene, draft: Draft) -> bool:
    """Whether the count is announced as part of another: "including 12 minors", in brackets, after a dash."""
    start = draft.quantity.start_token
    lower = scene.lower
    before = lower[max(0, start - 4) : start]
    group = scene.layout.groups[scene.layout.group[start]]
    return (
        bool(set(before) & _PART_CUES)
        or before[-2:] in AMONG
        or group.bracket
        or before[-1:] in (("—",), (";",), (":",))
        or draft.phrase.back
    )


def _looks_back(scene: Scene, draft: Draft) -> bool:
    """Whether the sentence goes on from the one before: "Of these", "This included", "This compares with"."""
    opening = scene.lower[:5]
    if opening[:1] in (("of",), ("this",), ("these",), ("among",), ("the",), ("they",)) and (
        set(opening) & {"these", "those", "this", "total", "them", "victims", "remaining"}
        or opening[0] == "of"
    ):
        return True
    return draft.quantity.start_token == 0 and draft.phrase.elided


def _of_the_uncoded(scene: Scene, draft: Draft) -> bool:
    """Whether the comparison is with something that is not coded: "found 34 violations (*15* in 2016)"."""
    if not draft.comparison or not draft.number:
        return False
    last = scene.drafts[draft.number - 1]
    group = scene.layout.groups[scene.layout.group[draft.quantity.start_token]]
    if last.readings or last.phrase.elided or last.kind in ("money", "duration") or not group.bracket:
        return False
    before = scene.lower[last.phrase.first - 1] if last.phrase.first else ""
    return before not in _BESIDES and group.first - last.phrase.stop <= 10


def _may_be_elided(scene: Scene, draft: Draft) -> bool:
    """Whether what follows the number leaves room for a left-out noun."""
    stop = draft.quantity.end_token
    if stop >= len(scene.lower):
        return True
    word = scene.lower[stop]
    if word in _FATES or scene.lower[stop : stop + 3] == ("remained", "at", "large"):
        return False
    if word == "others" or word in scene.lexicon.stops or not word[0].isalnum():
        return True
    return word.endswith(("ed", "ing", "ly")) or word in BREAKDOWN


def _respectively(scene: Scene, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """Follow the order of the first list in the second: "(234 and 308, *respectively*, in 2016)"."""
    if not draft.phrase.elided:
        return None
    group = scene.layout.group[draft.quantity.start_token]
    mates = [
        d for d in scene.drafts if d.phrase.elided and scene.layout.group[d.quantity.start_token] == group
    ]
    stop = mates[-1].quantity.end_token
    if len(mates) < 2 or "respectively" not in scene.lower[stop : stop + 5]:
        return None
    place = next(i for i, d in enumerate(mates) if d is draft)
    others = [
        d for d in earlier if scene.layout.group[d.quantity.start_token] != group and d.kind not in _MEASURES
    ]
    if len(others) < len(mates):
        return None
    return others[len(others) - len(mates) + place]


def _gloss(scene: Scene, draft: Draft) -> None:
    """Count "N prosecutions" of an earlier time as of the people that they stand beside: "convicted 12
    officials (*three convictions* in 2016)".
    """
    reading = draft.readings[0]
    current = [d for d in scene.drafts[: draft.number] if d.readings and not d.comparison] or [
        d for d in scene.previous if not d.comparison
    ]
    for d in reversed(current):
        beside = d.readings[0]
        if beside.indicator == f"officials_{_PAST.get(reading.indicator, '')}":
            draft.readings = (reading._replace(indicator=beside.indicator, unit=beside.unit),)
            return
        if beside.indicator == reading.indicator:
            return


def _lean_on_words(scene: Scene, draft: Draft) -> None:
    """Read a comparison by what the main clause names without a number: "did not conduct any
    investigations, compared with *three* in 2016".
    """
    start = draft.quantity.start_token
    group = scene.layout.groups[scene.layout.group[start]]
    if draft.kind == "money":
        if set(scene.lower[: group.first]) & _FUNDS:
            draft.readings = (Reading("funding", "currency", "money:funding"),)
            draft.cue, draft.confidence, draft.rejected = "implied", 0.75, None
        return
    found = named(scene.lower, 0, group.first, scene.events, scene.lexicon)
    for name in reversed(found):
        if name.reading.indicator == "victims_penalized":
            continue
        if draft.kind is None or draft.kind == name.kind:
            draft.readings, draft.events, draft.kind = (name.reading,), name.events, name.kind
        elif name.events and (reading := resolve(name.events[0].name, draft.kind, scene.lexicon)):
            draft.readings, draft.events = (reading,), name.events
        else:
            continue
        draft.cue, draft.confidence, draft.rejected = "implied", 0.75, None
        return


def _surely(scene: Scene, draft: Draft, antecedent: Draft) -> bool:
    """Whether those told of are victims though the figure before is of potential ones: "*26* identified as
    victims", "Of the victims identified, *63* were".
    """
    if not draft.phrase.elided:
        return False
    opening = set(scene.lower[:6])
    named = antecedent not in scene.drafts and {"victims", "identified"} <= opening
    return as_victims(scene, draft) == "victim" or (named and not opening & scene.lexicon.potential)


def take_over(scene: Scene, draft: Draft, antecedent: Draft) -> None:
    """Read the draft as its antecedent is read, with its own noun where it has one."""
    kind = draft.kind or antecedent.kind
    readings: tuple[Reading, ...]
    described = draft.kind in ("person", "public") and antecedent.kind in (
        "victim",
        "potential",
        "suspect",
        "person",
    )
    if draft.kind is None or draft.kind == antecedent.kind or described:
        readings = antecedent.readings if draft.comparison else antecedent.readings[:1]
    else:
        readings = resolve_all(antecedent.events, kind, scene.lexicon)
        if not readings:
            event = HEAD_EVENTS.get(antecedent.readings[0].indicator)
            reading = resolve(event, kind, scene.lexicon) if event else None
            readings = (reading,) if reading else ()
    if draft.member and readings and readings[0].indicator == "victims_identified":
        readings = (readings[0]._replace(indicator="potential_victims"),)
    elif readings and readings[0].indicator == "potential_victims" and _surely(scene, draft, antecedent):
        kind, readings = "victim", (readings[0]._replace(indicator="victims_identified"),)
    percent = draft.quantity.kind in ("percent", "fraction")
    readings = tuple(r for r in readings if (r.unit == "percent") == percent)  # a share is told by a share
    if not readings:
        return
    draft.readings, draft.events, draft.kind = (
        readings,
        antecedent.events,
        antecedent.kind if described else kind,
    )
    draft.antecedent, draft.cue = antecedent, "ellipsis"
    draft.confidence = 0.8
    draft.rejected = None
