"""Percents and fractions: shares of something counted, and changes of it."""

from __future__ import annotations

from pipeline.mine.dimensions import read_dimensions
from pipeline.mine.draft import Draft
from pipeline.mine.implied import named
from pipeline.mine.indicators import Reading, resolve
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene
from pipeline.mine.share_subject import before_bracket, denominator_before, subject

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
_RISEN = ("ed", "rose", "fell", "grew")  # "investigations rose *20 percent*"
_OWNERS = closed("their his her its")
_REACHING = closed("reach reaching reached covering")
_HELPED = closed("receiving assisted sheltered")
_VERBS = closed("were was are had did received involved being")
_RATES = {"acquittal": "acquittals", "conviction": "convictions", "prosecution": "prosecutions"}
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
        or (before and before[-1].startswith(_UP) and before[-1].endswith(_RISEN))
        or (after[:1] and (after[0].startswith(_UP) or after[0] in _MORE))
    ):
        base = _named_near(scene, draft)
        if base:
            _set(draft, f"{base}_change")
        else:
            draft.rejected = "a change of something that is not coded"
        return
    draft.subject = subject(scene, start)
    bases = _denominators(scene, draft)
    if bases:
        _set(draft, *(f"{base}_share" for base in bases))
    else:
        draft.rejected = "a share of something that is not coded"


def _set(draft: Draft, *indicators: str) -> None:
    draft.readings = tuple(
        Reading(name, "percent", "shares:" + name.rsplit("_", 1)[1]) for name in indicators
    )
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
    last = next((d for d in reversed(scene.drafts) if d.readings), None)
    if last is not None and last.kind == "money" and lower[start - 1] in ("a", "an"):
        return last.readings[0].indicator  # "allocated 135,000 zloty, a *43 percent* decrease"
    window = lower[max(0, start - 16) : start]
    return "funding" if set(window) & _BUDGET else None


