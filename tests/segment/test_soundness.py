"""A report of which too little was read is told from one that says little."""

from __future__ import annotations

from pathlib import Path

from pipeline.read.text import read_text
from pipeline.records import Document, Problem
from pipeline.segment import segment
from pipeline.segment.soundness import unsound


def problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "report.txt"
    path.write_text(text)
    document = Document("0" * 64, path, path.name, path.stem, "text", 0, "state-tip", 2018)
    narratives = segment(document, read_text(document))
    return list(unsound("state-tip", narratives, text))


def test_below_the_least_is_an_error_above_the_most_a_warning(tmp_path: Path) -> None:
    few = "CAMBODIA: Tier 2\n\nThe police held nine men."
    many = "THAILAND: Tier 1\n\n" + "Courts convicted four men. " * 4000
    sound = "VANUATU: Tier 2\n\n" + "Courts convicted four men. " * 100
    assert problems(tmp_path, sound) == []
    found = problems(tmp_path, f"{few}\n\n{many}\n\n{sound}")
    assert [(p.code, p.severity) for p in found] == [("few-words", "error"), ("many-words", "warning")]
    assert "CAMBODIA: Tier 2: 8 words were read" in found[0].reason
    assert "at least 150" in found[0].reason and "at most 12,000" in found[1].reason


def test_a_source_that_is_not_in_the_catalogue_asserts_nothing() -> None:
    assert list(unsound("nowhere", [], "")) == []
