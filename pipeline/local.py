"""The runner of one machine: documents over a pool of processes, the largest first.

A document too large to leave to one process is read by one and then mined in shares by all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import document as work
from pipeline import stages
from pipeline.home import Home
from pipeline.outcome import Outcome, mined_folder, reading_folder
from pipeline.plan import FORCED, Planned
from pipeline.pool import Lost, Pool, Task
from pipeline.records import Document, Problem, Stage

LARGE = 1_500_000  # bytes of a file from which on its narratives are mined by several workers
_SECONDS, _SECONDS_PER_MB = (
    60.0,
    90.0,
)  # of processor time that a document may take; a sound one takes a tenth


@dataclass(slots=True)
class _Divided:
    """A large document on its way: how many shares are out, and what was spent on it."""

    shares: int
    read_again: bool = False
    started: float = field(default_factory=time.perf_counter)


class Local:
    """Does planned work on `workers` processes."""

    def __init__(self, home: Home, workers: int) -> None:
        self.home, self.workers = home, workers
        self.peak_bytes = 0

    def run(self, planned: Sequence[Planned]) -> Iterator[Outcome]:
        """The outcome of each document as it ends, in no order; every document has exactly one."""
        for folder in ("read", "mine", "shares", "lost"):
            stages.sweep(self.home.stages / folder)
        for one in planned:
            if one.why == FORCED:
                forget(one.document, self.home)
        divided: dict[str, _Divided] = {}
        with Pool(self.workers) as pool:
            for one in sorted(planned, key=lambda one: -one.document.bytes):
                if one.document.bytes >= LARGE and self.workers > 1 and one.work != "load":
                    divided[one.document.id] = _Divided(self.workers)
                    pool.add(task_for(work.read_stage, one.document, self.home.root))
                else:
                    pool.add(task_for(work.process, one.document, self.home.root))
            for task, result in pool.results():
                document: Document = task.arguments[0]
                if isinstance(result, Lost):
                    if divided.pop(document.id, None) or task.function is work.process:
                        yield work.failure(document, self.home, lost_problem(result, task))
                elif task.function is work.process:
                    yield result
                elif document.id in divided:
                    yield from self._divided(task, result, divided, pool)
            self.peak_bytes = pool.peak_bytes
        stages.drop(self.home.stages / "shares")  # nothing is under way: what is left was interrupted

    def _divided(
        self, task: Task, result: bool | None, divided: dict[str, _Divided], pool: Pool
    ) -> Iterator[Outcome]:
        """The next step of a large document: shares once it is read, the whole once they are all in."""
        document: Document = task.arguments[0]
        state = divided[document.id]
        if task.function is work.read_stage:
            state.read_again = bool(result)
            for share in range(self.workers):
                pool.add(task_for(work.mine_share, document, self.home.root, share, self.workers))
            return
        state.shares -= 1
        if state.shares == 0:
            del divided[document.id]
            spent = time.perf_counter() - state.started
            yield work.finish(document, self.home.root, self.workers, state.read_again, spent)


def task_for(function: Callable[..., object], document: Document, home_root: Path, *more: int) -> Task:
    """A call on `document`, with the time that a document of its size may take."""
    seconds = _SECONDS + _SECONDS_PER_MB * document.bytes / 1e6
    return Task(function, (document, home_root, *more), seconds)


def forget(document: Document, home: Home) -> None:
    """Take away what was made of the document, so that it is read and mined again."""
    stages.drop(reading_folder(document, home))
    stages.drop(mined_folder(document, home))


def lost_problem(lost: Lost, task: Task) -> Problem:
    """What is told of a document whose worker was lost."""
    stage: Stage = "read" if task.function is not work.mine_share else "mine"
    if lost.how == "timed-out":
        reason = f"Given up: {lost.detail}. The next run tries again."
    elif lost.how == "crashed":
        reason = f"The file brought its worker down: {lost.detail}. The next run tries again."
    else:
        last = lost.detail.strip().splitlines()[-1]
        reason = f"The machine failed the document: {last}. The next run tries again."
    return Problem(stage, lost.how, reason)
