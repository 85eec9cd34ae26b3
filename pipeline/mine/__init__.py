"""From a narrative's sentences to figures, mentions of corruption, tiers and evidence of duties."""

from __future__ import annotations

from dataclasses import replace

from pipeline.mine.absence import mine_absence
from pipeline.mine.analysis import Analysed, analyse
from pipeline.mine.confidence import with_confidence
from pipeline.mine.duties import mine_duties
from pipeline.mine.figures import mine_figures
from pipeline.mine.likely import judged, model
from pipeline.mine.mentions import mine_mentions
from pipeline.mine.tables import mine_tables
from pipeline.mine.tiers import mine_tiers
from pipeline.mine.trace import Trace
from pipeline.records import Figure, Mined, Narrative

__all__ = ["Trace", "mine", "rule_figures"]


def mine(narrative: Narrative, text: str, *, trace: Trace | None = None) -> Mined:
    """All that the narrative says; `text` is the clean text of the whole document, into which all
    offsets point. A `trace` is filled with what was seen and why it was taken or left.
    """
    sentences = analyse(narrative, text)
    told = with_confidence(rule_figures(narrative, sentences, trace), sentences)
    figures = _in_text_order(told, mine_tables(narrative, text, before=len(told)))
    mentions = judged(sentences, mine_mentions(narrative, text, sentences), model())
    return Mined(
        figures=figures,
        mentions=mentions,
        tiers=mine_tiers(narrative, text, sentences),
        evidence=mine_duties(narrative, text, sentences, figures, mentions),
    )


def rule_figures(
    narrative: Narrative, sentences: tuple[Analysed, ...], trace: Trace | None = None
) -> tuple[Figure, ...]:
    """Numbers, zeros and silences in text order, each with the confidence that its rule gives it."""
    numbers = mine_figures(narrative, sentences, trace)
    return _in_text_order(numbers, mine_absence(sentences, numbers))


def _in_text_order(numbers: tuple[Figure, ...], absences: list[Figure]) -> tuple[Figure, ...]:
    """Numbers, zeros and silences together; `part_of` follows its total to the new place."""
    both = [*numbers, *absences]
    order = sorted(range(len(both)), key=lambda i: (both[i].start, both[i].end, i))
    place = {old: new for new, old in enumerate(order)}
    ordered = (both[i] for i in order)
    return tuple(
        figure if figure.part_of is None else replace(figure, part_of=place[figure.part_of])
        for figure in ordered
    )
