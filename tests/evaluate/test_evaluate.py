"""Scores: by hand on small sets, and the same as the gold set's own scorer on the real one."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.evaluate.baseline import fallen, scores
from pipeline.evaluate.coded import Coded, coded, is_held, of_part, read_rows
from pipeline.evaluate.reliability import above, reliability
from pipeline.evaluate.rules import conflicts, rule_scores
from pipeline.evaluate.score import evaluate
from pipeline.evaluate.show import as_json

TEXT = "In 2017, courts convicted 12 traffickers. The government did not identify any victims."


def row(start: int, end: int, indicator: str, low: float | None, **more: Any) -> Coded:
    fields = {"doc": "t/KHM", "start": start, "end": end, "indicator": indicator, "low": low, "high": low}
    return coded({"unit": "person", "period": "2017", **fields, **more})


def test_levels_are_nested() -> None:
    gold = [row(0, 10, "convictions", 12), row(20, 30, "arrests", 3), row(40, 50, "arrests", 4)]
    mined = [
        row(2, 10, "convictions", 12, age="adult"),  # figure, not record
        row(20, 30, "arrests", 3, period="2016"),  # number only
        row(900, 910, "arrests", 4),  # too far away
        row(40, 50, "prosecutions", 4),  # another indicator
    ]
    levels = evaluate(gold, mined).levels()
    assert [levels[level].matched for level in ("number", "figure", "record")] == [2, 1, 0]
    assert (levels["number"].precision, levels["number"].recall) == (0.5, 2 / 3)


def test_a_zero_has_no_unit() -> None:
    zero = {"status": "zero"}
    gold = [row(0, 10, "convictions", 0, **zero)]
    mined = [row(0, 10, "convictions", 0, **zero, unit="case", qualifier="about")]
    assert evaluate(gold, mined).levels()["record"].f1 == 1


def test_the_better_of_two_candidates_is_paired() -> None:
    gold = [row(0, 10, "arrests", 3, period="2016"), row(20, 30, "arrests", 3)]
    mined = [row(18, 30, "arrests", 3), row(30, 40, "arrests", 3, period="2016")]
    assert evaluate(gold, mined).levels()["figure"].matched == 2


def test_rules_tell_what_only_they_find() -> None:
    gold = [row(0, 10, "arrests", 3), row(20, 30, "arrests", 5)]
    mined = [
        row(0, 10, "arrests", 3, rule="a"),
        row(2, 10, "arrests", 3, rule="b"),
        row(20, 30, "arrests", 5, rule="b"),
        row(21, 30, "cases", 5, rule="c"),
    ]
    result = evaluate(gold, mined)
    found = {score.rule: score for score in rule_scores(result)}
    assert (found["a"].alone, found["b"].alone, found["c"].numbers) == (0, 1, 0)
    (conflict,) = conflicts(result)
    assert conflict == ("b", "c", 1, 1, 0)


def test_reliability_counts_what_is_right() -> None:
    gold = [row(0, 10, "arrests", 3), row(20, 30, "arrests", 5)]
    mined = [
        row(0, 10, "arrests", 3, confidence=0.96),
        row(20, 30, "arrests", 5, confidence=0.92, period=None),
        row(40, 50, "arrests", 6, confidence=0.4),
    ]
    result = evaluate(gold, mined)
    assert above(result, 0.9) == (2, 1.0)
    assert above(result, 0.9, "figure") == (2, 0.5)
    assert [(b.mined, b.right) for b in reliability(result) if b.mined] == [(1, 0.0), (1, 1.0), (1, 1.0)]


def test_baseline_tolerates_a_hundredth() -> None:
    result = evaluate([row(0, 10, "arrests", 3)], [row(0, 10, "arrests", 3)])
    found = scores({"all": result})
    assert fallen(found, {"all": {"number": 1.0}}) == []
    assert fallen(found, {"all": {"number": 1.009}, "held": {"number": 1.0}}) == []
    assert fallen(found, {"all": {"number": 1.02}}) == ["all, number: 1.000, was 1.020"]


def test_a_wrong_gold_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a/B", "start": 0, "end": 1}\n{"start": 3}\n')
    with pytest.raises(UserError, match=r"gold.jsonl:2"):
        read_rows(path)


def test_command_mines_and_scores(tmp_path: Path) -> None:
    folder = tmp_path / "tip-2018"
    folder.mkdir()
    (folder / "KHM.txt").write_text(f"PROSECUTION\n\n{TEXT}\n")
    start = (folder / "KHM.txt").read_text().index("12 traffickers")
    fields = {"indicator": "convictions", "low": 12, "high": 12, "unit": "person", "period": "2017"}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"doc": "tip-2018/KHM", "start": start, "end": start + 14, **fields}) + "\n")
    runner = CliRunner()
    done = runner.invoke(app, ["eval", str(gold), "--texts", str(tmp_path), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["figure"]["recall"] == 1
    base = tmp_path / "base.json"
    base.write_text('{"all": {"figure": 2.0}}')
    done = runner.invoke(app, ["eval", str(gold), "--texts", str(tmp_path), "--baseline", str(base)])
    assert done.exit_code == 1
    for flag in ([], ["--markdown"], ["--errors", "5"]):
        assert runner.invoke(app, ["eval", str(gold), "--texts", str(tmp_path), *flag]).exit_code == 0


def test_same_numbers_as_the_gold_sets_own_scorer(shared: Path, tmp_path: Path) -> None:
    """The real gold set against a copy of it with fields, values and places changed at random."""
    gold_path = shared / "gold" / "dev.jsonl"
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    chance = random.Random(7)
    rows = read_rows(gold_path)
    changed = []
    for one in rows:
        fields = dict(one.fields)
        if chance.random() < 0.1:
            continue
        for name in ("period", "comparison", "age", "low", "category", "start", "status", "stance"):
            if name in fields and chance.random() < 0.08:
                other = chance.choice(rows).fields.get(name, fields[name])
                fields[name] = fields[name] + chance.randint(-90, 0) if name == "start" else other
        changed += [fields] * chance.choice((1, 1, 1, 2))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(json.dumps(fields) for fields in changed))
    expected, _, errors = scorer.score(gold_path, predicted)
    got = as_json(evaluate(rows, read_rows(predicted)))
    assert errors
    assert {name: got[name] for name in expected} == expected


def test_a_quarter_of_the_documents_is_held_out() -> None:
    docs = [f"tip-2018/{n:03}" for n in range(400)]
    assert 70 < sum(map(is_held, docs)) < 130
    rows = [row(0, 1, "arrests", 1, doc=doc) for doc in docs]
    assert len(of_part(rows, "held")) + len(of_part(rows, "tune")) == len(of_part(rows, "all")) == 400
