"""Segmenting: from a document's clean text to its narratives, their sections and sentences."""

from __future__ import annotations

from pipeline.records import Document, Narrative, Reading
from pipeline.segment.headless import model, unheaded, with_sections
from pipeline.segment.narratives import find_narratives
from pipeline.segment.sections import divide
from sources.catalogue import Source, catalogue

__all__ = ["segment"]


def segment(document: Document, reading: Reading) -> tuple[Narrative, ...]:
    """What the document says of each country, in text order.

    A report of country narratives ("CAMBODIA: Tier 2") gives one for each heading; what stands
    before the first (essays, tables of contents) and after the last (conventions, glossaries) belongs
    to none. Any other document is one narrative of the country that it is about. A narrative whose
    heading names no known country has country None. Country narratives without headings get their sections
    from a trained model, if its file is there. Sentences come from paragraphs, list items and
    captions; headings, tables and notes have none.
    """
    source = _source(document)
    narratives = []
    for extent in find_narratives(document, reading, source):
        sections, sentences = divide(reading, source, extent)
        narrative = Narrative(
            doc=document.doc,
            source=document.source,
            edition=document.edition,
            country=extent.country,
            title=extent.title,
            start=extent.start,
            end=extent.end,
            sections=sections,
            sentences=sentences,
            tables=tuple(
                (block.start, block.end)
                for block in (reading.blocks[index] for index in extent.blocks)
                if block.kind == "table"
            ),
        )
        if unheaded(narrative, source):
            narrative = with_sections(narrative, reading.text, source, model())
        narratives.append(narrative)
    return tuple(narratives)


def _source(document: Document) -> Source:
    sources = catalogue()
    if document.source in sources:
        return sources[document.source]
    return next(source for source in sources.values() if source.fallback)
