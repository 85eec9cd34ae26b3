"""Lists of descriptions of one total: "383 were men, 258 women, and 129 children"."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene


def listed(scene: Scene, draft: Draft) -> bool:
    """Whether the count goes on a list of descriptions: "383 were men, *258 women*, and 129 children"."""
    if draft.kind not in ("person", "public") or not draft.number:
        return False
    before = scene.drafts[draft.number - 1]
    joined = set(scene.lower[before.phrase.stop : draft.quantity.start_token]) & {",", "and"}
    return (
        bool(joined)
        and draft.quantity.start_token - before.phrase.stop <= 3
        and (before.phrase.predicate is not None or listed(scene, before) or part_cue(scene, before))
    )


AMONG = (("among", "them"), ("among", "whom"), ("amongst", "them"))
_PART_CUES = closed("including included includes comprising comprised namely")


def part_cue(scene: Scene, draft: Draft) -> bool:
    """Whether the count is announced as part of a figure before it: "including *538 women*"."""
    start = draft.quantity.start_token
    earlier = [d for d in scene.drafts if d.readings]
    before = scene.lower[max(0, start - 2) : start]
    return bool(earlier) and (bool(set(before) & _PART_CUES) or before in AMONG)
