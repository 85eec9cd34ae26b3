"""The real gold set against the committed scores: no later work may fall below them."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

BASELINE = Path(__file__).parents[1] / "baseline.json"


def test_scores_stay_within_a_hundredth_of_the_baseline(shared: Path) -> None:
    gold = shared / "gold" / "dev.jsonl"
    done = CliRunner().invoke(app, ["eval", str(gold), "--json", "--baseline", str(BASELINE)])
    assert done.exit_code == 0, done.stderr
