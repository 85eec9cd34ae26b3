"""A run from end to end: acquire, plan, work, load as results arrive, publish, sum up.

The work itself is a runner's (`pipeline.local`, `pipeline.dask_runner`, `pipeline.flows`); this
module is what they share. Loading is one document a transaction, so that a run can be interrupted
anywhere: the next one plans against what is loaded, and finds finished work in the stages folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol

from pipeline import keys
from pipeline.home import Home
from pipeline.outcome import Outcome, parts_of
from pipeline.plan import Plan, Planned, plan
from pipeline.pool import peak_bytes
from pipeline.records import Document, Problem
from warehouse.standing import Standing, standing

if TYPE_CHECKING:
    from warehouse.changes import Changes

Named = tuple[str, Problem]  # a problem and the name of its file


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    paths: tuple[Path, ...] = ()  # none: everything in the store and in the inbox
    source: str | None = None
    edition: int | None = None
    country: str | None = None
    only: tuple[str, ...] = ()
    force: bool = False


class Runner(Protocol):
    """Does planned work somewhere: on this machine, on a cluster, as Prefect tasks."""

    peak_bytes: int  # memory of the workers together, once `run` has ended

    def run(self, planned: Sequence[Planned]) -> Iterator[Outcome]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """What there is and what has to be done about it."""

    home: Home
    documents: tuple[Document, ...]
    problems: tuple[Named, ...]  # of files that did not become documents
    plan: Plan
    standing: Standing

    @property
    def nothing_to_do(self) -> bool:
        """Nothing to work on, nothing new to write down, and the published copy is up to date."""
        return not self.plan.todo and self.problems_known and not self.standing.stale

    @property
    def problems_known(self) -> bool:
        """The warehouse has written down every file that did not become a document."""
        return {(name, problem.code) for name, problem in self.problems} <= self.standing.problems


@dataclass(slots=True)
class Summary:
    """What a run did."""

    unchanged: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Named] = field(default_factory=list)  # of this run's files and documents
    failed_before: tuple[Document, ...] = ()  # unchanged, and still of no use
    changes: dict[str, Changes] = field(default_factory=dict)  # figures, by the reason of the work
    seconds: float = 0.0
    peak_bytes: int = 0
    published: Path | None = None

    @property
    def undone(self) -> bool:
        """Something was left undone: a file or document could not be used, now or before."""
        return bool(self.failed_before) or any(p.severity == "error" for _, p in self.problems)


def prepare(request: Request, home: Home) -> Prepared:
    """Store what is new among the paths and plan the run. Nothing else is written."""
    from pipeline.acquire import acquire

    acquired = acquire(
        request.paths, home, source=request.source, edition=request.edition, country=request.country
    )
    stands = standing(home.working, home.published)
    planned = plan(
        acquired.documents,
        stands.loaded,
        home,
        only=request.only,
        force=request.force,
        side_by_side=bool(request.paths),
    )
    return Prepared(home, acquired.documents, acquired.problems, planned, stands)


def nothing(prepared: Prepared) -> Summary:
    """The summary of a run that finds nothing to work on."""
    return Summary(
        unchanged=len(prepared.plan.unchanged),
        problems=list(prepared.problems),
        failed_before=prepared.plan.failed_before,
        published=prepared.home.published,
    )


class Loading:
    """The warehouse's side of a run: takes outcomes as they come, a few documents a transaction."""

    BATCH = 16  # documents: sixteen small ones load in little more than the time of one

    def __init__(self, prepared: Prepared, command: str) -> None:
        self.waiting: list[tuple[Outcome, Planned]] = []
        self.prepared, self.command = prepared, command
        self.home = prepared.home
        self.planned = {one.document.id: one for one in prepared.plan.todo}
        self.summary = nothing(prepared)

    def __enter__(self) -> Loading:
        from pipeline.fetches import note_fetches
        from warehouse.writer import Writer

        self.started = time.perf_counter()
        self.writer = Writer(self.home.working).__enter__()
        self.run_id = self.writer.begin_run(self.command)
        self.writer.problems(self.run_id, self.prepared.problems)
        note_fetches(self.home, self.writer)
        for name in {d.name for d in self.prepared.documents} & {
            n for n, _ in self.prepared.standing.problems
        }:
            self.writer.solved(name)
        return self

    def take(self, outcome: Outcome) -> None:
        """Take what one document came to; it is loaded with the others of its batch."""
        planned = self.planned[outcome.document.id]
        if self.waiting and (len(self.waiting) >= self.BATCH or self.waiting[0][1].why != planned.why):
            self._load()
        self.waiting.append((outcome, planned))

    def _load(self) -> None:
        """Load what waits, in one transaction; former work is cleared away once it is replaced."""
        from warehouse.writer import Load

        if not self.waiting:
            return
        batch, self.waiting = self.waiting, []
        why = batch[0][1].why
        counted = self.writer.load_all(
            [
                Load(one.document, one.folder, why, one.key, one.failed, planned.replaces, one.seconds)
                for one, planned in batch
            ],
            self.run_id,
        )
        changes = self.summary.changes
        changes[why] = changes[why] + counted if why in changes else counted
        for outcome, _ in batch:
            self._clear(outcome)
            self.summary.outcomes.append(outcome)
            self.summary.problems += [(outcome.document.name, problem) for problem in outcome.problems]

    def _clear(self, outcome: Outcome) -> None:
        """Take away the stages of what has just been replaced; nothing will ask for them again."""
        from pipeline import stages

        held = self.prepared.standing.loaded.get(outcome.document.id)
        if not held or held.key in ("", outcome.key):
            return
        old, folders = parts_of(held.key, self.home), self.home.stages
        stages.drop(folders / "mine" / held.key)
        if old and outcome.key and old.read_key != keys.parts(outcome.document).read_key:
            stages.drop(folders / "read" / old.read_key)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):
            self._load()
        summary = self.summary
        outcome: Literal["done", "with problems", "interrupted", "failed"] = "done"
        if kind is not None:
            outcome = "interrupted" if issubclass(kind, KeyboardInterrupt) else "failed"
        elif summary.undone:
            outcome = "with problems"
        summary.seconds = time.perf_counter() - self.started
        self.writer.end_run(
            self.run_id,
            outcome,
            loaded=len(summary.outcomes),
            unchanged=summary.unchanged,
            failed=sum(one.failed for one in summary.outcomes),
            seconds=summary.seconds,
        )
        self.writer.__exit__(kind, error, trace)


def run(prepared: Prepared, runner: Runner, command: str, watch: Callable[[Outcome], None]) -> Summary:
    """Do what is planned, load it, publish it; `watch` is called with each document that is loaded."""
    from warehouse.publish import publish

    started = time.perf_counter()
    if not prepared.plan.todo and prepared.problems_known:  # a run was killed before it could publish
        publish(prepared.home.working, prepared.home.published)
        return nothing(prepared)
    with Loading(prepared, command) as loading:
        for outcome in runner.run(prepared.plan.todo):
            loading.take(outcome)
            watch(outcome)
    publish(prepared.home.working, prepared.home.published)
    summary = loading.summary
    summary.published = prepared.home.published
    summary.seconds = time.perf_counter() - started
    summary.peak_bytes = runner.peak_bytes + peak_bytes()
    return summary
