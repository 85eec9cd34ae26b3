"""The writer: whole documents, in one transaction each, and what they changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pytest

from pipeline.errors import UserError
from pipeline.records import Problem
from pipeline.tables import SCHEMAS
from tests.warehouse.rows import document, figure, folder
from warehouse.changes import Changes
from warehouse.writer import TABLES, Decision, Writer


@pytest.fixture
def working(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "working.duckdb"


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        rows: list[tuple[object, ...]] = connection.execute(sql).fetchall()
        return rows


def test_tables_have_the_columns_that_mining_writes(working: Path) -> None:
    with Writer(working) as writer:
        for name, table in TABLES.items():
            found = [row[0] for row in writer.connection.execute(f"DESCRIBE {table}").fetchall()]
            extra = ["name", "run_id"] if name == "problems" else []
            assert sorted(found) == sorted([*SCHEMAS[name].names, *extra]), name


def test_a_document_is_loaded_once_however_often(working: Path, tmp_path: Path) -> None:
    owner = document("tip-2018/KHM")
    mined = folder(tmp_path / "mined", owner, [figure(number=129), figure("prosecutions", 207)])
    with Writer(working) as writer:
        run = writer.begin_run("run")
        assert writer.load(owner, mined, run, key="k1") == Changes(added=2)
        assert writer.load(owner, mined, run, key="k1") == Changes()
        writer.end_run(run, loaded=1)
    assert ask(working, "SELECT indicator, low FROM mined.figures ORDER BY low") == [
        ("convictions", 129.0),
        ("prosecutions", 207.0),
    ]
    assert ask(working, "SELECT key, figures, words FROM documents") == [("k1", 2, 500)]
    assert ask(working, "SELECT outcome, loaded FROM runs") == [("done", 1)]


def test_what_a_rule_changed_is_told_with_the_reason(working: Path, tmp_path: Path) -> None:
    owner = document("tip-2018/KHM")
    before = [figure(number=129, id="aaa"), figure(number=5, id="bbb"), figure(number=7, id="ccc")]
    after = [
        figure(number=129, id="aaa", period="2017"),
        figure(number=5, id="bbb"),
        figure(number=8, id="ddd"),
    ]
    with Writer(working) as writer:
        writer.load(owner, folder(tmp_path / "1", owner, before), writer.begin_run("run"))
        run = writer.begin_run("run")
        found = writer.load(owner, folder(tmp_path / "2", owner, after), run, why="rule changed")
        assert found == Changes(added=1, gone=1, changed=1)
        rows = writer.connection.execute(
            "SELECT figure_id, change, fields, before, after, why FROM run_changes "
            "WHERE run_id = ? ORDER BY ALL",
            [run],
        ).fetchall()
    assert rows == [
        ("aaa", "changed", ["period"], "129 person", "129 person (2017)", "rule changed"),
        ("ccc", "gone", None, "7 person", None, "rule changed"),
        ("ddd", "added", None, None, "8 person", "rule changed"),
    ]


def test_a_restated_document_replaces_the_former_and_keeps_it(working: Path, tmp_path: Path) -> None:
    old, new = document("tip-2018/KHM"), document("tip-2018/KHM", text="corrected")
    with Writer(working) as writer:
        run = writer.begin_run("run")
        writer.load(
            old, folder(tmp_path / "1", old, [figure(number=129, period="2017"), figure("arrests", 3)]), run
        )
        mined = folder(tmp_path / "2", new, [figure(number=130, period="2017"), figure("arrests", 3)])
        found = writer.load(new, mined, run, why="source restated", replaces=old.id)
        assert found == Changes(changed=1)  # the arrests are the same, though their ids are not
    assert ask(working, "SELECT document_id FROM documents WHERE replaced_by IS NULL") == [(new.id,)]
    assert ask(working, "SELECT before, after FROM run_changes WHERE change = 'changed'") == [
        ("129 person (2017)", "130 person (2017)")
    ]
    assert ask(working, "SELECT count(*) FROM mined.figures") == [(4,)]


def test_decisions_are_changes_of_a_run_and_survive_loading(working: Path, tmp_path: Path) -> None:
    owner = document("tip-2018/KHM")
    mined = folder(tmp_path / "1", owner, [figure(number=12, id="aaa"), figure(number=5, id="bbb")])

    def decision(
        row_id: str, kind: Literal["correct", "reject"], fields: dict[str, object] | None
    ) -> Decision:
        return Decision("figure", row_id, owner.id, kind, "digest", "A. Reader", date(2026, 1, 1), fields)

    with Writer(working) as writer:
        writer.load(owner, mined, writer.begin_run("run"))
        run = writer.begin_run("review import")
        given = [decision("aaa", "correct", {"low": 120, "sex": None}), decision("bbb", "reject", None)]
        writer.decide(given, run)
        writer.load(owner, mined, writer.begin_run("run"))
    assert ask(
        working, f"SELECT figure_id, change, before, after, why FROM run_changes WHERE run_id = {run}"
    ) == [
        ("aaa", "changed", "12 person", "low: 120, sex: none", "human correction"),
        ("bbb", "gone", "5 person", None, "human correction"),
    ]
    assert ask(working, "SELECT decision_id, row_id, decision FROM review_decisions ORDER BY 1") == [
        (1, "aaa", "correct"),
        (2, "bbb", "reject"),
    ]


def test_an_interrupted_run_is_written_down(working: Path) -> None:
    with Writer(working) as writer:
        writer.begin_run("run")
        writer.begin_run("run")
    assert ask(working, "SELECT outcome FROM runs ORDER BY run_id") == [("interrupted",), ("running",)]


def test_problems_without_a_document(working: Path) -> None:
    problem = Problem("acquire", "unknown-source", "Say which source it is: --source ID.")
    with Writer(working) as writer:
        run = writer.begin_run("run")
        writer.problem(run, "odd.pdf", problem)
        writer.problem(run, "odd.pdf", problem)
        assert writer.connection.execute("SELECT name, code FROM problems").fetchall() == [
            ("odd.pdf", "unknown-source")
        ]
        writer.solved("odd.pdf")
        assert writer.connection.execute("SELECT count(*) FROM problems").fetchone() == (0,)


def test_a_load_that_fails_changes_nothing(working: Path, tmp_path: Path) -> None:
    owner = document("tip-2018/KHM")
    good = folder(tmp_path / "1", owner, [figure(number=129)])
    broken = folder(tmp_path / "2", owner, [figure(number=130)])
    (broken / "tiers.parquet").write_bytes(b"not Parquet")
    with Writer(working) as writer:
        run = writer.begin_run("run")
        writer.load(owner, good, run)
        with pytest.raises(duckdb.Error):
            writer.load(owner, broken, run)
    assert ask(working, "SELECT low FROM mined.figures") == [(129.0,)]


LOADER = """
import sys
from pathlib import Path
from tests.warehouse.rows import document
from warehouse.writer import Writer
working, mined = Path(sys.argv[1]), Path(sys.argv[2])
owner = document("big")
with Writer(working) as writer:
    run = writer.begin_run("run")
    print("ready", flush=True)
    while True:
        writer.load(owner, mined, run)
        print("loaded", flush=True)
"""


def test_a_killed_writer_leaves_whole_documents(working: Path, tmp_path: Path) -> None:
    owner = document("big")
    mined = folder(tmp_path / "mined", owner, [figure(number=n + 1) for n in range(3000)])
    for loads, pause in ((0, 0.05), (0, 0.2), (1, 0.03), (2, 0.11)):
        command = [sys.executable, "-c", LOADER, str(working), str(mined)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        for _ in range(1 + loads):
            process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Writer(working) as writer:  # opens at once: the lock went with the process
            figures, sentences, documents = (
                writer.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
                for table in ("mined.figures", "sentences", "documents")
            )
        assert (figures, sentences, documents) in [(0, 0, 0), (3000, 3000, 1)]
    assert documents == 1


def test_a_second_writer_is_told_to_wait(working: Path, tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from warehouse.writer import Writer\n"
    script += "with Writer(Path(sys.argv[1])):\n    print('open', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(working)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(UserError, match="another run is writing"), Writer(working):
        pass
    process.communicate()
    with Writer(working):
        pass
