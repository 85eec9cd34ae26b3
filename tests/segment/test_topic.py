"""Of a report on all human rights, only what is said of trafficking is mined."""

from __future__ import annotations

from pathlib import Path

from pipeline.read.text import read_text
from pipeline.records import Document
from pipeline.segment import segment
from pipeline.segment.topic import on_topic

TEXT = """Section 1. Respect for the person

Police arrested 40 protesters. A court convicted 38 of them.

Recruiters had trafficked nine girls. Police arrested two of them.

Trafficking in Persons

Four men were convicted.

Section 7. Worker rights

Two unions were closed.
"""


def kept(tmp_path: Path, source: str) -> list[str]:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    document = Document("0" * 64, path, path.name, path.stem, "text", 0, source, 2020, "KHM")
    (narrative,) = segment(document, read_text(document))
    topical = on_topic(narrative, TEXT)
    assert topical.sections == narrative.sections
    return [TEXT[s.start : s.end] for s in topical.sentences]


def test_paragraphs_and_sections_of_the_topic_are_kept(tmp_path: Path) -> None:
    assert kept(tmp_path, "state-hrr") == [
        "Recruiters had trafficked nine girls.",
        "Police arrested two of them.",
        "Four men were convicted.",
    ]


def test_a_report_on_trafficking_is_kept_whole(tmp_path: Path) -> None:
    assert len(kept(tmp_path, "ngo-study")) == 6
