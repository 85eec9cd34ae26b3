"""Decisions of people: out as a file, back in, above the machine until it reads something else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.home import Home
from tests.warehouse.rows import Row, document, figure, folder
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.review import as_yaml, least_certain, read_decisions
from warehouse.writer import Writer

OWNER = document("state-tip-2018/KHM")
MENTION: Row = {
    "category": "bribery",
    "stance": "asserted",
    "actors": ["police"],
    "anchor": "took money",
    "rule": "test",
    "confidence": 0.4,
}


def load(home: Home, number: float = 12) -> None:
    rows = [figure("convictions", number, id="aaa", confidence=0.6), figure("arrests", 9, confidence=0.9)]
    mined = folder(home.root / f"mined-{number}", OWNER, rows, mentions=[MENTION])
    with Writer(home.working) as writer:
        run = writer.begin_run("run")
        writer.load(OWNER, mined, run)
        writer.end_run(run)
    publish(home.working, home.published)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    load(home)
    return home


def exported(home: Home, *options: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(app, ["review", "export", "--home", str(home.root), *options])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def imported(home: Home, rows: list[dict[str, str]]) -> None:
    path = home.root / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    result = CliRunner().invoke(app, ["review", "import", str(path), "--home", str(home.root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception


def convictions(home: Home) -> list[tuple[float, str | None]]:
    with open_published(home) as connection:
        return connection.execute(
            "SELECT low, decision FROM figures WHERE indicator = 'convictions'"
        ).fetchall()


def verdict(row: dict[str, str], decision: str, **human: str) -> dict[str, str]:
    told = {f"human {name}": value for name, value in human.items()}
    return row | {"decision": decision, "reviewer": "A. Reader", "date": "2026-01-02"} | told


def test_the_least_certain_come_first_with_empty_human_columns(home: Home) -> None:
    rows = exported(home)
    assert [row["kind"] for row in rows] == ["mention", "figure", "figure"]
    assert (rows[1]["low"], rows[1]["human low"], rows[1]["decision"]) == ("12.0", "", "")
    assert [row["id"] for row in exported(home, "--limit", "1")] == [rows[0]["id"]]


def test_a_correction_wins_in_the_views_and_survives_a_run(home: Home) -> None:
    row = next(row for row in exported(home) if row["id"] == "aaa")
    imported(home, [verdict(row, "correct", low="11", high="11")])
    assert convictions(home) == [(11, "correct")]
    load(home)
    assert convictions(home) == [(11, "correct")]
    assert "aaa" not in [each["id"] for each in exported(home)]


def test_a_rejected_row_is_gone_and_an_accepted_one_stays(home: Home) -> None:
    rows = exported(home)
    imported(home, [verdict(rows[0], "reject"), verdict(rows[1], "accept")])
    with open_published(home) as connection:
        assert connection.execute("SELECT count(*) FROM mentions").fetchall() == [(0,)]
    assert convictions(home) == [(12, "accept")]


def test_a_changed_reading_opens_the_row_again(home: Home) -> None:
    row = next(row for row in exported(home) if row["id"] == "aaa")
    imported(home, [verdict(row, "correct", low="11", high="11")])
    load(home, 15)
    assert convictions(home) == [(15, None)]
    first = exported(home)[0]
    assert (first["id"], first["why"]) == ("aaa", "re-opened: reading changed")


def test_the_same_file_twice_is_one_decision(home: Home) -> None:
    row = verdict(exported(home)[0], "accept")
    imported(home, [row])
    imported(home, [row])
    with open_published(home) as connection:
        assert connection.execute("SELECT count(*) FROM review_decisions").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"decision": "maybe"}, "accept, correct or reject is wanted"),
        ({"decision": "correct"}, "a correction needs a value"),
        ({"decision": "accept", "reviewer": ""}, "the reviewer's name is wanting"),
        ({"human category": "theft"}, "category is 'theft'; one of complicity"),
        ({"decision": "accept", "date": "yesterday"}, "YYYY-MM-DD is wanted"),
        ({"decision": "accept", "id": "zzz"}, "holds no row zzz"),
    ],
)
def test_a_faulty_row_is_named(home: Home, change: dict[str, str], says: str) -> None:
    row = exported(home)[0] | {"reviewer": "A. Reader"} | change
    with pytest.raises(UserError, match=says):
        imported(home, [row])


def test_yaml_goes_out_and_in(home: Home, tmp_path: Path) -> None:
    with open_published(home) as connection:
        rows = yaml.safe_load(as_yaml(least_certain(connection, 1)))
    rows[0]["human"]["actors"] = ["judge"]
    rows[0]["reviewer"] = "A. Reader"
    path = tmp_path / "review.yaml"
    path.write_text(yaml.safe_dump(rows), encoding="utf-8")
    (decision,) = read_decisions(path)
    assert (decision.decision, decision.fields) == ("correct", {"actors": ["judge"]})
