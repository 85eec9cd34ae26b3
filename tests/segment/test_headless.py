"""Narratives without headings: sections by their words, and nothing where it was not learned."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.archive import read
from models.linear import Linear
from models.training import fit
from pipeline.cli import app
from pipeline.records import Narrative, Section, Sentence
from pipeline.segment import headless
from pipeline.segment.headless import FILE, divided, features, with_sections
from sources.catalogue import catalogue
from tests.learn.coded import write_world

SOURCE = catalogue()["state-tip"]
PARAGRAPHS = {
    "recommendations": "Vigorously prosecute traffickers; train judges; fund shelters for victims.",
    "prosecution": "Courts convicted 12 traffickers. Prosecutors charged 30 suspects under the law.",
    "protection": "Police referred 40 victims to shelters. Victims received counselling and legal aid.",
    "prevention": "The ministry ran campaigns and a hotline. Inspectors visited recruitment agencies.",
    "profile": "Traffickers exploit women from rural areas. Children are forced to beg in the capital.",
}


@pytest.fixture(scope="module")
def trained() -> Linear:
    passages = [features(text) for text in PARAGRAPHS.values() for _ in range(4)]
    return fit(passages, [kind for kind in PARAGRAPHS for _ in range(4)], fewest=1, strength=100)


def bare(*texts: str) -> tuple[Narrative, str]:
    """A narrative of one section and one sentence for each paragraph."""
    text = "\n\n".join(texts)
    starts = [text.index(one) for one in texts]
    sentences = tuple(
        Sentence(start, start + len(one), 0, n)
        for n, (start, one) in enumerate(zip(starts, texts, strict=True))
    )
    whole = Section("summary", "Ruritania", 0, len(text))
    return Narrative("t/RUR", "state-tip", 2001, "RUR", "Ruritania", 0, len(text), (whole,), sentences), text


def test_each_paragraph_gets_its_section(trained: Linear) -> None:
    narrative, text = bare(*PARAGRAPHS.values())
    found = with_sections(narrative, text, SOURCE, trained)
    assert [section.kind for section in found.sections] == list(PARAGRAPHS)
    assert [sentence.section for sentence in found.sentences] == list(range(len(PARAGRAPHS)))
    edges = [(section.start, section.end) for section in found.sections]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(text)
    assert all(one[1] == two[0] for one, two in pairwise(edges))


def test_an_unsure_paragraph_stays_with_the_one_before(trained: Linear) -> None:
    texts = list(PARAGRAPHS.values())
    narrative, text = bare(*texts[:2], "It rained.", *texts[2:])
    found = with_sections(narrative, text, SOURCE, trained)
    assert [found.sections[s.section].kind for s in found.sentences][1:3] == ["prosecution", "prosecution"]


def test_headings_are_believed(trained: Linear) -> None:
    narrative, text = bare(*PARAGRAPHS.values())
    headed = divided(narrative, ["summary", "profile", "profile", "profile", "profile"])
    assert with_sections(headed, text, SOURCE, trained) == headed


def test_other_documents_and_short_ones_stay_as_they_are(trained: Linear) -> None:
    narrative, text = bare(*PARAGRAPHS.values())
    assert with_sections(narrative, text, catalogue()["ngo-study"], trained) == narrative
    short, words = bare(*list(PARAGRAPHS.values())[:3])
    assert with_sections(short, words, SOURCE, trained) == short


def test_without_the_file_it_is_one_section(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(headless, "FILE", tmp_path / "absent.skops")
    assert headless.model.__wrapped__() is None
    narrative, text = bare(*PARAGRAPHS.values())
    assert with_sections(narrative, text, SOURCE, None) == narrative


def test_the_kept_file_knows_the_kinds() -> None:
    assert FILE.stat().st_size < 300 * 1024
    classes = Linear.from_dict(read(FILE)["section"]).classes
    assert set(classes) == {*PARAGRAPHS, "summary"}


def test_training_is_the_same_twice(tmp_path: Path) -> None:
    gold, texts = write_world(tmp_path)
    for path in (texts / "tip-2018").glob("*.txt"):
        told = "\n\n".join(f"{kind.upper()}\n\n{words}" for kind, words in PARAGRAPHS.items())
        path.write_text(path.read_text(encoding="utf-8") + "\n\n" + told, encoding="utf-8")
    files = [tmp_path / "one.skops", tmp_path / "two.skops"]
    for file in files:
        told = ["train", "sections", str(gold), "--part", "all", "--texts", str(texts), "--to", str(file)]
        result = CliRunner().invoke(app, told)
        assert result.exit_code == 0, result.output
        assert "no headings, model" in result.stdout
    assert files[0].read_bytes() == files[1].read_bytes()
