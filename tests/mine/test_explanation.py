"""What `tiptrace explain` tells: figures, cues, refusals."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.mine.explanation import explain

TEXT = (
    "In 2017, courts convicted 12 traffickers (nine in 2016) under Article 5; the law prescribed penalties "
    "of five to 10 years. Authorities did not identify any victims and passed 300 licenses."
)


def test_explains_each_sentence() -> None:
    first, second = explain(TEXT, country="KHM", edition=2018)
    numbers = {number["words"]: number["refused"] for number in first["numbers"]}
    assert numbers["12"] is None
    assert (numbers["5"], numbers["five to 10 years"]) == ("law", "statutory penalty")
    assert {p["value"] for p in first["periods"]} == {"2017", "2016"}
    figures = {(f["low"], f["indicator"], f["period"], f["comparison"]) for f in first["figures"]}
    assert figures == {(12, "convictions", "2017", False), (9, "convictions", "2016", True)}
    (nine,) = [r for r in first["readings"] if r["words"] == "nine"]
    assert (nine["takes_over_from"], nine["outcome"]) == ("12", "figure")
    assert [n["about"] for n in second["negations"]] == [["victims_identified"]]
    (licenses,) = [r for r in second["readings"] if "300" in r["words"]]
    assert licenses["outcome"] == "refused"


def test_command_prints_plain_text_and_json() -> None:
    runner = CliRunner()
    shown = runner.invoke(app, ["explain", TEXT, "--country", "KHM"])
    assert shown.exit_code == 0, shown.output
    assert "statutory penalty" in shown.stdout and "refused" in shown.stdout
    assert "\x1b[" not in shown.stdout  # colours only in a terminal
    records = json.loads(runner.invoke(app, ["explain", TEXT, "--json"]).stdout)
    assert records[0]["figures"][0]["rule"]
