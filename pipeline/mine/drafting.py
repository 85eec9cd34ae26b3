"""From the quantities of one sentence to drafts with readings: who did what to how many of whom."""

from __future__ import annotations

from pipeline.mine.audience import for_the_public
from pipeline.mine.counted import counted_kind, share_head
from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt
from pipeline.mine.exploited import as_victims, of_victims, part_of_potential, penalized
from pipeline.mine.governor import Governed, hands_events, left_events, right_events
from pipeline.mine.heads import resolve_all, second_head, take_head
from pipeline.mine.helped import goes_home, paid, permits
from pipeline.mine.indicators import Reading, of_head
from pipeline.mine.lexicon import closed
from pipeline.mine.lists import another, listed, listed_term, part_cue, repeats, whole
from pipeline.mine.money import handed_to, read_money
from pipeline.mine.noun_phrase import Phrase, noun_phrase
from pipeline.mine.officials import as_officials
from pipeline.mine.quantity import Quantity
from pipeline.mine.refusals import JUSTICE, of_crime, refuse, refuse_head, unreal
from pipeline.mine.relative import no_object, object_relative
from pipeline.mine.sanctions import cases_against_businesses
from pipeline.mine.scene import Scene
from pipeline.mine.sense import sense_check
from pipeline.mine.shares import read_share
from pipeline.mine.shelters import grown, shut, single_shelter
from pipeline.mine.terms import read_term

_COUNTS = ("count", "article")
_PERSONAL = closed("suspect official victim person professional potential public")
_BUSINESS = closed("recruiter broker inspected")
_ARTICLE_KINDS = closed("suspect official victim potential person case facility recruiter broker head")
_ARTICLE_CASES = closed("case complaint report allegation incident")
_WEAK = 3
UNGOVERNED = "no event governs it"
_OWN = closed("left took were was received got had")
_CARE = closed("refer assist grant")
_BLAMES = closed("arrests prosecutions convictions sentences")
_MAKES_SURE = closed("confirm verify determine certify recognize recognise")
_NO_SUBJECT = closed("in of for to with from at by on against under within into")


def draft_counts(scene: Scene) -> None:
    """Add a draft for each count of the sentence, accepted (with readings) or rejected (with a reason)."""
    starts = [
        q.start_token
        for q in scene.quantities
        if q.kind in ("count", "money", "percent", "duration", "fraction")
    ]
    taken = frozenset(starts)
    for quantity in scene.quantities:
        if quantity.kind in ("money", "duration", "percent", "fraction"):
            _draft_other(scene, quantity)
        if quantity.kind not in _COUNTS:
            continue
        following = next((s for s in starts if s >= quantity.end_token), -1)
        phrase = noun_phrase(scene.analysed, quantity, scene.lexicon, following)
        draft = Draft(quantity, phrase, len(scene.drafts), first=phrase.first, stop=phrase.stop)
        draft.comparison = scene.layout.comparison(quantity.start_token)
        share_head(scene, draft)
        draft.kind = counted_kind(scene, phrase)
        if quantity.kind == "article" and not (_article_counts(scene, draft) or another(scene, draft)):
            continue
        draft.rejected = refuse(scene, draft)
        if draft.rejected is None and not draft.readings:
            choose(scene, draft, taken)
        if quantity.kind == "article" and not draft.readings:
            continue
        scene.drafts.append(draft)
        if draft.readings or draft.phrase.elided:
            for word in range(phrase.first, max(phrase.stop, phrase.first + 1)):
                scene.phrase_at[word] = draft.number


def _draft_other(scene: Scene, quantity: Quantity) -> None:
    phrase = Phrase(quantity.start_token, quantity.end_token, noun=quantity.kind, kind=quantity.kind)
    draft = Draft(quantity, phrase, len(scene.drafts), first=phrase.first, stop=phrase.stop)
    draft.kind = quantity.kind
    draft.comparison = scene.layout.comparison(quantity.start_token)
    if quantity.kind == "money":
        read_money(scene, draft)
    elif quantity.kind == "duration":
        read_term(scene, draft)
    else:
        read_share(scene, draft)
    scene.drafts.append(draft)


