"""The period of each figure: named beside it, in its stretch of words, or the reporting period."""

from __future__ import annotations

import re

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.periods import Period
from pipeline.mine.references import pointed
from pipeline.mine.scene import Scene

_SKIPPED_AFTER = closed("from since")
_ADJECTIVE_REACH = 3
_JOINING = closed(", and")
_FOUR = re.compile(r"\d{4}")
_HEAD = 3  # words: a time at the head of a sentence holds for all its clauses
_AUXILIARIES = closed("did was were had has have is are could would will may")
_LASTING = closed("funding shelters")  # of another giver, of another place: no comparison
_ONE_CASE = (("in", "one"), ("in", "another"), ("for", "example"), ("for", "instance"), ("in", "a"))
UNDATED = "reporting period"  # the cue of a figure that nothing dates
_KNOWN = closed(
    "victims cases suspects defendants traffickers investigations prosecutions convictions total identified "
    "convicted offenders arrested sentenced"
)
_GOES_ON = (
    ("this", "included"),
    ("these", "included"),
    ("this", "includes"),
    ("within", "those"),
    ("the", "remaining"),
)
_MOVES = (
    "increas",
    "decreas",
    "declin",
    "rose",
    "rise",
    "rising",
    "reduc",
    "grew",
    "fell",
    "drop",
    "up",
    "down",
)


def date(scene: Scene) -> None:
    """Set the period of each draft that has a reading, and what said so."""
    drafts = [d for d in scene.drafts if d.readings]
    if not drafts:
        return
    analysed = scene.analysed
    found = scene.periods
    edition = analysed.narrative.edition
    default = f"rp:{edition}" if edition else None
    beside = {id(d): _beside(scene, d, found) for d in drafts}
    mark_moves(scene, drafts)
    for d in drafts:
        own = beside[id(d)]
        if d.readings[0].rule == "shares:change" and own is not None and _is_base(own.value, edition):
            beside[id(d)] = None  # "increased by 86 percent *over 2016*": what it is a change from
            d.comparison = False
        elif own is not None and edition and own.value == str(edition - 1) and _in_bracket(scene, d):
            d.comparison = False  # "Syrians were the most (*86 in 2017* and 36 in 2016)"
    earlier = {id(p) for d in drafts if d.comparison and (p := beside[id(d)]) is not None}
    current = [(at, p) for at, p in found if id(p) not in earlier]
    for d in drafts:
        own = beside[id(d)]
        if own is not None:
            d.period, d.period_cue = own.value, analysed_words(scene, own)
            d.years = own.years()
            if not d.comparison and edition and own.value == f"rp:{edition - 1}":
                d.comparison = "discipline" not in d.readings[0].rule
        elif d.comparison:
            told = _of_comparison(scene, d, found)
            d.period = _year_before(scene, d) if told in (None, default) else told
            d.period_cue = "comparison"
        else:
            stretch = _of_stretch(scene, d, current)
            if stretch is not None:
                d.period, d.period_cue = stretch.value, analysed_words(scene, stretch)
            elif d.antecedent is not None and not d.antecedent.comparison and d.antecedent.period:
                d.period = d.antecedent.period
                d.period_cue = UNDATED if d.antecedent.period_cue == UNDATED else "its total"
            elif (known := pointed(scene, d)) is not None and known.period:
                d.period, d.period_cue = known.period, "its total"
            elif (total := _told_before(scene, d)) is not None:
                d.period, d.period_cue = total.period, "its total"
            else:
                d.period = default
                d.period_cue = "one case" if scene.lower[:2] in _ONE_CASE else UNDATED
                if d.readings[0].indicator in ("prevalence", "prevalence_share"):
                    d.period = None  # an estimate of how many there are, of no one year
        if not d.comparison and d.period and edition and _outdated(scene, d, edition):
            d.comparison = True
    if "respectively" in scene.lower:
        _share_out(scene, drafts)


def _share_out(scene: Scene, drafts: list[Draft]) -> None:
    """Give each of a list its own year: "*45 and 58* in 2016 and 2015, respectively"."""
    lower, stop = scene.lower, scene.lower.index("respectively")
    years: list[str] = []
    first = stop
    for (at, period), (_, end) in zip(reversed(scene.periods), reversed(scene.dated), strict=True):
        if end <= first and _JOINING.issuperset(lower[end:first]):
            years = [*_FOUR.findall(period.value), *years]
            first = at
    alike = [d for d in drafts if d.quantity.start_token < first][-len(years) :]
    if len(years) < 2 or len(alike) != len(years) or len({d.readings[0].indicator for d in alike}) > 1:
        return
    for d, year in zip(alike, years, strict=True):
        d.period, d.years, d.period_cue = year, (), "respectively"


