"""Worker processes for documents that cannot be trusted.

A hostile PDF can crash its process or never end. Each worker therefore takes one task at a time
over its own pipe: when it dies or overstays its time, the task that did it is known, is reported
as lost, and a new worker takes the place; no other task notices. (The standard library's process
pool breaks as a whole when one worker dies, and cannot end one that hangs.) Workers are spawned,
not forked: the parent holds threads and database handles.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

_spawn = multiprocessing.get_context("spawn")
_LOOK_SECONDS = 1.0  # how often workers are looked after
_PATIENCE = 10.0  # how much longer than its processor time a task may take by the clock


@dataclass(frozen=True, slots=True)
class Task:
    """A call for a worker: an importable function and arguments that can be pickled."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float  # of processor time that it may take at most; waiting may take ten times as long


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that brought no result, and what became of it."""

    how: Literal["crashed", "timed-out", "failed"]
    detail: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    started: float = 0.0  # of its task, by the clock
    spent_before: float = 0.0  # processor time that earlier tasks took


class Pool:
    """Runs tasks on `size` processes; `results` yields them as they end, and more may be added meanwhile."""

    def __init__(self, size: int) -> None:
        self.size = max(1, size)
        self._peaks: dict[int, int] = {}
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def add(self, task: Task) -> None:
        self._waiting.append(task)

    @property
    def peak_bytes(self) -> int:
        """Memory of all workers together at their largest; an upper bound, their peaks need not meet."""
        return sum(sorted(self._peaks.values())[-self.size :])

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Each task with what it returned, or with `Lost`; ends when no task is left."""
        while self._hand_out():
            busy = [worker for worker in self._workers if worker.task is not None]
            wait([w.pipe for w in busy] + [w.process.sentinel for w in busy], timeout=_LOOK_SECONDS)
            for worker in busy:
                if (ended := self._collect(worker)) is not None:
                    task = worker.task
                    assert task is not None
                    worker.task = None
                    yield task, ended[0]

    def _hand_out(self) -> bool:
        """Give waiting tasks to idle workers; False when nothing waits and nobody works."""
        while self._waiting:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) < self.size:
                idle = self._start()
            if idle is None:
                break
            idle.task = self._waiting.popleft()
            idle.started, idle.spent_before = time.monotonic(), _processor_seconds(idle.process.pid)
            try:
                idle.pipe.send((idle.task.function, idle.task.arguments))
            except (BrokenPipeError, OSError):  # it died while idle: the task is innocent
                self._waiting.appendleft(idle.task)
                self._replace(idle)
        return any(worker.task is not None for worker in self._workers)

    def _collect(self, worker: _Worker) -> tuple[Any] | None:
        """What the worker's task came to, if it has ended."""
        try:
            if worker.pipe.poll():
                result, peak = worker.pipe.recv()
                self._peaks[worker.process.pid or 0] = peak
                return (result,)
        except (EOFError, OSError):
            pass  # its end of the pipe is gone: it is dying
        else:
            if worker.process.is_alive() and not _overdue(worker):
                return None
        hung = worker.process.is_alive() and _overdue(worker)
        self._replace(worker)
        if hung:
            assert worker.task is not None
            return (Lost("timed-out", f"no result after {time.monotonic() - worker.started:.0f} seconds"),)
        return (Lost("crashed", _death(worker.process.exitcode)),)

    def _start(self) -> _Worker:
        ours, theirs = _spawn.Pipe()
        process = _spawn.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        worker.pipe.close()
        if worker.task is None:
            worker.process.join(timeout=1.0)  # an idle worker ends when its pipe closes
        else:
            worker.process.join(timeout=0.2)  # a dying one tells how it died
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _overdue(worker: _Worker) -> bool:
    """The worker has worked too long, or waited far too long. A busy machine alone is no fault of a file."""
    assert worker.task is not None
    spent = _processor_seconds(worker.process.pid) - worker.spent_before
    passed = time.monotonic() - worker.started
    return spent > worker.task.seconds or passed > _PATIENCE * worker.task.seconds


def _processor_seconds(pid: int | None) -> float:
    """Processor time that a process has taken; 0 where the system does not tell (the clock then decides)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"the process was ended by {signal.Signals(-exitcode).name}"
    return f"the process ended with code {exitcode}"


def _work(pipe: Connection) -> None:
    """A worker's life: one call after the other until the pipe closes. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        result: Any
        try:
            result = function(*arguments)
        except Exception:  # whatever it was, it is told to the parent
            result = Lost("failed", traceback.format_exc(limit=-3))
        try:
            pipe.send((result, peak_bytes()))
        except (BrokenPipeError, OSError):
            return


def peak_bytes() -> int:
    """The largest memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent held before the spawn
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
