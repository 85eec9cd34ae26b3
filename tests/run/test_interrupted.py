"""Killed at any moment and run again, a run ends in the same warehouse as an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import duckdb

from tests.run.conftest import ROOT, SAMPLE, TipTrace, command, content

KILLS = int(os.environ.get("TIPTRACE_KILLS", "4"))


def half_loaded(home: Path) -> list[str]:
    """Documents whose rows are not those that were counted when they were loaded."""
    working = home / "warehouse" / "working.duckdb"
    if not working.exists():
        return []
    with duckdb.connect(str(working), read_only=True) as connection:
        tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "documents" not in tables:
            return []
        rows = connection.execute(
            """
            SELECT doc FROM documents AS d
            WHERE figures <> (SELECT count(*) FROM mined.figures AS f WHERE f.document_id = d.document_id)
               OR pages <> (SELECT count(*) FROM pages AS p WHERE p.document_id = d.document_id)
               OR NOT failed AND NOT EXISTS (FROM sentences AS s WHERE s.document_id = d.document_id)
            """
        ).fetchall()
    return [row[0] for row in rows]


def test_killed_at_random_moments(tiptrace: TipTrace, tmp_path: Path) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    start = time.monotonic()
    undisturbed = tiptrace("run", SAMPLE, "--home", calm)
    whole = time.monotonic() - start
    assert undisturbed.returncode == 0, undisturbed.stderr

    moments, killed = random.Random(7), 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            command("run", SAMPLE, "--home", rough),
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moments.uniform(0.15, 1.0) * whole)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        assert half_loaded(rough) == []
    assert killed > 0

    last = tiptrace("run", SAMPLE, "--home", rough)
    assert last.returncode == 0, last.stderr
    assert content(rough) == content(calm)
    assert not list((rough / "stages").rglob(".draft-*"))
    published = rough / "warehouse" / "tiptrace.duckdb"
    with duckdb.connect(str(published), read_only=True) as connection:
        running = connection.execute("SELECT count(*) FROM runs WHERE outcome = 'running'").fetchone()
    assert running == (0,)
