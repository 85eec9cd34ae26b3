"""Percents and fractions: shares of something counted, and changes of it."""

from __future__ import annotations

from pipeline.mine.dimensions import read_dimensions
from pipeline.mine.draft import Draft
from pipeline.mine.implied import named
from pipeline.mine.indicators import Reading, resolve
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene
from pipeline.mine.share_subject import denominator_before, subject

_UP = (
    "increas",
    "decreas",
    "declin",
    "drop",
    "rose",
    "rise",
    "fell",
    "fall",
    "reduc",
    "grew",
    "grow",
    "jump",
    "surg",
    "doubl",
    "tripl",
)
_UNDER = ("by",)
_PLAIN = {
    "victim": "victims_identified",
    "potential": "potential_victims",
    "case": "cases",
    "suspect": "prosecutions",
    "call": "hotline_calls",
}
_POPULATION = closed("population public")
_AT_RISK = closed("workers households kilns children women migrants girls boys men fishermen people persons")
_EXPLOITED = closed(
    "trafficking forced exploitation debt bondage trafficked exploited slavery bonded servitude "
    "coercion abuse"
)
_ASKED = closed("respondents participants interviewees interviewed answers respondent")
_WERE = (("were",), ("was",), ("are",), ("had",), ("involved",))
_MORE = closed("more fewer higher lower greater")
_BUDGET = closed("costs cost budget funds funding expenditure lev euros")


def read_share(scene: Scene, draft: Draft) -> None:
    """Name the share or change by what it is of."""
    lower = scene.lower
    start, end = draft.quantity.start_token, draft.quantity.end_token
    before, after = lower[max(0, start - 7) : start], lower[end : end + 8]
    if (
        draft.quantity.change
        or (before[-1:] == ("by",) and any(w.startswith(_UP) for w in before))
        or (len(before) > 1 and before[-1] == "of" and before[-2].startswith(_UP))
        or (after[:1] and (after[0].startswith(_UP) or after[0] in _MORE))
    ):
        base = _named_near(scene, draft)
        if base:
            _set(draft, f"{base}_change")
        else:
            draft.rejected = "a change of something that is not coded"
        return
    draft.subject = subject(scene, start)
    base = _denominator(scene, draft)
    if base is None:
        draft.rejected = "a share of something that is not coded"
    else:
        _set(draft, f"{base}_share")


def _set(draft: Draft, indicator: str) -> None:
    draft.readings = (Reading(indicator, "percent", "shares:" + indicator.rsplit("_", 1)[1]),)
    draft.cue = "share"


def _named_near(scene: Scene, draft: Draft) -> str | None:
    lower, start, end = scene.lower, draft.quantity.start_token, draft.quantity.end_token
    if "budget" in lower[start : end + 4] or "funding" in lower[start : end + 5]:
        return "funding"
    after = named(lower, end, min(len(lower), end + 14), scene.events, scene.lexicon)
    if draft.quantity.change and after:
        return after[0].reading.indicator
    if draft.quantity.change:
        for j in range(end, min(len(lower), end + 10)):
            if lower[j] in ("in", "for", "was", "when", ";", ","):
                return None
            _, sense = nouns_at(lower, j, scene.lexicon)
            if sense is not None and sense.value in _PLAIN:
                return _PLAIN[sense.value]
        return None
    if after and lower[end : end + 1] in (("in",), ("more",), ("fewer",)):
        return after[0].reading.indicator  # "an increase of 25 % *in the number of victims detected*"
    found = named(lower, max(0, start - 18), start, scene.events, scene.lexicon) or after
    if found:
        return found[-1 if found is not after else 0].reading.indicator
    window = lower[max(0, start - 16) : start]
    return "funding" if set(window) & _BUDGET else None


