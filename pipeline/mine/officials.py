"""Whether cases and proceedings are of public officials: "two investigations *involving police officers*"."""

from __future__ import annotations

from pipeline.mine.indicators import Reading, of_officials
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import Phrase, nouns_at
from pipeline.mine.scene import Scene

_COMPLICIT = closed("complicit complicity corrupt corruption")
_ENDS = closed(", ; . by and ( compared from")
_AGAINST = closed("of against involving concerning into implicating")
_REACH = 9


def as_officials(scene: Scene, phrase: Phrase, reading: Reading) -> Reading:
    """The reading, of officials where the words around the noun name them or their corruption."""
    lower = scene.lower
    if reading.indicator not in ("investigations", "prosecutions", "convictions"):
        return reading
    window = lower[phrase.stop : phrase.stop + _REACH]
    if any(w in _COMPLICIT for w in lower[max(0, phrase.first - 1) : phrase.stop]):
        return of_officials(reading)
    if phrase.kind == "case" and window[:1] and window[0] not in _AGAINST:
        return reading
    for i, word in enumerate(window):
        if word in _ENDS:
            break
        if word in _COMPLICIT:
            return of_officials(reading)
        if i and word not in scene.lexicon.stops:
            _, sense = nouns_at(lower, phrase.stop + i, scene.lexicon)
            if sense is not None and sense.value == "official":
                return of_officials(reading)
    return reading
