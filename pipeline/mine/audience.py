"""Whom a training or a session is for: officials are trained, the public is made aware."""

from __future__ import annotations

from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import Phrase
from pipeline.mine.scene import Scene

_PUBLIC = closed(
    "educate sensitize sensitise public students communities migrants workers youth youths parents villagers "
    "community traditional religious tribal faith-based churches mosques schools children schoolchildren "
    "women citizens residents employers businesses companies recruiters job-seekers jobseekers adolescents "
    "refugees"
)
_AIMED = closed("for to with reaching targeting among in")
_RAISES = closed("awareness sensitization sensitisation outreach information community public")
_OFFICIALS = closed(
    "officials police officers prosecutors judges law inspectors personnel investigators staff "
    "government diplomats"
)


def for_the_public(scene: Scene, phrase: Phrase, reading: Reading) -> Reading:
    """Sessions "to educate students" raise awareness; the audience named first decides."""
    if reading.indicator != "officials_trained":
        return reading
    lower = scene.lower
    public, aimed = bool(set(lower[phrase.first : phrase.stop]) & _RAISES), False
    for i in range(phrase.stop, min(len(lower), phrase.stop + 14)):
        word = lower[i]
        if word in (";", "compared"):
            break
        if any(first <= i < stop for first, stop in scene.topics):
            continue
        if word in _OFFICIALS:
            return reading
        aimed = aimed or word in _AIMED
        if aimed and word in _PUBLIC and not set(lower[i + 1 : i + 2]) & _OFFICIALS:
            public = True
            break
    return reading._replace(indicator="awareness_reached") if public else reading
