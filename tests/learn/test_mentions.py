"""The model of mentions: trained the same twice, used beside the rules, absent without harm."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skops.io
from typer.testing import CliRunner

from models.archive import ArchiveError, read
from models.codebook import codebook
from pipeline import keys
from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.evaluate.coded import read_rows
from pipeline.learn.mentions import Row, train
from pipeline.mine import likely
from pipeline.mine.likely import FILE, RULE, MentionModel, judged
from pipeline.mine.mentions import mine_mentions
from tests.learn.coded import write_world
from tests.mine.sentences import analysed

OVERLOOKED = "Guards winked at the vans of men who profited from brothels."
ORDINARY = "The government opened a shelter for 12 victims in the capital."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def trained(world: tuple[Path, Path]) -> MentionModel:
    gold, texts = world
    return train(read_rows(gold), texts)[0]


def test_the_same_rows_give_the_same_file(world: tuple[Path, Path], tmp_path: Path) -> None:
    gold, texts = world
    files = [tmp_path / "one.skops", tmp_path / "two.skops"]
    for file in files:
        told = ["train", "mentions", str(gold), "--part", "all", "--texts", str(texts), "--to", str(file)]
        result = CliRunner().invoke(app, told)
        assert result.exit_code == 0, result.output
        assert "rules and model" in result.stdout
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_mention_that_no_rule_knows_is_found(trained: MentionModel) -> None:
    sentence = analysed(OVERLOOKED)
    assert not mine_mentions(sentence.narrative, OVERLOOKED, (sentence,))
    (found,) = judged((sentence,), (), trained)
    assert (found.rule, found.category, found.period) == (RULE, "complicity", "rp:2018")
    assert OVERLOOKED[found.start : found.end] == found.anchor
    assert found.confidence >= likely.ACCEPT


def test_an_ordinary_sentence_stays_without(trained: MentionModel) -> None:
    assert judged((analysed(ORDINARY),), (), trained) == ()


def test_confidence_of_a_rules_mention_follows_the_model(trained: MentionModel) -> None:
    text = "Corrupt officials took bribes, and guards waved the vans of recruiters through."
    sentence = analysed(text)
    by_rules = mine_mentions(sentence.narrative, text, (sentence,))
    given = judged((sentence,), by_rules, trained)
    assert [mention.anchor for mention in given] == [mention.anchor for mention in by_rules]
    assert given[0].confidence != by_rules[0].confidence


def test_without_the_file_the_rules_stand_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trained: MentionModel
) -> None:
    monkeypatch.setattr(likely, "FILE", tmp_path / "absent.skops")
    assert likely.model.__wrapped__() is None
    sentence = analysed("Police took bribes from brothel owners.")
    by_rules = mine_mentions(sentence.narrative, sentence.text, (sentence,))
    assert by_rules
    assert judged((sentence,), by_rules, None) == by_rules


def test_reviewed_sentences_teach(world: tuple[Path, Path]) -> None:
    gold, texts = world
    told = "Envelopes went from the harbour master to the crews and back."
    rows = [Row("other", told, "prosecution", "bribery")] * 30
    rows += [
        Row("other", f"The harbour master {verb} crews.", "prosecution", None) for verb in ("met", "saw")
    ]
    learned, report = train(read_rows(gold), texts, rows)
    assert "32 reviewed" in report
    chance = learned.mention.probabilities([likely.features(told, "prosecution")])[0, 1]
    assert chance > 0.8


def test_too_few_documents_are_refused(world: tuple[Path, Path]) -> None:
    gold, texts = world
    few = [row for row in read_rows(gold) if row.doc.endswith("ALB")]
    with pytest.raises(UserError, match="at least 8 coded documents"):
        train(few, texts)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.skops"
    path.write_bytes(b"no zip")
    with pytest.raises(ArchiveError, match="holds no trained model"):
        read(path)
    skops.io.dump({"made": {1, 2}}, path)
    with pytest.raises(ArchiveError, match="is no part of one"):
        read(path)


@pytest.mark.skipif(not FILE.exists(), reason="no model of mentions is kept")
def test_the_kept_file_is_small_safe_and_read_as_skops_reads_it() -> None:
    assert FILE.stat().st_size < 300 * 1024
    assert skops.io.get_untrusted_types(file=FILE) == []
    ours, theirs = read(FILE), skops.io.load(FILE, trusted=[])
    assert ours.keys() == theirs.keys()
    assert ours["rule"] == theirs["rule"]
    for name in ("mention", "category"):
        assert ours[name].keys() == theirs[name].keys()
        for field, value in ours[name].items():
            assert np.array_equal(value, theirs[name][field])
    assert set(MentionModel.from_dict(ours).category.classes) <= set(codebook().mention_categories)


def test_a_changed_model_means_mining_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(keys, "ROOT", tmp_path)
    seen = [keys._models.__wrapped__()]
    for data in (b"one", b"two"):
        (tmp_path / "models" / "mentions.skops").write_bytes(data)
        seen.append(keys._models.__wrapped__())
    assert len(set(seen)) == 3