def _denominators(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """What the share is of; two for "95 % of *investigations and prosecutions*"."""
    lower, first = scene.lower, _past_gloss(scene.lower, draft.quantity.end_token)
    if lower[first : first + 1] == ("of",) and lower[first + 1 : first + 2] not in (("whom",), ("which",)):
        return _of_own(scene, draft, first + 1)
    if {"in", "out"} & set(lower[draft.quantity.start_token : first]) and _noun_follows(scene, first):
        return _of_own(scene, draft, first)  # "three in ten *detected victims*", as if "of" stood between
    base = (
        _before(scene, draft) or _going_on(scene, draft) or _bracketed(scene, draft) or _total(scene, draft)
    )
    return (base,) if base else ()


def _past_gloss(lower: tuple[str, ...], end: int) -> int:
    """The word after a share, and after the number that glosses it: "46 percent (307) *of* victims"."""
    return end + 3 if lower[end : end + 1] == ("(",) and lower[end + 2 : end + 4] == (")", "of") else end


def _of_own(scene: Scene, draft: Draft, first: int) -> tuple[str, ...]:
    """Read the denominator behind "of"."""
    lower, start = scene.lower, draft.quantity.start_token
    stop = first
    while (
        stop < len(lower)
        and stop < first + 11
        and lower[stop] not in (",", ";", "were", "was", "are", "is", "who", "compared")
    ):
        stop += 1
    inside = lower[first:stop]
    if lower[stop : stop + 1] and lower[stop] in ("were", "was", "are", "is"):
        draft.phrase.predicate = (stop, min(len(lower), stop + 4))
    if set(inside) & _ASKED or (inside and (inside[0] in _OWNERS or _year(inside[0]))):
        return ()  # "75 percent *of their sentence*", "three quarters *of 2017*"
    if set(inside) & _POPULATION:
        reached = _REACHING & set(lower[max(0, start - 3) : start])
        return ("awareness_reached",) if reached and not {"world", "world's"} & set(inside) else ()
    if set(inside) & _BUDGET:
        return ("funding",)
    told = named(lower, first, stop, scene.events, scene.lexicon)
    if told:  # "investigations *and* prosecutions"
        pair = len(told) > 1 and lower[told[0].stop : told[1].first] == ("and",)
        return tuple(n.reading.indicator for n in told[: 1 + pair])
    for j in range(first, stop):
        _, sense = nouns_at(lower, j, scene.lexicon)
        if sense is not None and sense.value in _PLAIN:
            left = named(lower, max(0, start - 8), start, scene.events, scene.lexicon)
            if left:
                return (left[-1].reading.indicator,)
            if sense.value == "victim" and lower[j - 1] in scene.lexicon.potential:
                return ("potential_victims",)
            helped = _HELPED & set(lower[j + 1 : j + 2]) or (
                lower[stop : stop + 1] == ("who",) and "received" in lower[stop : stop + 3]
            )
            return ("victims_assisted" if helped else _PLAIN[sense.value],)
    near = lower[draft.quantity.end_token : draft.quantity.end_token + 24]
    near = near[: near.index("which")] if "which" in near else near
    if set(inside) & _AT_RISK and set(near) & _EXPLOITED:
        return ("prevalence",)
    return ()


def _before(scene: Scene, draft: Draft) -> str | None:
    """Read the denominator before the share: "of the *persons convicted*, 28 %", "the *acquittal* rate"."""
    lower, start = scene.lower, draft.quantity.start_token
    told = denominator_before(scene, start)
    if told is not None:
        base = _of_words(scene, *told)
        whole = next((d for d in reversed(scene.drafts) if d.readings and not d.comparison), None)
        if whole is not None and whole.readings[0].indicator == base:
            draft.antecedent = whole
        return base
    for i in range(max(1, start - 14), start):
        if lower[i] == "rate" and lower[i - 1] in _RATES:
            return _RATES[lower[i - 1]]
    return None


def _going_on(scene: Scene, draft: Draft) -> str | None:
    """Read a share that goes on from the one before: "51 % were children and *76 % female*", "to *72 %*"."""
    lower, start, end = scene.lower, draft.quantity.start_token, draft.quantity.end_token
    told = [d for d in scene.drafts if d.readings]
    shares = [d for d in told if d.readings[0].indicator.endswith("_share")]
    if not shares or not (shares[-1] is told[-1] or draft.subject or draft.comparison):
        return None
    last = shares[-1]
    to = lower[start - 1] == "to"
    draft.subject = draft.subject or before_bracket(scene, start, end)
    if not (to or draft.subject or draft.comparison or _described(scene, end)):
        return None
    if to:
        draft.subject = last.subject  # "from 1 per cent of victims in 2016 *to 6 per cent* in 2018"
    elif draft.comparison:  # "forced labour made up 41 per cent of victims, up from *24 per cent*"
        draft.antecedent = last
    else:
        of_them = lower[start - 2 : start] in (("of", "whom"), ("of", "which"))
        draft.antecedent = last if of_them else last.antecedent
        if lower[end : end + 1] and lower[end] in _VERBS:
            draft.phrase.predicate = (end, min(len(lower), end + 6))
    return last.readings[0].indicator.removesuffix("_share")


def _bracketed(scene: Scene, draft: Draft) -> str | None:
    """Read a share alone in brackets of the words before them: "victims of forced labour (*41 %*)"."""
    draft.subject = before_bracket(scene, draft.quantity.start_token, draft.quantity.end_token)
    return _of_words(scene, *draft.subject) if draft.subject else None


def _described(scene: Scene, end: int) -> bool:
    """Whether what follows a share says whose it is, and not of what: "76 % *were female*", "10 % *men*"."""
    lower = scene.lower
    if end >= len(lower) or lower[end] in _VERBS or lower[end] in (")", ",", "in", "for", "."):
        return True
    stop = next((i for i in range(end, min(len(lower), end + 6)) if lower[i] in (",", "and", ";")), end + 6)
    told = read_dimensions(lower, end, stop, stop, returned=False, home=None)
    return bool(told.sex or told.age or told.exploitation or lower[end] == "transgender")


def _total(scene: Scene, draft: Draft) -> str | None:
    """Read a share without a denominator of the figure before: "identified 80 victims; *half* were girls"."""
    lower, end = scene.lower, draft.quantity.end_token
    before = scene.previous if not scene.drafts or draft.quantity.start_token < 8 else []
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
    if (
        total is None
        or not _described(scene, end)
        or lower[end : end + 1] in ((",",), ("in",), ("for",), (".",))
    ):
        return None
    draft.antecedent = total
    draft.phrase.predicate = (end, min(len(lower), end + 6))
    base = total.readings[0].indicator.removesuffix("_share")
    return "convictions" if base == "sentences" else base  # "18 (*31 %*) got prison": of those convicted


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


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
