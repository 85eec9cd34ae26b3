"""Counts that only point back: "Of the *60 new victims*, 57 were female" repeats a figure, it adds none."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene

_VICTIMS = closed("victim potential person")
_DEFENDANTS = closed(
    "suspect person official professional broker head"
)  # "23 convictions", "the 23 convicted"
_POINTERS = closed("the these those its their all both")


def resolve_references(scene: Scene, memory: list[Draft]) -> None:
    """Link each definite count to the figure that it repeats, and keep it only to lean on."""
    for draft in scene.drafts:
        start = draft.quantity.start_token
        before = scene.lower[max(0, start - 2) : start]
        if draft.quantity.kind != "count" or draft.comparison or not set(before) & _POINTERS:
            continue
        earlier = _same(draft, [*memory, *scene.drafts[: draft.number]])
        if earlier is None:
            continue
        if draft.kind is None and not draft.phrase.elided:
            continue
        known = {r.indicator for r in earlier.readings}
        part = before == ("of", "the") and (
            (
                _opens(scene.lower, start - 2) and "all" not in _behind(scene.lower, draft)
            )  # "Of *the 58 traffickers*, 52 went to prison"
            or any(d.quantity.kind == "count" and d.quantity.end_token == start - 2 for d in scene.drafts)
        )  # "referred two of *the 112 victims*"
        if (
            not part
            and draft.readings
            and draft.cue not in ("within", "default")
            and not known & {r.indicator for r in draft.readings}
        ):
            continue  # "referred *the eight victims* to care": known victims, a new deed
        draft.reference = True
        draft.antecedent = earlier
        draft.readings = earlier.readings
        draft.events = earlier.events
        draft.kind = draft.kind or earlier.kind
        draft.rejected = "refers back to a figure already given"


def _opens(lower: tuple[str, ...], i: int) -> bool:
    return i == 0 or not lower[i - 1][0].isalnum()


def _behind(lower: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
    """The words among which "all" would give the whole a deed of its own: "Of the 12 victims, *all* were"."""
    return lower[draft.phrase.stop : draft.phrase.stop + 6]


def _same(draft: Draft, memory: list[Draft]) -> Draft | None:
    q = draft.quantity
    for earlier in reversed(memory):
        e = earlier.quantity
        whole = (q.low, None) if q.low == q.high and e.high is None else (q.low, q.high)
        if (e.low, e.high) != whole or not earlier.readings or e.kind != "count":
            continue  # "found at least 276 victims. Of *the 276 victims*, ..."
        if draft.phrase.elided or draft.kind == earlier.kind or draft.phrase.noun == earlier.phrase.noun:
            return earlier
        if {draft.kind, earlier.kind} <= _VICTIMS or {draft.kind, earlier.kind} <= _DEFENDANTS:
            return earlier
        if {r.indicator for r in draft.readings} & {r.indicator for r in earlier.readings}:
            return earlier
    return None


def pointed(scene: Scene, draft: Draft) -> Draft | None:
    """The known figure that the sentence breaks down: "*Of these 15 victims*, 11 were children"."""
    if scene.lower[:1] not in (("of",), ("among",)):
        return None
    return next((o for o in scene.drafts[: draft.number] if o.reference and o.antecedent), None)
