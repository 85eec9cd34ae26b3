"""The period of each figure: named beside it, at the head of the sentence, or the reporting period."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.mine.draft import Draft
from pipeline.mine.drafting import Scene
from pipeline.mine.periods import Period, periods


def date(scene: Scene) -> None:
    """Set the period of each draft that has a reading."""
    drafts = [d for d in scene.drafts if d.readings]
    if not drafts:
        return
    analysed = scene.analysed
    found = [(bisect_left(analysed.starts, p.start), p) for p in periods(analysed)]
    edition = analysed.narrative.edition
    default = f"rp:{edition}" if edition else None
    leading = _leading(scene, drafts, found)
    for d in drafts:
        own = _own(scene, d, found)
        if own:
            d.period = own.value
        elif d.comparison:
            d.period = _comparison(scene, d, found) or default
        elif leading and scene.layout.clause[d.quantity.start_token] == 0:
            d.period = leading.value
        else:
            d.period = default
        _bracket(scene, d, own)


def _leading(scene: Scene, drafts: list[Draft], found: list[tuple[int, Period]]) -> Period | None:
    first = drafts[0].quantity.start_token
    for at, period in found:
        if at < min(first, 6):
            return period
    return None


def _own(scene: Scene, d: Draft, found: list[tuple[int, Period]]) -> Period | None:
    """The period right after the count, before anything else is counted in its stretch of words."""
    layout, lower = scene.layout, scene.lower
    group = layout.group[d.quantity.start_token]
    for at, period in found:
        if at < d.quantity.end_token or layout.group[at] != group:
            continue
        if layout.clause[at] != layout.clause[d.quantity.start_token]:
            continue
        between = lower[d.quantity.end_token : at]
        if any(w in (";", "who", "which") for w in between):
            continue
        return period
    for at, period in found:
        if d.quantity.start_token - 5 <= at < d.quantity.start_token and at > 5:
            return period
    return None


def _comparison(scene: Scene, d: Draft, found: list[tuple[int, Period]]) -> str | None:
    group = scene.layout.group[d.quantity.start_token]
    for at, period in found:
        if scene.layout.group[at] == group:
            return period.value
    parent = scene.layout.groups[group].parent
    for at, period in found:
        if at > d.quantity.start_token and scene.layout.group[at] == parent:
            return period.value
    edition = scene.analysed.narrative.edition
    return f"rp:{edition - 1}" if edition else None


def _bracket(scene: Scene, d: Draft, own: Period | None) -> None:
    """ "(53 in 2016)" is an earlier figure."""
    group = scene.layout.groups[scene.layout.group[d.quantity.start_token]]
    if group.bracket and own is not None:
        d.comparison = True
