"""Lists: of descriptions of one total ("383 were men, 258 women"), of one noun, of prison terms."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt
from pipeline.mine.governor import Governed
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene
from pipeline.mine.terms import PRISON


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


def repeats(scene: Scene, draft: Draft) -> Draft | None:
    """The count of the same noun before it in a list: "428 cases of begging and *344 cases* of sale"."""
    start, lower = draft.quantity.start_token, scene.lower
    last = next((d for d in reversed(scene.drafts) if d.kind == draft.kind and d.readings), None)
    if last is None or draft.kind is None or last.phrase.noun != draft.phrase.noun:
        return None
    between = range(last.phrase.stop, start)
    if not between or lower[start - 1] not in ("and", ",") or last.comparison != draft.comparison:
        return None
    return None if any(e.form == "past" for i in between for e in scene.events.get(i, ())) else last


_SERVED = closed("received receiving got served serving for")


def listed_term(scene: Scene, stop: int) -> Governed | None:
    """Terms told without their noun, where prison is spoken of: "two *received* up to three years; 10 *for*
    one year". `stop` is the word after the count.
    """
    lower = scene.lower
    if stop >= len(lower) or lower[stop] not in _SERVED or not any(w.startswith(PRISON) for w in lower):
        return None
    if any(q.kind == "duration" and q.start_token in (stop + 1, stop + 2) for q in scene.quantities):
        return Governed((EventAt(stop, stop + 1, "sentence", "phrase", lower[stop]),), 9, "gets")
    return None


def another(scene: Scene, draft: Draft) -> bool:
    """Read "extradited one trafficker to Peru and *another* to Chile" as one more of the same."""
    start, lower = draft.quantity.start_token, scene.lower
    if lower[start] != "another" or not draft.phrase.elided or lower[start - 1 : start] not in _JOINTS:
        return False
    one = next((d for d in reversed(scene.drafts) if d.readings and d.kind not in _AMOUNTS), None)
    if one is None or one.quantity.low != 1 or one.quantity.high != 1 or one.readings[0].unit != "person":
        return False
    draft.readings, draft.events, draft.kind, draft.cue = one.readings, one.events, one.kind, "joined"
    return True


_JOINTS = (("and",), (",",), (";",), ("while",))
_AMOUNTS = ("duration", "money", "percent", "fraction")


def whole(scene: Scene, draft: Draft) -> bool:
    """Whether it is the whole that a count before is part of: "two of *five defendants* were charged"."""
    before = scene.lower[: draft.quantity.start_token][-2:]
    of = draft.quantity.start_token - (2 if before[-1:] == ("the",) else 1)
    if (
        draft.comparison
        or draft.kind in ("victim", "potential")
        or scene.lower[max(0, of) : of + 1] != ("of",)
    ):
        return False
    if scene.lower[of - 1] == "out":
        of -= 1
    return any(d.quantity.kind == "count" and d.quantity.end_token == of for d in scene.drafts)
