"""A run from end to end, again without work, after a change, and on files that break parsers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.run.conftest import ROOT, SAMPLE, TipTrace, content


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three reports of the sample in a folder that a test may change."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("tip-2018.pdf", "tip-2019.pdf", "tip-2020.pdf"):
        shutil.copy(SAMPLE / name, folder)
    return folder


def test_a_run_then_nothing_then_one_more(tiptrace: TipTrace, reports: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    planned = tiptrace("run", reports, "--home", home, "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert "3 documents to do" in planned.stdout and "new document" in planned.stdout
    assert not (home / "warehouse").exists()

    first = tiptrace("run", reports, "--home", home)
    assert first.returncode == 0, first.stderr
    for word in ("documents", "pages read", "words mined", "figures", "seconds", "MB", "new document"):
        assert word in first.stdout
    again = tiptrace("run", reports, "--home", home)
    assert again.returncode == 0 and "nothing changed" in again.stdout

    before = content(home)
    shutil.copy(SAMPLE / "tip-2021.pdf", reports)
    more = tiptrace("run", reports, "--home", home)
    assert more.returncode == 0, more.stderr
    with duckdb.connect(str(home / "warehouse" / "tiptrace.duckdb"), read_only=True) as published:
        runs = published.execute("SELECT loaded, unchanged FROM runs ORDER BY run_id").fetchall()
        assert runs == [(3, 0), (1, 3)]
        added = published.execute("SELECT count(*) FROM run_changes WHERE run_id = 2").fetchone()
    assert added is not None and added[0] > 0
    assert set(map(repr, before["figures"])) < set(map(repr, content(home)["figures"]))

    status = tiptrace("status", "--home", home, "--json")
    assert status.returncode == 0, status.stderr
    told = json.loads(status.stdout)
    assert sum(row["docs"] for row in told["loaded"]) == 4


def test_a_changed_rule_mines_again_and_reads_nothing(
    tiptrace: TipTrace, reports: Path, tmp_path: Path
) -> None:
    project, home = tmp_path / "project", tmp_path / "home"
    for part in ("pipeline", "models", "sources", "warehouse"):
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__", "sample"))
    first = tiptrace("run", reports, "--home", home, root=project)
    assert first.returncode == 0, first.stderr
    rules = sorted((project / "models" / "rules").rglob("*.yaml"))[0]
    rules.write_text(rules.read_text(encoding="utf-8") + "\n# another rule\n", encoding="utf-8")
    planned = tiptrace("run", reports, "--home", home, "--dry-run", root=project)
    assert planned.stdout.count("rule changed") == 3
    again = tiptrace("run", reports, "--home", home, root=project)
    assert again.returncode == 0, again.stderr
    assert "0 pages read" in " ".join(again.stdout.split()) and "nothing changed" not in again.stdout
    forced = tiptrace("run", reports, "--home", home, "--force", "--only", "2019", root=project)
    assert "1 documents 1 narratives 1 pages read" in " ".join(forced.stdout.split()), forced.stdout


def test_every_bad_file_ends_with_a_reason(tiptrace: TipTrace, shared: Path, tmp_path: Path) -> None:
    nasty = shared / "corpus" / "nasty"
    done = tiptrace("run", nasty, "--home", tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    with duckdb.connect(str(tmp_path / "warehouse" / "tiptrace.duckdb"), read_only=True) as published:
        loaded = published.execute("SELECT name, failed FROM documents").fetchall()
        reasons = published.execute("SELECT name, reason FROM problems WHERE severity = 'error'").fetchall()
    names = {path.name for path in nasty.glob("*.pdf")}
    assert {Path(name).name for name, _ in loaded} == names
    assert {name for name, failed in loaded if failed} == {name for name, _ in reasons}
    assert all(len(reason.split()) > 3 for _, reason in reasons), "a reason is a sentence"
    assert sum(not failed for _, failed in loaded) >= 9
    status = tiptrace("status", "--home", tmp_path, "--problems")
    assert status.returncode == 1 and "encrypted" in status.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "Cambodia"], "neither a year"),
        (["--runner", "cloud"], "the runners are"),
        (["--runner", "dask"], "go together"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    tiptrace: TipTrace, reports: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = tiptrace("run", reports, "--home", tmp_path / "home", *arguments)
    assert done.returncode == 2
    assert message in done.stderr and "Traceback" not in done.stderr


def test_mine_writes_lines_and_text(tiptrace: TipTrace, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    done = tiptrace("mine", SAMPLE / "tip-2019.pdf", "--jsonl", "--text-out", text)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    clean = text.read_text(encoding="utf-8")
    assert rows and [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert all(clean[row["start"] : row["end"]] == row["anchor"] for row in rows)
    ids = {row["id"] for row in rows}
    assert all(row["part_of"] in ids for row in rows if row.get("part_of"))
    table = tiptrace("mine", SAMPLE / "tip-2019.pdf")
    assert table.returncode == 0 and "what" in table.stdout
