"""One sentence as a narrative of its own, for the tests of mining."""

from __future__ import annotations

from pipeline.mine.analysis import Analysed, analyse
from pipeline.records import Narrative, Section, SectionKind, Sentence


def analysed(text: str, section: SectionKind = "prosecution", country: str = "KHM") -> Analysed:
    """`text` as the only sentence of the 2018 narrative of `country`."""
    sections = (Section(section, section.title(), 0, len(text)),)
    sentences = (Sentence(0, len(text), 0, 0),)
    narrative = Narrative("t/KHM", "state-tip", 2018, country, "Cambodia", 0, len(text), sections, sentences)
    return analyse(narrative, text)[0]
