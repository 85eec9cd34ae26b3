"""What recruiters, employers and venues suffer where neither verb nor noun of sanction counts them: fines as
sums, and cases brought against them.
"""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene

_IMPOSES = closed("imposed imposing levied levying collected collecting assessed issued")
_BRINGS = closed("filed filing brought bringing lodged lodging instituted initiated initiating pursued")
_BUSINESS = ("recruiter", "broker")


def fined_businesses(scene: Scene, start: int) -> bool:
    """Whether the sum at word `start` is what businesses were fined: "levied fines of *979,000 ringgit* on
    employers", "fined employers a total of *two million pesos*".
    """
    lower, clause = scene.lower, scene.layout.clause
    near = lower[max(0, start - 7) : start]
    fines = next(
        (i for i in range(start - 1, max(0, start - 5), -1) if lower[i] in ("fines", "penalties")), 0
    )
    imposed = fines and _IMPOSES & set(lower[max(0, fines - 4) : fines])
    if not imposed and not ("fined" in near and {"total", "totaling", "totalling"} & set(near)):
        return False
    return any(clause[i] == clause[start] and _business(scene, i) for i in range(len(lower)))


def cases_against_businesses(scene: Scene, draft: Draft) -> bool:
    """Whether the cases counted were brought against businesses: "filed *107 cases* against recruiters"."""
    lower, start, stop = scene.lower, draft.quantity.start_token, draft.phrase.stop
    if draft.kind != "case" or not _BRINGS & set(lower[max(0, start - 10) : start]):
        return False
    for i in range(stop, min(len(lower), stop + 5)):
        if lower[i] == "against":
            end = next((j for j in range(i, min(len(lower), i + 8)) if lower[j] in (",", ";", ".")), i + 8)
            return any(_business(scene, j) for j in range(i + 1, min(end, len(lower))))
    return False


def _business(scene: Scene, i: int) -> bool:
    sense = nouns_at(scene.lower, i, scene.lexicon)[1]
    return sense is not None and sense.value in _BUSINESS
