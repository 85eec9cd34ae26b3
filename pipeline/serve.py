"""All of it on one machine: Prefect's server, the deployments of flows.yaml, a worker, the inbox watched.

Three Prefect commands are started and kept in step; when one of them ends, or on Ctrl-C or SIGTERM,
the rest are ended too. The inbox is looked at every few seconds here, so that a report put there is
announced at once and not at the deployment's next turn.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from pipeline.errors import UserError
from pipeline.home import Home
from pipeline.inbox import waiting
from pipeline.prefect_settings import settings

ROOT = Path(__file__).parents[1]
POOL = "tiptrace"
_START_SECONDS = 180.0  # the server's first start makes its database
_LOOK_SECONDS = 3.0
_STOP_SECONDS = 20.0


class Stopped(Exception):
    """SIGTERM or Ctrl-C."""


def serve(home: Home, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Run until stopped. UserError where a part does not start or ends by itself."""
    environment = {**settings(home), **os.environ} | {
        "TIPTRACE_HOME": str(home.root),
        "TIPTRACE_ROOT": str(ROOT),
        "PREFECT_API_URL": f"http://{host}:{port}/api",
    }
    os.environ.update(environment)  # the events are emitted from this process
    home.inbox.mkdir(parents=True, exist_ok=True)
    logs = home.root / "prefect" / "logs"
    logs.mkdir(exist_ok=True)
    with _stopping(), ExitStack() as parts:
        try:
            server = parts.enter_context(
                _running(["server", "start", "--host", host, "--port", str(port)], logs / "server.log")
            )
            _wait(f"http://{host}:{port}/api/health", server, logs / "server.log")
            _deploy(logs / "deploy.log")
            worker = parts.enter_context(
                _running(["worker", "start", "--pool", POOL, "--type", "process"], logs / "worker.log")
            )
            tell(f"serving: http://{host}:{port}  inbox: {home.inbox}  logs: {logs}  (Ctrl-C ends)")
            _watch(home, {"server": server, "worker": worker}, tell)
        except Stopped:
            tell("stopping")


def _watch(home: Home, parts: dict[str, subprocess.Popen[bytes]], tell: Callable[[str], None]) -> None:
    """Announce what waits in the inbox, once for each state of it; raise when a part has ended."""
    from pipeline.flows import announce

    told: list[tuple[Path, int]] = []
    while True:
        for name, part in parts.items():
            if part.poll() is not None:
                raise UserError(
                    f"Prefect's {name} ended by itself; its log is in {home.root / 'prefect/logs'}"
                )
        here = [(path, path.stat().st_mtime_ns) for path in waiting(home)]
        if here and here != told:
            number = announce(home)
            tell(f"inbox: {len(here)} files, {number} documents wait for extraction")
            here = []
        told = here
        time.sleep(_LOOK_SECONDS)


def _prefect(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


@contextmanager
def _running(arguments: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Prefect command in a process group of its own, its output in `log`; ended with the block."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            _prefect(arguments), stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the group to end, then make it."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(_STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return


def _deploy(log: Path) -> None:
    """Make the work pool and register the deployments of flows.yaml; both may be there already."""
    create = _prefect(["work-pool", "create", POOL, "--type", "process", "--overwrite"])
    deploy = _prefect(["deploy", "--all", "--prefect-file", "flows.yaml"])
    with log.open("ab") as output:
        for command in (create, deploy):
            done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, check=False)
            if done.returncode:
                raise UserError(f"'{' '.join(command[2:])}' failed; see {log}")


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise UserError(f"Prefect's server did not start; see {log}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise UserError(f"Prefect's server did not answer within {_START_SECONDS:.0f} seconds; see {log}")


@contextmanager
def _stopping() -> Iterator[None]:
    """SIGTERM and Ctrl-C raise Stopped where the block is."""

    def stop(_: int, __: FrameType | None) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, signal.SIG_IGN)  # once is enough
        raise Stopped

    former = {sign: signal.signal(sign, stop) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)
