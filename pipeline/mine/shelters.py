"""Single shelters: those that are run or paid for count, also where the sentence tells something else."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene

_PAID = closed("funding funds funded budget support subsidies subsidy grant grants stipend resources")
_FOR_IT = closed("to for at")
_BEFORE_SUBJECT = closed(", ; and while")
_OPENS = closed("in for during since as at by on throughout after before")
_FUNDED = ("-funded", "-subsidized", "-financed", "-supported")
_DOES = closed("had was did ran gave took")
_SHUT = ("clos", "shut")
_REACH = 14
_OF_CARE = closed(
    "shelter shelters victim victims survivors safe women children assistance crisis protection reception"
)
_MORE = closed("number total network")
_RISE = 18


def single_shelter(scene: Scene, draft: Draft) -> bool:
    """Whether "a shelter" is one that exists and runs: it does something itself ("*a women's shelter*
    housed 15 women"), or money goes to it ("support for *a shelter* in the capital").
    """
    if scene.analysed.section == "profile" or shut(scene, draft):
        return False
    lower, phrase = scene.lower, draft.phrase
    start = draft.quantity.start_token
    inside = lower[start : phrase.stop]
    after = lower[phrase.stop : phrase.stop + 9]
    if any(w.endswith(_FUNDED) for w in inside) or ("funded" in after and "by" in after):
        return True
    before = lower[max(0, start - 1) : start]
    if before and before[0] in _FOR_IT:
        near = lower[max(0, start - 9) : start]
        last = scene.drafts[-1] if scene.drafts else None
        paid = last is not None and last.kind == "money" and start - last.phrase.stop <= _REACH
        return paid or bool(_PAID & set(near))
    if before and before[0] not in _BEFORE_SUBJECT:
        return False
    if before == (",",) and (lower[0] not in _OPENS or "," in lower[: start - 1]):
        return False  # the next of a list, not what comes after "In 2017,"
    if before and any(
        e.form == "past" for i in range(max(0, start - 8), start) for e in scene.events.get(i, ())
    ):
        return False  # an object of its clause, not a subject
    return any(w.endswith("ed") or w in _DOES for w in lower[phrase.stop : phrase.stop + _REACH])


def shut(scene: Scene, draft: Draft) -> bool:
    """Whether the shelter is told to have closed, which is no shelter any more."""
    start = draft.quantity.start_token
    if any(w.startswith(_SHUT) for w in scene.lower[max(0, start - 2) : start]):
        return True
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + _REACH]
    stop = next((i for i, w in enumerate(after) if w in (",", ";")), len(after))
    return any(w.startswith(_SHUT) for w in after[:stop])


def grown(scene: Scene, draft: Draft) -> bool:
    """Whether shelters became more: "increased the number of shelters *from 20* *to 21*"."""
    lower, start = scene.lower, draft.quantity.start_token
    if draft.kind not in (None, "facility") or lower[max(0, start - 1) : start] not in (("from",), ("to",)):
        return False
    if draft.quantity.low != draft.quantity.high or not (
        {"from", "to"} <= set(lower[max(0, start - 4) : start + 5])
    ):
        return False
    for i in range(start - 2, max(0, start - _RISE), -1):
        if lower[i] == "of" and lower[i - 1] in _MORE:
            words = lower[i + 1 : i + 6]
            kinds = [nouns_at(lower, j, scene.lexicon)[1] for j in range(i + 1, i + 1 + len(words))]
            first = next((s.value for s in kinds if s is not None and s.value != "other"), None)
            return first == "facility" and bool(_OF_CARE & set(lower[i:start]))
    return False
