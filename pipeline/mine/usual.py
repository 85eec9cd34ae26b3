"""Counts that nothing governs, read by what reports usually say of their noun."""

from __future__ import annotations

from pipeline.mine.dimensions import Dimensions, read_dimensions
from pipeline.mine.draft import Draft
from pipeline.mine.exploited import VICTIMS, plight
from pipeline.mine.helped import helped_in
from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene
from pipeline.mine.sense import RESEARCH, of_recruits, within

_LOOSE = closed("based related connected linked involved located")
_RAISES = closed(
    "awareness outreach awareness-raising prevention sensitization trafficking-related information"
)
_NAMED = closed("victims survivors identified")
_OF_THE = (("of", "the"), ("among", "the"))
_ACTS = closed(
    "left took went got chose gave sought fled came ran told spoke said met became began kept lost"
)
_PEOPLE = closed("victim person public potential")
_STAYS = closed("remain remained remains stayed languished")
_STUCK = ("traffick", "exploit", "servitude", "bondage", "slavery", "captiv", "repatriat", "forced")
_HELD = closed("detention detained prison jail custody imprisoned")

_DEFAULTS = {
    "facility": ("shelters", "facility"),
    "victim": ("victims_identified", "person"),
    "potential": ("potential_victims", "person"),
    "case": ("cases", "case"),
    "training": ("officials_trained", "event"),
    "campaign": ("awareness_reached", "event"),
}


def default(scene: Scene, draft: Draft) -> bool:
    """Read victims and shelters that nothing governs by what reports usually say of them."""
    cases = any(d.kind == "case" for d in scene.drafts[: draft.number])
    if of_recruits(scene, draft) and not draft.comparison and not cases:
        draft.readings = (Reading("victims_reported", "case", "default:recruits"),)
        draft.cue, draft.confidence, draft.rejected = "default", 0.6, None
        return True
    if helped_in(scene, draft):
        draft.readings = (Reading("victims_assisted", "case", "default:helped_in"),)
        draft.cue, draft.confidence, draft.rejected = "default", 0.6, None
        return True
    if remaining(scene, draft):
        indicator = "potential_victims" if draft.kind == "potential" else "victims_reported"
        draft.readings = (Reading(indicator, "person", "default:remaining"),)
        draft.cue, draft.confidence, draft.rejected = "default", 0.6, None
        return True
    if scene.analysed.section == "profile":
        return _estimated(scene, draft)
    if draft.kind not in _DEFAULTS:
        return False
    if draft.comparison and not denominator(scene, draft):
        return False
    following = scene.lower[draft.phrase.stop : draft.phrase.stop + 1]
    acts = bool(following) and (following[0].endswith("ed") or following[0] in _ACTS)
    if draft.kind != "facility" and acts and following[0] not in _LOOSE:
        return False  # "23 victims cooperated": what they did, not what was done
    near = scene.lower[draft.phrase.first : draft.phrase.stop + 5]
    if draft.kind == "potential" and not draft.phrase.noun.startswith("victim"):
        return False
    if draft.kind in ("victim", "case") and any(w.startswith(RESEARCH) for w in scene.lower):
        return False  # "researchers spoke with *457 survivors*": a sample
    if draft.kind == "campaign" and not set(near) & _RAISES:
        return False
    if draft.kind == "case" and ("trafficking" not in near or _beside(scene, draft)):
        return False
    if draft.kind == "victim" and scene.lower[: draft.quantity.start_token][-2:] in _OF_THE:
        return False  # "Of *the 88 victims*, 19 stayed": known already
    indicator, unit = _DEFAULTS[draft.kind]
    if draft.kind == "victim":
        indicator = _told_of(scene, draft) or indicator
    draft.readings = (Reading(indicator, unit, f"default:{draft.kind}"),)
    draft.cue, draft.confidence, draft.rejected = "default", 0.6, None
    return True


def remaining(scene: Scene, draft: Draft) -> bool:
    """Whether victims are told of who are still exploited: "*100 victims* remained in bondage abroad"."""
    if draft.kind not in _PEOPLE or draft.quantity.kind == "article":
        return False
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + 14]
    if not _STAYS & set(after[:2]) or "at" in after[:3]:
        return False
    return any(w.startswith(_STUCK) for w in after)


def _told_of(scene: Scene, draft: Draft) -> str | None:
    """The indicator of the victims whom the count describes: "helped 112 victims; *67 victims* were men"."""
    following = scene.lower[draft.phrase.stop : draft.phrase.stop + 1]
    for d in reversed(scene.drafts[: draft.number]):
        if d.readings and not d.comparison and d.readings[0].indicator in VICTIMS:
            larger = (d.quantity.low or 0) > (draft.quantity.low or 0)
            if larger or following in (("were",), ("was",)):
                return d.readings[0].indicator
    return None


def _estimated(scene: Scene, draft: Draft) -> bool:
    """Read "an *estimated 40,000 children* work in domestic servitude"."""
    said = "estimated" in scene.lower[draft.quantity.start_token : draft.quantity.end_token]
    if scene.lower[: draft.quantity.start_token][-1:] == ("the",):
        return False  # "women among the estimated 1.3 million refugees"
    if not said or draft.kind not in ("person", "public", "victim") or not plight(scene, draft, 12):
        return False
    draft.readings = (Reading("prevalence", "person", "default:estimated"),)
    draft.cue, draft.confidence, draft.rejected = "default", 0.6, None
    return True


def _beside(scene: Scene, draft: Draft) -> bool:
    """Whether the count only stands by another noun or deed: "reviews *of three cases*"."""
    start = draft.quantity.start_token
    return scene.lower[start - 1 : start] == ("of",) or within(scene, draft)


def described_victims(scene: Scene, draft: Draft) -> None:
    """Read descriptions of victims whom the sentence names without a number: "Of the victims, *38 were
    Nepali*", "The victims included *12 women*".
    """
    lower, start = scene.lower, draft.quantity.start_token
    named_victims = _NAMED & set(lower[:start][:5])
    told = draft.phrase.predicate is not None or draft.kind == "person" or draft.phrase.elided
    if not named_victims or not told or draft.comparison or scene.analysed.section != "protection":
        return
    end = draft.quantity.end_token
    stop = min(len(lower), end + 4)
    if read_dimensions(lower, end, stop, stop, returned=False, home=None) == Dimensions():
        return
    told_of = _told_of(scene, draft) or "victims_identified"
    indicator = "victims_penalized" if _HELD & set(lower[end : end + 8]) else told_of
    draft.readings = (Reading(indicator, "person", "default:described"),)
    draft.kind, draft.cue, draft.confidence, draft.rejected = "victim", "default", 0.6, None


def denominator(scene: Scene, draft: Draft) -> bool:
    """Whether these are the victims of whom a part is told: "21 of *45 victims*"."""
    start = draft.quantity.start_token
    return (
        draft.kind == "victim"
        and scene.lower[start - 1 : start] == ("of",)
        and any(d.quantity.end_token == start - 1 for d in scene.drafts)
    )