def _is_base(value: str, edition: int | None) -> bool:
    """Whether the time is one that a change is measured from, before the year that the edition covers."""
    if edition is None:
        return False
    return value == f"rp:{edition - 1}" or (len(value) == 4 and value.isdigit() and value < str(edition - 1))


def _in_bracket(scene: Scene, d: Draft) -> bool:
    return scene.layout.groups[scene.layout.group[d.quantity.start_token]].bracket


def _year(period: str | None, edition: int) -> int | None:
    """The one year that a period stands for; of "the reporting period" the year before the edition."""
    if period == f"rp:{edition}":
        return edition - 1
    return int(period) if period and len(period) == 4 and period.isdigit() else None


def _outdated(scene: Scene, d: Draft, edition: int) -> bool:
    """Whether the figure is of an earlier year than a current one of its kind told just before: "convicted
    12 in 2017; in 2016, *four* were convicted".
    """
    previous = d.period == f"rp:{edition - 1}"
    year = edition - 2 if previous else _year(d.period, edition)
    if year is None or year > edition - 2:
        return False
    indicator = d.readings[0].indicator
    if indicator in _LASTING:
        return False
    return any(
        not o.comparison
        and o.readings
        and (previous or o.period_cue != UNDATED)
        and o.readings[0].indicator == indicator
        and (_year(o.period, edition) or 0) > year
        for o in (*scene.previous, *scene.drafts[: d.number])
    )


def _told_before(scene: Scene, d: Draft) -> Draft | None:
    """The figure of the sentence before that "Of these", "One of these cases", "This included" go on from."""
    opening = scene.lower[:4]
    back = d.phrase.back or (opening[0] in ("of", "among") and opening[1] in ("these", "those", "them"))
    back = back or opening[:2] in _GOES_ON or _opens_on_known(scene.lower)
    before = scene.lower[: d.quantity.start_token][-2:]
    back = back or before[-1:] == ("remaining",)
    if not back:
        return None
    for earlier in reversed(scene.previous):
        if not earlier.comparison and earlier.period and not earlier.period.startswith("rp:"):
            return earlier
    return None


def _opens_on_known(lower: tuple[str, ...]) -> bool:
    """Whether the sentence goes on from people told before: "*Of the identified victims*, 19 were ..."."""
    if lower[0] not in ("of", "among") or lower[1:2] != ("the",) or "," not in lower[2:6]:
        return False
    return bool(_KNOWN & set(lower[2 : lower.index(",", 2)]))


def mark_moves(scene: Scene, drafts: list[Draft]) -> None:
    """Mark where a figure moved from: "rose *from 483* in 2016 to 502", "to 3.6 from *3.2*"."""
    lower = scene.lower
    for d in drafts:
        start = d.quantity.start_token
        if not start or d.comparison:
            continue
        if lower[start - 1] == "against" and d.phrase.elided and d.antecedent is not None:
            d.comparison = True  # "convicted 31 traffickers, *against 22* in 2023"
        if lower[start - 1] not in ("from", "just") or lower[start - 2].startswith("rang"):
            continue  # "sentences *ranging from six months*" moves nothing
        left = lower[max(0, start - 14) : start]
        moved = any(w.startswith(_MOVES) for w in left) or any(
            o is not d and lower[o.quantity.start_token - 1] == "to" and o.kind == d.kind for o in drafts
        )
        if moved:
            d.comparison = True


def mark_brackets(scene: Scene) -> None:
    """A figure in brackets with a time of its own is an earlier one: "(53 in 2016)"."""
    for at, _ in scene.periods:
        group = scene.layout.groups[scene.layout.group[at]]
        inside = [
            d for d in scene.drafts if scene.layout.group[d.quantity.start_token] == scene.layout.group[at]
        ]
        if group.bracket and inside and group.first > 2:
            group.comparison = True
            for d in inside:
                d.comparison = True


def analysed_words(scene: Scene, period: Period) -> str:
    base = scene.analysed.sentence.start
    return scene.analysed.text[period.start - base : period.end - base]


