"""A real Dask cluster of two worker processes, one of them killed in the middle: nothing lost or doubled."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

pytest.importorskip("prefect_dask", reason="the extra `dask` is not installed")

from tests.run.conftest import ROOT, SAMPLE, command, content

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
    "PYTHONPATH": str(ROOT)
}


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own; the scheduler's address."""
    address = tmp_path / "scheduler.json"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    with (tmp_path / "dask.log").open("wb") as log:
        started = [
            subprocess.Popen(
                [*program, "--scheduler-file", str(address)],
                env=ENVIRONMENT,
                cwd=tmp_path,
                stdout=log,
                stderr=log,
            )
            for program in (scheduler, worker, worker)
        ]
        try:
            end = time.monotonic() + 120
            while not address.exists() and time.monotonic() < end:
                time.sleep(0.2)
            found = re.search(r"tcp://[\d.]+:\d+", address.read_text())
            assert found, "the scheduler has no address"
            yield found[0], started[1:]
        finally:
            for process in reversed(started):
                process.kill()
                process.wait()


def test_a_worker_killed_in_the_middle(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    scheduler, workers = cluster
    home, alone = tmp_path / "home", tmp_path / "alone"
    run = subprocess.Popen(
        command("run", SAMPLE, "--home", home, "--runner", "dask", "--scheduler", scheduler),
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    end = time.monotonic() + 400
    while run.poll() is None and time.monotonic() < end:
        if any((home / "stages" / "mine").glob("[!.]*/outcome.json")):
            workers[0].send_signal(signal.SIGKILL)  # in the middle: some documents are done
            break
        time.sleep(0.02)
    output, _ = run.communicate(timeout=400)
    assert run.returncode == 0, output
    assert workers[0].wait(10) == -signal.SIGKILL
    with duckdb.connect(str(home / "warehouse" / "tiptrace.duckdb"), read_only=True) as connection:
        twice = connection.execute(
            "SELECT document_id FROM documents GROUP BY ALL HAVING count(*) > 1"
        ).fetchall()
    assert twice == []
    local = subprocess.run(
        command("run", SAMPLE, "--home", alone), cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert local.returncode == 0, local.stderr
    assert content(home) == content(alone)
