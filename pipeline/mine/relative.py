"""Clauses that describe a phrase by what somebody did to it: "46 victims *that officials referred*"."""

from __future__ import annotations

from pipeline.mine.events import EventAt
from pipeline.mine.lexicon import closed

AUXILIARIES = closed("was were been being is are be remained remain remains")
_AFTER_PARTICIPLE = closed(
    "by in at on from to for with as during under and or against through over since between within "
    "abroad throughout while of after before compared were was had this each domestically last"
)
_HAVE = closed("has have had")
_WHOM = closed("that whom which")
_THEY = closed("it they authorities officials police")


def object_relative(
    lower: tuple[str, ...], stop: int, events: dict[int, tuple[EventAt, ...]]
) -> tuple[EventAt, ...]:
    """The verb of a clause whose object the phrase is: "46 victims *that officials referred*", "76 *it
    referred*".
    """
    i = stop + 2 if lower[stop : stop + 2] == ("of", "trafficking") else stop
    if lower[i : i + 1] == () or lower[i] not in _WHOM | _THEY:
        return ()
    for j in range(i + 1, min(len(lower), i + 5)):
        here = tuple(e for e in events.get(j, ()) if e.form == "past")
        if here:
            return here if j - i > (lower[i] in _WHOM) and no_object(lower, j + 1) else ()
        if lower[j] in AUXILIARIES or lower[j] in _HAVE or not lower[j][0].isalpha():
            return ()
    return ()


def no_object(lower: tuple[str, ...], i: int) -> bool:
    """Whether a participle stands without an object: "victims *assisted by* NGOs", not "assisted police"."""
    if i >= len(lower) or not lower[i][0].isalpha():
        return True
    return lower[i] in _AFTER_PARTICIPLE or lower[i].endswith("ly")