def _beside(scene: Scene, d: Draft, found: list[tuple[int, Period]]) -> Period | None:
    """The period right after the count, before anything else is counted, or as its adjective."""
    layout, lower = scene.layout, scene.lower
    start, end = d.quantity.start_token, d.quantity.end_token
    group, clause = layout.group[start], layout.clause[start]
    following = min(
        (
            o.quantity.start_token
            for o in scene.drafts
            if o.quantity.start_token >= end and o.quantity.kind != "article"
        ),
        default=len(lower),
    )
    led = bool(found) and found[0][0] < min(6, start) and found[0][0] < scene.drafts[0].quantity.start_token
    for at, period in found:
        if at < end or layout.group[at] != group or layout.clause[at] != clause:
            continue
        between = lower[end:at]
        if led and (at - d.phrase.stop > 8 or "," in between):
            continue
        if {"where", "when", "same"} & set(between) or _parted(between):
            continue  # "39 victims, the *same* number identified in 2016": dates the other
        if "who" in between or _passed(lower, at, period):
            continue
        if d.cue not in ("passive", "reduced", "gets") and _participle(scene, d, at):
            break
        if at > following and lower[at - 1].endswith("ed") and "including" in between:
            break  # "helped 35 people, including two *identified in 2016*"
        if at > following and any(
            lower[k] in ("that", "which", "resulting", "leading") for k in range(following, at)
        ):
            continue
        return period
    for at, period in found:
        inside = d.phrase.first - _ADJECTIVE_REACH <= at < d.phrase.stop
        if (
            inside
            and layout.group[at] == group
            and lower[at] not in ("in", "during")
            and lower[at - 1 : at] != ("in",)
        ):
            return period
    return None


def _parted(between: tuple[str, ...]) -> bool:
    """Whether another clause begins between the count and the time: "held one suspect, *but did not* ..."."""
    joint = next((k for k, word in enumerate(between) if word in (",", "and", "but", "while")), None)
    if joint is None or between[joint : joint + 2] == ("and", "that"):
        return False  # "said that 38 were charged *and that* 57 were freed in 2021": all that was said
    return bool(_AUXILIARIES & set(between[joint:]))


def _passed(lower: tuple[str, ...], at: int, period: Period) -> bool:
    """Whether the period only says since when or from when: "cases from 2015", "the first since 2012"."""
    if "/" in period.value or len(period.value) == 9:
        return False
    return lower[at] in _SKIPPED_AFTER or (at > 0 and lower[at - 1] in _SKIPPED_AFTER)


def _participle(scene: Scene, d: Draft, at: int) -> bool:
    """Whether the time is of another event than the count's: "one trafficker *charged in 2016*"."""
    stop = d.phrase.stop
    if d.comparison or stop >= at or at - stop > 3 or d.cue == "share":
        return False
    named = {e.name for e in d.events if e.first >= d.quantity.start_token}
    return any(
        e.form in ("participle", "past") and e.name not in named and e.name != "exploit"
        for i in range(stop, at)
        for e in scene.events.get(i, ())
    )


def _of_stretch(scene: Scene, d: Draft, found: list[tuple[int, Period]]) -> Period | None:
    """The last period named before the count in the main stretch of the sentence, else the next after it."""
    layout = scene.layout
    start = d.quantity.start_token
    group = layout.group[start]
    while group and layout.groups[group].bracket:
        group = layout.groups[group].parent
    main = [(at, p) for at, p in found if layout.group[at] == group and not _passed(scene.lower, at, p)]
    clause, edition = layout.clause[start], scene.analysed.narrative.edition
    before = [
        p
        for at, p in main
        if at < start
        and not _adjectival(scene, at)
        and (at < _HEAD or layout.clause[at] == clause or not _is_base(p.value, edition))
    ]
    if before:
        return before[-1]
    return None


def _adjectival(scene: Scene, at: int) -> bool:
    """Whether the period at word `at` only modifies a noun: "the *2015* prosecution"."""
    return (
        at > 0
        and scene.lower[at - 1] in ("the", "a", "an", "its", "their", "of")
        and scene.lower[at][0].isdigit()
    )


def _of_comparison(scene: Scene, d: Draft, found: list[tuple[int, Period]]) -> str | None:
    layout = scene.layout
    group = layout.group[d.quantity.start_token]
    start = d.quantity.start_token
    while True:
        inside = [(at, p) for at, p in found if layout.group[at] == group]
        after = [p for at, p in inside if at > start]
        before = [p for at, p in inside if at < start]
        if after:
            return after[0].value
        if before:
            return before[-1].value
        if not group or layout.groups[group].parent == 0:
            break
        group = layout.groups[group].parent
    if layout.groups[layout.group[start]].bracket:
        return None
    later = [p for at, p in found if at > start and layout.group[at] == 0]
    return later[0].value if later else None


def _year_before(scene: Scene, d: Draft) -> str | None:
    edition = scene.analysed.narrative.edition
    return f"rp:{edition - 1}" if edition else None