def _article_counts(scene: Scene, draft: Draft) -> bool:
    if draft.kind == "case" and draft.phrase.noun not in _ARTICLE_CASES:
        return False
    return draft.kind in _ARTICLE_KINDS and not draft.phrase.elided


def choose(scene: Scene, draft: Draft, taken: frozenset[int]) -> None:
    """Give the draft its readings, from the strongest event that makes sense with its noun."""
    phrase = draft.phrase
    if draft.kind == "facility" and shut(scene, draft):
        draft.rejected = "a shelter that has closed"
        return
    if phrase.kind == "head":
        head = of_head(phrase.noun, scene.lexicon)
        if head is not None:
            draft.rejected = refuse_head(scene, draft, head.indicator)
            if whole(scene, draft):
                draft.rejected = "the whole that a count before is part of"
            if draft.rejected:
                return
            draft.readings = (
                for_the_public(scene, phrase, as_officials(scene, phrase, head)),
                *second_head(scene, phrase, head),
            )
            draft.cue = "head"
            return
    if grown(scene, draft):
        draft.readings = (Reading("shelters", "facility", "default:facility"),)
        draft.cue, draft.kind = "default", "facility"
        return
    if not phrase.elided and draft.kind is None:
        draft.rejected = f"“{scene.analysed.span(phrase.first, phrase.stop)}” counts nothing that is coded"
        return
    if cases_against_businesses(scene, draft):
        draft.readings = (Reading("recruiters_sanctioned", "case", "prevention:cases_against"),)
        draft.cue = "head"
        return
    if handed_to(scene, draft):
        draft.readings = (Reading("victims_compensated", "person", "money:victims"),)
        draft.cue = "money"
        return
    if draft.quantity.kind == "article" and _joined(scene, draft):
        return
    if listed(scene, draft) or (draft.kind == "person" and part_cue(scene, draft)):
        draft.rejected = UNGOVERNED
        return
    draft.member = draft.kind in ("person", "public", "victim") and part_of_potential(scene, draft)
    candidates = draft.considered = tuple(_candidates(scene, draft, taken))
    if of_crime(scene.lower, draft):  # whoever was exploited is not who was arrested for it
        candidates = tuple(g for g in candidates if g.events and g.events[0].name not in JUSTICE)
    own = any(_beside(g, phrase.stop) for g in candidates)
    if whole(scene, draft):
        candidates = tuple(g for g in candidates if _beside(g, phrase.stop))
    spent = {e.first for d in scene.drafts if d.cue in ("reduced", "passive") for e in d.events}
    floor = 8 if draft.quantity.kind == "article" else _WEAK
    for governed in candidates:
        if governed.strength < floor:
            continue
        if governed.cue.startswith("left") and governed.events[0].name == "pending":
            continue  # "*pending* the end of a case"
        if own and governed.cue.startswith("left") and {e.first for e in governed.events} <= spent:
            continue  # "27 suspects *investigated*, 12 prosecuted": each count has its own
        if phrase.elided and (
            (governed.cue.startswith("left") and governed.strength < 9)
            or (governed.cue == "reduced" and not (spent and _beside(governed, phrase.stop)))
        ):
            continue  # left to ellipsis
        if governed.cue != "inherit" and unreal(scene, draft, governed):
            if governed.cue in ("passive", "gets", "reduced") or _merely_open(draft, governed):
                continue  # "54 victims were not registered by age" still counts victims
            draft.rejected = "negated, wished for or a mere possibility"
            return
        if _take(scene, draft, governed):
            return
    if draft.quantity.kind == "article":
        if draft.kind == "facility" and single_shelter(scene, draft):
            draft.readings = (Reading("shelters", "facility", "default:facility"),)
            draft.cue, draft.confidence = "default", 0.6
        return
    inside = tuple(
        e
        for i in range(draft.quantity.end_token, max(phrase.stop - 1, draft.quantity.end_token))
        for e in scene.events.get(i, ())
        if e.form == "participle"
    )
    if inside and _take(scene, draft, Governed(inside, 5, "within")):
        draft.confidence = 0.7  # "eight *identified* victims"
        return
    start = draft.quantity.start_token
    if (
        draft.kind in ("official", "professional")
        and start
        and scene.lower[start - 1] in ("for", "to", "with")
    ):
        far = tuple(
            e
            for i in range(max(0, start - 30), start)
            if i not in scene.phrase_at and scene.layout.clause[i] == scene.layout.clause[start]
            for e in scene.events.get(i, ())
            if e.name == "train"
        )
        if far and _take(scene, draft, Governed(far[-1:], 4, "audience")):
            draft.confidence = 0.7
            return
    draft.rejected = UNGOVERNED


