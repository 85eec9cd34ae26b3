"""Prison terms that courts imposed, in years; the number grammar has set apart what laws prescribe."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene

STRETCH = "a stretch of time, not a prison term"
PRISON = ("imprison", "prison", "jail", "sentenc", "incarcerat", "detention", "custodial", "hard labor")
_NOT = closed(
    "plan agreement program project strategy contract contracts permit permits visa visas course "
    "training consecutive past probation ago deprivation ban disqualification parole"
)
_GIVEN = closed(
    "received receiving issued given handed assigned sentenced resulted court courts judge judges"
)
_LEFT, _RIGHT, _LISTED = 16, 6, 6


def read_term(scene: Scene, draft: Draft) -> None:
    """Read a duration as a sentence imposed, where the words around it speak of prison."""
    lower, layout = scene.lower, scene.layout
    start, stop = draft.quantity.start_token, draft.quantity.end_token
    group = layout.group[start]
    after = lower[stop : stop + 3]
    if any(w in _NOT for w in after[:2]) or any(
        w in ("past", "last", "next", "over", "every", "previous", "prior", "preceding", "consecutive")
        for w in lower[max(0, start - 2) : start]
    ):
        draft.rejected = STRETCH
        return
    if _suspension(lower, start, after):
        draft.rejected = "how long, or how much of a term, was suspended"
        return
    words = set(lower[max(0, start - 12) : start])
    if (
        words & {"punishment", "default"}
        or ({"penalty", "penalties"} & set(lower[max(0, start - 5) : start]) and not words & _GIVEN)
        or ("both" in lower[stop : stop + 16] and "fine" in lower[stop : stop + 16])
    ):
        draft.rejected = "a penalty that the law allows, given to nobody"
        return
    left = [
        lower[i]
        for i in range(max(0, start - _LEFT), start)
        if layout.group[i] == group and layout.clause[i] == layout.clause[start]
    ]
    near = [*left, *lower[stop : stop + _RIGHT]]
    told = any(_is_term(d) and start - d.stop <= _LISTED for d in scene.drafts)
    if told or any(w.startswith(PRISON) for w in near):
        draft.readings = (Reading("sentences", "year", "terms:imposed"),)
        draft.cue = "term"
    else:
        draft.rejected = "a duration without a word of prison"


def _suspension(lower: tuple[str, ...], start: int, after: tuple[str, ...]) -> bool:
    """Whether the time is part of a term told before: "six years in prison with *two years* suspended",
    "a suspended sentence for *three years*".
    """
    before = lower[max(0, start - 3) : start]
    if after[:1] == ("suspended",) and "with" in before:
        return True
    return before[-1:] == ("for",) and "suspended" in before


def _is_term(draft: Draft) -> bool:
    """Whether a list of terms goes on from here: "10 for one year; 14 for *two years*"."""
    return any(r.indicator == "sentences" for r in draft.readings) and (
        draft.kind == "duration" or draft.cue == "gets"
    )
