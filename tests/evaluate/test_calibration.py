"""Confidence: a table trained on cases, its promise, and what happens without it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.evaluate.calibration import Case, train, write_table
from pipeline.mine import confidence, rule_figures
from pipeline.mine.confidence import FILE, SURE, all_features, read_table, with_confidence
from tests.mine.sentences import analysed


def _cases(seed: int) -> list[Case]:
    """Figures that are right by chance: two rules of different worth, and a telling feature."""
    chance = random.Random(seed)
    found = []
    for n in range(1200):
        rule = chance.choice(("good:rule", "bad:rule"))
        profile = float(chance.random() < 0.3)
        right = chance.random() < (0.98 if rule == "good:rule" else 0.7) - 0.2 * profile
        found.append(Case(f"doc{n % 24}", rule, {"profile": profile}, right))
    return found


def test_sure_figures_are_right_in_unseen_documents() -> None:
    table = train(_cases(1))
    said = [(table.confidence(case.features, case.rule), case.right) for case in _cases(2)]
    sure = [right for share, right in said if share >= SURE]
    assert len(sure) > 300
    assert sum(sure) / len(sure) >= 0.95
    doubtful = [right for share, right in said if share < 0.7]
    assert sum(doubtful) / len(doubtful) < 0.8


def test_a_table_survives_its_file(tmp_path: Path) -> None:
    table = train(_cases(1))
    write_table(table, tmp_path / "table.json")
    assert read_table(tmp_path / "table.json") == table


def test_an_unseen_rule_is_judged_by_its_family() -> None:
    table = train(_cases(1))
    unseen = table.confidence({"profile": 0.0}, "good:other")
    assert table.confidence({"profile": 0.0}, "bad:other") < unseen
    assert 0 < table.confidence({"profile": 0.0}, "no:family") < 1


def test_too_few_documents_are_refused() -> None:
    with pytest.raises(UserError, match="at least 8 coded documents"):
        train([case._replace(doc="only") for case in _cases(1)])


def test_the_committed_table_fits_the_features(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = analysed("In 2017, courts convicted 12 traffickers and did not prosecute any officials.")
    figures = rule_figures(sentence.narrative, (sentence,))
    assert figures
    table = read_table(FILE)
    (features, *_) = all_features(figures, (sentence,))
    assert set(features) | {"rule", "documents"} == set(table.weights)
    given = with_confidence(figures, (sentence,))
    assert all(0 < figure.confidence < 1 for figure in given)
    monkeypatch.setattr(confidence, "table", lambda: None)
    assert with_confidence(figures, (sentence,)) == figures  # rules alone go on working
