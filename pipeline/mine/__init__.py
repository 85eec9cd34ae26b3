"""From a narrative's sentences to figures, mentions of corruption, tiers and evidence of duties."""

from __future__ import annotations

from pipeline.mine.analysis import analyse
from pipeline.mine.figures import mine_figures
from pipeline.mine.tiers import mine_tiers
from pipeline.mine.trace import Trace
from pipeline.records import Mined, Narrative

__all__ = ["Trace", "mine"]


def mine(narrative: Narrative, text: str, *, trace: Trace | None = None) -> Mined:
    """All that the narrative says; `text` is the clean text of the whole document, into which all
    offsets point. A `trace` is filled with what was seen and why it was taken or left.
    """
    sentences = analyse(narrative, text)
    return Mined(
        figures=mine_figures(narrative, sentences, trace),
        tiers=mine_tiers(narrative, text, sentences),
    )