def _merely_open(draft: Draft, governed: Governed) -> bool:
    """Whether the verb only tells what a shelter may do: "could get care in *17 crisis centers*"."""
    return draft.kind == "facility" and all(e.name in ("assist", "refer", "grant") for e in governed.events)


def _joined(scene: Scene, draft: Draft) -> bool:
    """Read "two shelters, *an emergency shelter*", "a broker and *a supervisor*" like what stands before."""
    last = scene.drafts[-1] if scene.drafts else None
    start = draft.quantity.start_token
    if last is None or not last.events or not last.readings or start - last.phrase.stop > 8 or not start:
        return False
    joint = scene.lower[start - 1]
    if joint == "including" or (joint in ("and", ",") and start - last.phrase.stop <= 2):
        return _take(scene, draft, Governed(last.events, 8, "joined"))
    return False


def _beside(governed: Governed, stop: int) -> bool:
    """Whether what police or courts did stands right behind the count: "12 *prosecuted*"."""
    return (
        governed.cue == "reduced" and governed.events[0].first == stop and governed.events[0].name in JUSTICE
    )


def _candidates(scene: Scene, draft: Draft, taken: frozenset[int]) -> list[Governed]:
    phrase, lower = draft.phrase, scene.lower
    start = draft.quantity.start_token
    found = left_events(
        lower, start, scene.events, scene.layout, scene.lexicon, scene.phrase_at, scene.topics
    )
    hands = hands_events(lower, start, phrase.stop, scene.events)
    if hands:
        found.append(hands)
    repeated = repeats(scene, draft)
    if repeated is not None:
        found.append(Governed((), 6, "inherit", repeated.number))
    right = right_events(lower, phrase.stop, scene.events, scene.layout, taken)
    relative = object_relative(lower, phrase.stop, scene.events)
    if relative:
        right.append(Governed(relative, 8, "relative"))
    right = [_last(g) for g in right]
    term = listed_term(scene, phrase.stop)
    if term is not None:
        right.append(term)
    of_all = draft.kind in ("victim", "potential") and start > 1
    of_all = of_all and lower[start - 1] in ("the", "these", "those") and lower[start - 2] in _NO_SUBJECT
    if start and lower[start - 1] == ";" and _own_verb(lower, phrase):
        found = []
    if of_all and lower[start - 3 : start - 1] == ("all", "of"):
        of_all = False  # "*All of the 14 victims* were referred"
    elif start == 1 and lower[0] == "of" and draft.kind in ("victim", "potential"):
        right = [g for g in right if g.cue in ("reduced", "relative")]  # "Of *40 victims*, 12 received care"
    elif start and (of_all or lower[start - 1] in _NO_SUBJECT):
        right = [g for g in right if g.cue in ("reduced", "relative") or (g.cue == "gets" and not of_all)]
    if start and lower[start - 1] == ";" and any(g.cue in ("passive", "gets") for g in right):
        found = []  # the subject of a statement of its own: "…; *93 judges* participated"
    found.extend(right)
    return sorted(found, key=lambda g: -g.strength)


