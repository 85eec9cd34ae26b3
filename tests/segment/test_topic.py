"""Of a report on all human rights, only what is said of trafficking is mined."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.archive import read
from models.features import features
from models.linear import Linear
from models.training import fit
from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.read.text import read_text
from pipeline.records import Document
from pipeline.segment import segment, topic
from pipeline.segment.topic import FILE, on_topic
from tests.learn.coded import write_world

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


@pytest.fixture(autouse=True)
def words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic, "model", lambda: None)


def test_paragraphs_and_sections_of_the_topic_are_kept(tmp_path: Path) -> None:
    assert kept(tmp_path, "state-hrr") == [
        "Recruiters had trafficked nine girls.",
        "Police arrested two of them.",
        "Four men were convicted.",
    ]


def test_a_report_on_trafficking_is_kept_whole(tmp_path: Path) -> None:
    assert len(kept(tmp_path, "ngo-study")) == 6


def test_what_the_model_finds_unlikely_goes_unless_its_heading_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = features("Courts punished smugglers."), features(TEXT)
    trained = fit([ours, theirs] * 3, ["on", "off"] * 3, fewest=1, strength=100)
    assert trained.classes == ("off", "on")
    monkeypatch.setattr(topic, "model", lambda: trained)
    assert kept(tmp_path, "state-hrr") == ["Four men were convicted."]


def test_without_the_file_the_words_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(topic, "FILE", tmp_path / "absent.skops")
    assert topic.model.__wrapped__() is None


def test_the_kept_file_is_small() -> None:
    assert FILE.stat().st_size < 300 * 1024
    assert Linear.from_dict(read(FILE)["relevance"]).classes == ("off", "on")


def test_training_is_the_same_twice(tmp_path: Path) -> None:
    gold, texts = write_world(tmp_path)
    parts = "".join(
        f"<h2>Section {n}. Part</h2><p>Elections of {n} years were free. Courts tried {n} editors.</p>"
        for n in range(1, 8)
    )
    report = f"<h1>2020 Country Reports on Human Rights Practices: Albania</h1>{parts}"
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "hrr-2020-ALB.html").write_text(f"<html><body>{report}</body></html>")
    told = ["train", "relevance", str(gold), "--part", "all", "--texts", str(texts)]
    with pytest.raises(UserError, match="--others"):
        raise CliRunner().invoke(app, told).exception or AssertionError
    files = [tmp_path / "one.skops", tmp_path / "two.skops"]
    for file in files:
        result = CliRunner().invoke(app, [*told, "--others", str(tmp_path / "others"), "--to", str(file)])
        assert result.exit_code == 0, result.output
        assert "without our words" in result.stdout
    assert files[0].read_bytes() == files[1].read_bytes()
