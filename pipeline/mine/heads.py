"""Nouns of action that count themselves ("29 prosecutions"), and the events that they hand on to the counts
behind them ("29 prosecutions against 56 traffickers").
"""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt
from pipeline.mine.indicators import Reading, of_head, resolve
from pipeline.mine.lexicon import Lexicon
from pipeline.mine.noun_phrase import Phrase
from pipeline.mine.scene import Scene

HEAD_EVENTS = {
    "investigations": "investigate",
    "prosecutions": "prosecute",
    "convictions": "convict",
    "arrests": "arrest",
    "officials_investigated": "investigate",
    "officials_prosecuted": "prosecute",
    "officials_convicted": "convict",
    "officials_trained": "train",
    "awareness_reached": "aware",
    "inspections": "inspect",
    "sentences": "sentence",
    "acquittals": "acquit",
    "victims_repatriated": "repatriate",
    "extraditions": "extradite",
    "hotline_calls": "call",
}


def second_head(scene: Scene, phrase: Phrase, first: Reading) -> tuple[Reading, ...]:
    """The second of two nouns of action that share a number: "eight investigations *and prosecutions*"."""
    lower, stop = scene.lower, phrase.stop
    if lower[stop : stop + 1] != ("and",) or stop + 1 >= len(lower) or lower[stop + 2 : stop + 3] == ("of",):
        return ()
    second = of_head(lower[stop + 1], scene.lexicon) if lower[stop + 1].endswith("s") else None
    ends = (
        stop + 2 >= len(lower) or lower[stop + 2] in scene.lexicon.stops or not lower[stop + 2][0].isalpha()
    )
    return (second,) if second and ends and second.indicator != first.indicator else ()


def take_head(scene: Scene, draft: Draft, origin: Draft) -> bool:
    """Read a count under a noun of action: "29 prosecutions against *56 alleged traffickers*"."""
    event = HEAD_EVENTS.get(origin.readings[0].indicator) if origin.readings else None
    if event is None or draft.kind is None or (event == "call" and draft.kind != "call"):
        return False
    reading = resolve(event, draft.kind, scene.lexicon)
    if reading is None:
        return False
    draft.readings, draft.cue = (reading,), "inherit"
    return True


def resolve_all(events: tuple[EventAt, ...], kind: str | None, lexicon: Lexicon) -> tuple[Reading, ...]:
    """One reading for each coordinated event; of a word's meanings, the first that fits."""
    readings: dict[int, Reading] = {}
    for event in events:
        if event.first in readings:
            continue
        reading = resolve(event.name, kind, lexicon)
        if reading is not None and reading.indicator not in {r.indicator for r in readings.values()}:
            readings[event.first] = reading
    return tuple(readings.values())
