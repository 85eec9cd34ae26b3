"""A real server: flows.yaml deployed, scheduled runs, a report in the inbox published by itself."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from tests.run.conftest import ROOT, SAMPLE, command

PATIENCE = 240.0  # seconds; a server on a busy machine of two cores needs one of them


@dataclass(frozen=True, slots=True)
class Served:
    process: subprocess.Popen[str]
    home: Path
    api: httpx.Client

    def ask(self, what: str, **body: Any) -> list[dict[str, Any]]:
        answer = self.api.post(f"/{what}/filter", json=body)
        answer.raise_for_status()
        rows: list[dict[str, Any]] = answer.json()
        return rows


def eventually(ready: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := ready():
            return found
        time.sleep(0.5)
    raise AssertionError(f"waited {PATIENCE:.0f} seconds for {what}")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`tiptrace serve` on a free port with a home of its own."""
    home = tmp_path_factory.mktemp("served")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    log = (home / "serve.log").open("w+")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(
        command("serve", "--home", home, "--port", port),
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stderr=log,
        stdout=log,
        text=True,
    )

    def up() -> bool:
        log.seek(0)
        text = log.read()
        assert process.poll() is None, text
        return "serving:" in text

    try:
        eventually(up, "serve")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30) as api:
            yield Served(process, home, api)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        log.close()


def test_everything_is_deployed_with_one_writer(served: Served) -> None:
    deployments = {row["name"]: row for row in served.ask("deployments")}
    assert set(deployments) == {"new-reports", "inbox", "extract", "full-check"}
    for row in deployments.values():
        assert row["global_concurrency_limit"]["limit"] == 1
        assert row["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    automations = served.ask("automations")
    assert [one["trigger"]["expect"] for one in automations] == [["report.edition.registered"]]


def test_scheduled_runs_appear(served: Served) -> None:
    names = {row["id"]: row["name"] for row in served.ask("deployments")}
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}

    def all_scheduled() -> bool:
        rows = served.ask("flow_runs", **scheduled)
        return {names[row["deployment_id"]] for row in rows} >= {"new-reports", "inbox", "full-check"}

    eventually(all_scheduled, "scheduled runs of three deployments")


def test_a_report_in_the_inbox_is_published_by_itself(served: Served) -> None:
    shutil.copy(SAMPLE / "tip-2021.pdf", served.home / "inbox" / "tip-2021.pdf")
    published = served.home / "warehouse" / "tiptrace.duckdb"
    eventually(published.exists, "the published warehouse")
    with duckdb.connect(str(published), read_only=True) as connection:
        documents = connection.execute("SELECT edition, failed FROM documents").fetchall()
        sentences = connection.execute("SELECT count(*) FROM sentences").fetchone()
    assert documents == [(2021, False)]
    assert sentences is not None and sentences[0] > 10

    def finished() -> bool:
        return "COMPLETED" in {row["state"]["type"] for row in served.ask("flow_runs")}

    eventually(finished, "the end of the flow run")
    artifacts = {row["key"] for row in served.ask("artifacts")}
    assert artifacts >= {"progress", "found", "run-changes"}
