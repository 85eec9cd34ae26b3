"""From a narrative's sentences to figures, mentions of corruption, tiers and evidence of duties."""

from __future__ import annotations

from dataclasses import replace

from pipeline.mine.absence import mine_absence
from pipeline.mine.analysis import analyse
from pipeline.mine.figures import mine_figures
from pipeline.mine.mentions import mine_mentions
from pipeline.mine.tiers import mine_tiers
from pipeline.mine.trace import Trace
from pipeline.records import Figure, Mined, Narrative

__all__ = ["Trace", "mine"]


def mine(narrative: Narrative, text: str, *, trace: Trace | None = None) -> Mined:
    """All that the narrative says; `text` is the clean text of the whole document, into which all
    offsets point. A `trace` is filled with what was seen and why it was taken or left.
    """
    sentences = analyse(narrative, text)
    numbers = mine_figures(narrative, sentences, trace)
    absences = mine_absence(sentences, numbers)
    return Mined(
        figures=_in_text_order(numbers, absences),
        mentions=mine_mentions(narrative, text, sentences),
        tiers=mine_tiers(narrative, text, sentences),
    )


def _in_text_order(numbers: tuple[Figure, ...], absences: list[Figure]) -> tuple[Figure, ...]:
    """Numbers, zeros and silences together; `part_of` follows its total to the new place."""
    both = [*numbers, *absences]
    order = sorted(range(len(both)), key=lambda i: (both[i].start, both[i].end, i))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        both[i] if both[i].part_of is None else replace(both[i], part_of=place[both[i].part_of])
        for i in order
    )