def _denominator(scene: Scene, draft: Draft) -> str | None:
    lower, end = scene.lower, draft.quantity.end_token
    ratio = set(lower[draft.quantity.start_token : end]) & {"in", "out"}
    if ratio and _noun_follows(scene, end):
        end -= 1  # "three in ten *detected victims*", as if "of" stood between
    if lower[end : end + 1] == ("of",) or end < draft.quantity.end_token:
        stop = end + 1
        while (
            stop < len(lower)
            and stop < end + 12
            and lower[stop] not in (",", ";", "were", "was", "are", "is", "who", "compared")
        ):
            stop += 1
        inside = lower[end + 1 : stop]
        if lower[stop : stop + 1] and lower[stop] in ("were", "was", "are", "is"):
            draft.phrase.predicate = (stop, min(len(lower), stop + 4))
        if set(inside) & _ASKED:
            return None
        if set(inside) & _POPULATION:
            if "world" in inside or "world's" in inside:
                return None
            reached = {"reach", "reaching", "reached", "covering"} & set(
                lower[max(0, draft.quantity.start_token - 3) : draft.quantity.start_token]
            )
            return "awareness_reached" if reached else None
        if set(inside) & _BUDGET:
            return "funding"
        for named_ in named(lower, end + 1, stop, scene.events, scene.lexicon):
            return named_.reading.indicator
        for j in range(end + 1, stop):
            _, sense = nouns_at(lower, j, scene.lexicon)
            if sense is not None and sense.value in _PLAIN:
                left = named(
                    lower,
                    max(0, draft.quantity.start_token - 8),
                    draft.quantity.start_token,
                    scene.events,
                    scene.lexicon,
                )
                if left:
                    return left[-1].reading.indicator
                assisted = {"receiving", "received", "assistance", "services", "assisted"} & set(
                    lower[j : j + 5]
                )
                if sense.value == "victim" and lower[j - 1] in scene.lexicon.potential:
                    return "potential_victims"
                return "victims_assisted" if assisted else _PLAIN[sense.value]
        if set(inside) & _AT_RISK and set(lower[end : end + 30]) & _EXPLOITED:
            return "prevalence"
        return None
    told = denominator_before(scene, draft.quantity.start_token)
    if told is not None:
        base = _of_words(scene, *told)
        whole = next((d for d in reversed(scene.drafts) if d.readings and not d.comparison), None)
        if whole is not None and whole.readings[0].indicator == base:
            draft.antecedent = whole
        return base
    step = next((d for d in reversed(scene.drafts) if d.readings and d.readings[0].unit == "percent"), None)
    if step is not None and lower[draft.quantity.start_token - 1] == "to":
        draft.subject = step.subject  # "from 1 per cent of victims in 2016 *to 6 per cent* in 2018"
        return step.readings[0].indicator.removesuffix("_share")
    last = next((d for d in reversed(scene.drafts) if d.subject and d.readings), None)
    if last is not None and (draft.subject is not None or draft.comparison or lower[end : end + 1] in _WERE):
        if draft.comparison:  # "forced labour made up 41 per cent of victims, up from *24 per cent*"
            draft.antecedent = last
        return last.readings[0].indicator.removesuffix("_share")  # "and girls *for 22 per cent*"
    before = scene.previous if draft.quantity.start_token < 8 else []
    total = next(
        (
            d
            for d in [*reversed(scene.drafts), *reversed(before)]
            if d.readings and not d.comparison and (d.kind not in ("percent", "fraction") or d.antecedent)
        ),
        None,
    )
    if total is not None and total.antecedent is not None and not total.antecedent.comparison:
        total = total.antecedent
    if total is None:
        return None
    described = read_dimensions(lower, end, end + 6, end + 6, returned=False, home=None)
    if (
        lower[end : end + 1] in (("were",), ("was",), ("are",), ("had",), ("did",), ("received",), (")",))
        or described.sex
        or described.age
    ):
        draft.antecedent = total
        draft.phrase.predicate = (end, min(len(lower), end + 6))
        return total.readings[0].indicator.removesuffix("_share")
    return None


def _noun_follows(scene: Scene, end: int) -> bool:
    """Whether what the fraction is of stands right behind it, without "of"."""
    for word in range(end, min(end + 3, len(scene.lower))):
        if scene.lower[word] in ("of", ",", ";", "(", "were", "was", "are", "is", "had", "have"):
            return False
        _, sense = nouns_at(scene.lower, word, scene.lexicon)
        if sense is not None and sense.value in _PLAIN:
            return True
    return False


def _of_words(scene: Scene, first: int, stop: int) -> str | None:
    """What the words of a denominator name: "the persons *convicted*", "*detected victims*"."""
    lower = scene.lower
    if set(lower[first:stop]) & _ASKED:
        return None
    kind: str | None = None
    for i in range(first, stop):
        _, sense = nouns_at(lower, i, scene.lexicon)
        if sense is not None and sense.value != "other":
            kind = sense.value
    for i in range(first, stop):
        for event in scene.events.get(i, ()):
            reading = resolve(event.name, kind, scene.lexicon)
            if reading is not None:
                return reading.indicator
    return _PLAIN.get(kind or "")
