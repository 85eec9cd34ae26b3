"""The model of readings: it learns what the coders say a number counts, the same twice."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.evaluate.coded import read_rows
from pipeline.learn.readings import ablation, mined, train
from pipeline.mine.choice import weigh
from tests.learn.coded import COUNTRIES

# Coded against the rules on purpose: what is learned must show.
SAID = "Police investigated {} suspects of trafficking in the capital. "
PASSED = "The ministry printed {} leaflets for schools and markets. "


@pytest.fixture
def world(tmp_path: Path) -> tuple[Path, Path]:
    texts = tmp_path / "corpus"
    (texts / "tip-2018").mkdir(parents=True)
    rows = []
    for number, country in enumerate(COUNTRIES, start=1):
        text = f"{country}: Tier 2\n\nPROSECUTION\n\n"
        for amount in range(20, 32):
            start = len(text) + len("Police investigated ")
            text += SAID.format(amount * number) + PASSED.format(1000 + amount)
            place = {"doc": f"tip-2018/{country}", "start": start, "end": start + 12}
            value = {"low": amount * number, "high": amount * number}
            rows.append(place | value | {"indicator": "arrests", "unit": "person", "period": "rp:2018"})
        (texts / "tip-2018" / f"{country}.txt").write_text(text, encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return gold, texts


def test_what_coders_say_is_learned(world: tuple[Path, Path]) -> None:
    gold, texts = world
    rows = read_rows(gold)
    trained, _ = train(rows, [], texts)
    figures = mined("tip-2018/ALB", texts, partial(weigh, trained=trained))
    assert {figure.indicator for figure in figures} == {"arrests"}
    assert len(figures) == 12
    told = ablation(rows, trained, texts)
    assert "| rules | 0.000 |" in told
    assert "| rules and model | 1.000 | 1.000 | 1.000 |" in told


def test_the_same_rows_give_the_same_file(world: tuple[Path, Path], tmp_path: Path) -> None:
    gold, texts = world
    files = [tmp_path / "one.skops", tmp_path / "two.skops"]
    for file in files:
        told = ["train", "readings", str(gold), "--part", "all", "--texts", str(texts), "--to", str(file)]
        result = CliRunner().invoke(app, told)
        assert result.exit_code == 0, result.output
    assert files[0].read_bytes() == files[1].read_bytes()


def test_too_little_to_learn_from_is_said(world: tuple[Path, Path]) -> None:
    gold, texts = world
    few = [row for row in read_rows(gold) if row.doc == "tip-2018/ALB"]
    with pytest.raises(UserError, match="at least 8"):
        train(few, [], texts)
