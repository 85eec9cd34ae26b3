"""A real server: flows.yaml deployed, scheduled runs, a report in the inbox published by itself."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from sources.catalogue import Source, catalogue
from tests.run.conftest import ROOT, SAMPLE, command
from tests.sources.publisher import publisher

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


FLOW = """
import sys
import sources.catalogue
only = sources.catalogue.Source.model_validate_json(sys.argv[2])
sources.catalogue.catalogue = lambda: {only.id: only}
from pipeline import flows
print("came to", getattr(flows, sys.argv[1])(home=sys.argv[3]))
"""


def test_looking_and_checking_fetch_for_real(served: Served, tmp_path: Path) -> None:
    """The flows `look` and `check`, on the same server, with a publisher's site of this machine."""
    home, year = tmp_path / "home", date.today().year
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_API_URL": str(served.api.base_url), "PREFECT_HOME": str(tmp_path / "prefect")}

    with publisher() as site:
        urls = [{"url": f"{site.url}/tip-{year}.pdf", "years": (year, year)}]
        fetching = {"expect": ("pdf",), "seconds_between_requests": 0, "addresses": urls}
        tip = catalogue()["state-tip"].model_dump() | {"fetch": fetching}
        told = Source.model_validate(tip).model_dump_json()

        def came_to(flow: str) -> str:
            done = subprocess.run(
                [sys.executable, "-c", FLOW, flow, told, str(home)],
                cwd=ROOT,
                env=environment | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout.rpartition("came to ")[2].strip()

        assert came_to("look") == "0"  # the publisher has nothing yet
        report = (SAMPLE / "tip-2021.pdf").read_bytes()
        site.files[f"/tip-{year}.pdf"] = ("application/pdf", report)
        assert came_to("look") == "1"  # one document waits for extraction
        assert came_to("check") == "0"  # which the full check does; no stored file is damaged
        assert site.paths() == [f"/tip-{year}.pdf"] * 3
        assert "If-None-Match" in site.asked[-1][1]  # what is there was not sent again
    with duckdb.connect(str(home / "warehouse" / "tiptrace.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT source, edition, failed, url FROM documents").fetchall() == [
            ("state-tip", year, False, urls[0]["url"])
        ]
    [stored] = (home / "store").glob("*/*.pdf")
    stored.chmod(0o644)
    stored.write_bytes(report[:-1] + b"!")
    assert came_to("check") == "1"  # the damaged file is told
    artifacts = {row["key"] for row in served.ask("artifacts")}
    assert artifacts >= {"editions", "store-check"}
