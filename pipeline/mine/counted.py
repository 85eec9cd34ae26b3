"""What kind of thing a count counts, seen with the words around its noun."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import Phrase, noun_phrase
from pipeline.mine.scene import Scene

_COMPLICIT = closed("complicit complicity corrupt corruption")
_PUBLIC = closed(
    "government police public military army immigration embassy consular ministry state border security"
)
_EXPLOITED = closed("exploited trafficked enslaved")
_AT_RISK = closed("potentially vulnerable exploitative suspected potential possible")
_OF_CRIMES = closed(
    "of for on from about alleging regarding concerning involving crime criminal police trafficking"
)
_SURE = closed("confirmed identified actual certified verified official")
_SIGNS = closed("indicator indicators")
_IN_DANGER = (
    ("remained", "in", "potential", "trafficking"),
    ("in", "potential", "trafficking", "situations"),
)
_KEPT = (
    "crisis rooms",
    "orphanage",
    "orphanages",
    "foster care families",
    "foster homes",
    "migration response centers",
)
_SHELTERS = closed("shelter shelters refuges safehouses")
_PLACES = closed(
    "institution institutions office offices building buildings clinic clinics hospital hospitals ward wards "
    "flat flats room rooms"
)
_HOUSES = closed(
    "shelter shelters sheltering house houses housing housed accommodate accommodated accommodating "
    "accommodation care services assistance assist assisting support serve served serving refuge referrals"
)
_HARMED = closed("victim victims survivor survivors")
_LAYPEOPLE = closed("public community communities")


def counted_kind(scene: Scene, phrase: Phrase) -> str | None:
    """The class of the counted noun; None where it is left out or counts nothing that is coded."""
    kind, lower = phrase.kind, scene.lower
    if phrase.elided or kind == "other":
        return None
    inside = lower[phrase.first : phrase.stop]
    after = lower[phrase.stop : phrase.stop + 6]
    if _turned(after):
        return "facility"  # "three *buildings* to use as shelters"
    if kind in ("victim", "person", "professional", "public"):
        if phrase.potential and kind == "victim" and _SURE & set(inside) and {"and", "or"} & set(inside):
            return "victim"  # "131 confirmed and potential victims"
        further = lower[phrase.stop : phrase.stop + 10]
        signs = after[:1] == ("with",) and _SIGNS & set(lower[phrase.stop : phrase.stop + 9])
        some = after[:2] == (",", "including") and bool({"victim", "victims"} & set(further))
        some = some and bool(set(further) & scene.lexicon.potential)
        if signs or some or after[:2] == ("en", "route") or after[:4] in _IN_DANGER:
            return "potential"
        if any(w in _EXPLOITED for w in inside) and kind != "victim":
            return "potential"
        as_potential = after[:1] == ("as",) and any(w in scene.lexicon.potential for w in after)
        if (phrase.potential and kind == "victim") or (
            as_potential and ("victims" in after or "victim" in after)
        ):
            return "potential"
        whom = lower[phrase.stop : phrase.stop + 16]
        if "may" in whom and {"whom", "which", "who"} & set(whom) and kind != "professional":
            return "potential"
        if kind == "person" and after[:1] and after[0].endswith("ing") and set(after) & _AT_RISK:
            return "potential"
    if kind == "person" and after[:2] in (("suspected", "of"), ("accused", "of"), ("charged", "with")):
        return "suspect"
    if phrase.noun in ("report", "reports") and not (set(inside) | set(after[:2])) & _OF_CRIMES:
        return None  # "three quarterly reports" are paper
    if kind == "campaign" and "training" in inside:
        return "training"
    if kind in ("person", "professional", "suspect"):
        if any(w in _COMPLICIT for w in inside + after[:1]):
            return "official"
        if kind == "professional" and after[:3] and set(after[:4]) & _LAYPEOPLE and after[0] == "of":
            return "public"
        if kind == "professional" and any(w in _PUBLIC for w in inside + after[:5]):
            return "official"
    if kind == "facility" and not _cares(scene, phrase):
        beside = any(d.kind == "facility" for d in scene.drafts)
        return kind if beside else None  # "nine crisis centers (*eight centers* in 2016)"
    return kind


def _turned(after: tuple[str, ...]) -> bool:
    """Whether what is counted became shelters: "converted two schools *into shelters*"."""
    into = next((i for i, word in enumerate(after[:5]) if word in ("as", "into")), None)
    return into is not None and bool(_SHELTERS & set(after[into:]))


def _cares(scene: Scene, phrase: Phrase) -> bool:
    """Whether a home, centre or house is a place of care."""
    if "shelter" in phrase.noun or "safe" in phrase.noun or "refuge" in phrase.noun or phrase.noun in _KEPT:
        return True
    lower = scene.lower
    if _turned(lower[phrase.stop : phrase.stop + 6]):
        return True
    if phrase.noun in _PLACES:  # "19 *offices* to provide help to victims"
        after = set(lower[phrase.stop : phrase.stop + 14])
        return bool(after & _HOUSES) and bool(after & _HARMED)
    inside = lower[phrase.first : phrase.stop - 1]
    if any(w in scene.lexicon.care or w.startswith("victim") for w in inside):
        return True
    return any(
        w in ("victims", "shelter", "victim", "survivors") for w in lower[phrase.stop : phrase.stop + 14]
    )


def share_head(scene: Scene, draft: Draft) -> None:
    """Let "109 child and 63 adult victims" count victims twice."""
    phrase, lower = draft.phrase, scene.lower
    if not phrase.elided:
        return
    i = draft.quantity.end_token
    if any(e.form == "past" for e in scene.events.get(i, ())):
        return  # "12 prosecuted and 10 traffickers convicted": what was done to the 12
    while i < len(lower) and i < draft.quantity.end_token + 4:
        if lower[i] in ("and", "or", ",") and i > draft.quantity.end_token:
            break
        if lower[i] in scene.lexicon.stops or not lower[i][0].isalpha():
            return
        i += 1
    else:
        return
    following = next((q for q in scene.quantities if q.start_token == i + 1 and q.kind == "count"), None)
    if following is None:
        return
    phrase.potential = any(w in scene.lexicon.potential for w in lower[draft.quantity.end_token : i])
    other = noun_phrase(scene.analysed, following, scene.lexicon, -1)
    if not other.elided and other.stop > following.end_token:
        phrase.head, phrase.noun, phrase.kind, phrase.stop = i - 1, other.noun, other.kind, i
