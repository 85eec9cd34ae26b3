"""The indicator that a stretch of words names without a number: "did not convict any traffickers".

Comparisons lean on it ("did not conduct any investigations, compared with *three* in 2016"), shares
and changes are named by it, and zeros and silences are told by it.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.mine.events import EventAt
from pipeline.mine.indicators import Reading, of_head, of_officials, resolve
from pipeline.mine.lexicon import Lexicon, closed
from pipeline.mine.noun_phrase import nouns_at

_OBJECT_REACH = 9
_COMPLICIT = closed("complicit complicity corrupt corruption")


class Named(NamedTuple):
    """An indicator named by the words `first` up to `stop`."""

    reading: Reading
    kind: str | None
    events: tuple[EventAt, ...]
    first: int
    stop: int


def named(
    lower: tuple[str, ...],
    first: int,
    stop: int,
    events: dict[int, tuple[EventAt, ...]],
    lexicon: Lexicon,
) -> list[Named]:
    """The indicators that words `first` up to `stop` name, in text order."""
    found: list[Named] = []
    for i in range(first, stop):
        head = _head(lower, i, stop, lexicon)
        if head is not None:
            reading, end = head
            if _officials(lower, end, stop, lexicon):
                reading = of_officials(reading)
            found.append(Named(reading, None, (), i, end))
            continue
        for event in events.get(i, ()):
            kind, end = _object(lower, event.stop, stop, lexicon)
            if event.form in ("noun", "nouns") and kind is None:
                continue
            reading_ = resolve(event.name, kind, lexicon)
            if reading_ is not None:
                found.append(Named(reading_, kind, (event,), i, end))
                break
    return found


def _head(lower: tuple[str, ...], i: int, stop: int, lexicon: Lexicon) -> tuple[Reading, int] | None:
    for size in (3, 2, 1):
        if i + size <= stop:
            reading = of_head(" ".join(lower[i : i + size]), lexicon)
            if reading is not None:
                if i + size < stop and nouns_at(lower, i + size, lexicon)[1] is not None:
                    return None
                return reading, i + size
    return None


def _officials(lower: tuple[str, ...], i: int, stop: int, lexicon: Lexicon) -> bool:
    for j in range(i, min(stop, i + 10)):
        if lower[j] in (";", ".", ",") and lower[j + 1 : j + 2] not in (
            ("prosecutions",),
            ("or",),
            ("and",),
            ("convictions",),
        ):
            return False
        if lower[j] in _COMPLICIT or (lower[j] in ("employees", "officials") and j > i):
            return True
        sense = nouns_at(lower, j, lexicon)[1]
        if sense is not None and sense.value not in ("official",) and lower[j] not in lexicon.heads:
            return False
        if sense is not None and sense.value == "official":
            return True
    return False


def _object(lower: tuple[str, ...], i: int, stop: int, lexicon: Lexicon) -> tuple[str | None, int]:
    """The kind of the noun after an event: "convict any alleged *offenders*"."""
    potential = False
    kind: str | None = None
    end = i
    j = i
    while j < min(stop, i + _OBJECT_REACH):
        if lower[j] in (",", ";", "(", "and", "or", "but", "who", "which") and kind is not None:
            break
        if lower[j] in (";", "but"):
            break
        potential = potential or lower[j] in lexicon.potential
        k, sense = nouns_at(lower, j, lexicon)
        if sense is not None and sense.value != "other":
            kind, end = sense.value, k
            if kind == "victim" and potential:
                kind = "potential"
            if k >= stop or lower[k] in lexicon.stops or not lower[k][0].isalnum():
                break
        elif kind is not None and lower[j] in lexicon.stops:
            break
        j = k
    return kind, end