def _own_verb(lower: tuple[str, ...], phrase: Phrase) -> bool:
    """Whether a clause of its own begins with the count: "; *12 victims used* this period"."""
    verb = lower[phrase.stop : phrase.stop + 1]
    if phrase.elided or not verb:
        return False
    return verb[0] in _OWN or (verb[0].endswith("ed") and not no_object(lower, phrase.stop + 1))


def _last(governed: Governed) -> Governed:
    """Let any other event go before what only describes the persons: "returned *two women exploited*"."""
    described = governed.cue in ("reduced", "passive") and all(e.name == "exploit" for e in governed.events)
    return governed._replace(strength=_WEAK) if described else governed


def _take(scene: Scene, draft: Draft, governed: Governed) -> bool:
    kind = draft.kind
    events = governed.events
    if governed.cue == "inherit":
        origin = scene.drafts[governed.origin]
        events = origin.events
        if not events:
            return take_head(scene, draft, origin)
        if kind is None:
            return False  # left to ellipsis
    elif kind is None:
        kind = _elided_kind(scene, draft)
        if kind is None and any(e.name == "grant" for e in events) and permits(scene, draft):
            kind = "permit"
        if kind == "potential" and any(e.lemma in _MAKES_SURE for e in events):
            kind = "victim"  # "screened 60 potential victims and confirmed *nine*"
        if (
            kind is None
            and governed.cue.startswith("left")
            and events[0].name in _CARE
            and not of_victims(scene)
        ):
            return False
    if governed.cue == "left verb" and goes_home(scene, draft, events):
        events = tuple(EventAt(e.first, e.stop, "repatriate", e.form, e.lemma) for e in events)
    if draft.quantity.kind == "article":
        events = tuple(e for e in events if _article_fits(e, kind))
    readings = resolve_all(events, kind, scene.lexicon)
    readings = tuple(
        checked for r in readings if (checked := sense_check(scene, draft, r, events)) is not None
    )
    readings = tuple({r.indicator: r for r in reversed(readings)}.values())[::-1]
    prosecuted = events and events[0].name in ("prosecute", "convict", "sentence", "arrest", "investigate")
    if governed.cue == "inherit" and prosecuted and kind in ("victim", "potential"):
        readings = (Reading(_OF_CASES[kind or "victim"], "person", "inherit:victim"),)
    if not readings:
        return False
    if draft.phrase.elided and readings[0].indicator in _BLAMES and penalized(scene):
        readings = (readings[0]._replace(indicator="victims_penalized"),)
    if draft.member and readings[0].indicator == "victims_identified":
        readings = (readings[0]._replace(indicator="potential_victims"),)
    if readings[0].indicator == "victims_assisted" and paid(scene, draft):
        readings = (Reading("victims_compensated", "person", "money:victims"),)
    draft.readings, draft.events, draft.cue, draft.kind = readings, events, governed.cue, kind
    return True


_OF_CASES = {"victim": "victims_identified", "potential": "potential_victims", "person": "victims_identified"}


def _article_fits(event: EventAt, kind: str | None) -> bool:
    """A single shelter counts where it is run or opened; a single case where it is taken up."""
    if kind == "facility":
        return event.name == "operate"
    return not (kind == "case" and event.name in ("report", "identify", "refer", "transfer"))


def _elided_kind(scene: Scene, draft: Draft) -> str | None:
    """The noun of the count before: "investigated 12 officials and prosecuted *eight*"."""
    after = scene.lower[draft.quantity.end_token : draft.quantity.end_token + 2]
    told = as_victims(scene, draft)
    if told is not None:
        return told
    if after in (("of", "which"), ("of", "whom")) and scene.drafts:
        return scene.drafts[-1].kind
    last = next((d for d in reversed(scene.drafts) if d.readings), None)
    if last is not None and last.kind == "head" and last.readings[0].unit in ("call", "event"):
        return "call"
    for earlier in reversed(scene.drafts):
        if earlier.kind in _PERSONAL or earlier.kind in _BUSINESS or earlier.kind == "case":
            return earlier.kind
    return None
