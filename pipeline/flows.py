"""The same work as Prefect 3 flows: one task a document, with retries, progress and artifacts.

The only module that imports Prefect. Everything that matters happens in the functions that the other
runners call too; nothing is cached by Prefect, because results are named by their content already
(`pipeline.keys`) and Prefect's own cache keys see neither helper code nor rules. A task hands its
document to a worker process that it may lose: a crash or a hang ends the task's attempt, not the flow.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.futures import as_completed
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner

from pipeline import document as work
from pipeline.errors import UserError
from pipeline.home import Home
from pipeline.local import forget, lost_problem, task_for
from pipeline.outcome import Outcome
from pipeline.plan import FORCED, LOST, Planned
from pipeline.pool import Lost, Pool
from pipeline.pool import peak_bytes as own_peak_bytes
from pipeline.records import Document
from pipeline.run import Loading, Prepared, Request, Summary, nothing, prepare

REGISTERED = "report.edition.registered"  # the event that a report waits for extraction
RETRIES = 2
_free: SimpleQueue[Pool] = SimpleQueue()  # worker processes that wait for a task's thread


class WorkerLost(RuntimeError):
    """A document's worker crashed, hung or ran out of memory; Prefect tries again."""

    def __init__(self, lost: Lost, document: str) -> None:
        super().__init__(f"{document}: {lost.how}: {lost.detail}")
        self.lost = lost


@contextmanager
def _processes(number: int) -> Iterator[list[Pool]]:
    """One worker process for each thread of the task runner, ended with the flow."""
    pools = [Pool(1) for _ in range(number)]
    for pool in pools:
        _free.put(pool)
    try:
        yield pools
    finally:
        while not _free.empty():
            _free.get()
        for pool in pools:
            pool.__exit__()


_document_task = task(
    task_run_name="{planned.document.doc}",
    retries=RETRIES,
    retry_delay_seconds=1,
    cache_policy=NO_CACHE,
    persist_result=False,
)


@_document_task
def mine_document(planned: Planned, home_root: Path) -> Outcome:
    """Read, segment and mine one document in a worker process; done before means done."""
    pool = _free.get()
    try:
        pool.add(task_for(work.process, planned.document, home_root))
        [(_, result)] = pool.results()
    finally:
        _free.put(pool)
    if isinstance(result, Lost):
        raise WorkerLost(result, planned.document.doc)
    outcome: Outcome = result
    return outcome


@_document_task
def mine_on_cluster(planned: Planned, home_root: Path) -> Outcome:
    """The same on a Dask worker, whose nanny replaces it when a document brings it down.

    The stages folder under `home_root` is shared: a worker that is lost in the middle leaves nothing
    under a key, and a document that two workers did by turns is there once.
    """
    return work.process(planned.document, home_root)


@task(cache_policy=NO_CACHE, persist_result=False)
def publish_warehouse(home_root: Path) -> Path:
    """Swap in the copy that analysts open."""
    from warehouse.publish import publish

    home = Home(home_root)
    publish(home.working, home.published)
    return home.published


def _threads(workers: int) -> Any:
    """Threads that wait each for its own worker process."""
    return ThreadPoolTaskRunner(max_workers=workers)


@flow(
    name="extract",
    persist_result=False,
    retries=3,
    retry_delay_seconds=20,
    task_runner=_threads(os.cpu_count() or 1),
)
def extract(
    paths: list[str] | None = None,
    home: str | None = None,
    source: str | None = None,
    edition: int | None = None,
    country: str | None = None,
    only: list[str] | None = None,
    force: bool = False,
    workers: int | None = None,
    command: str = "flow extract",
) -> State[Summary]:
    """Mine what is new or changed, load it, publish it.

    Without paths: everything in the store and in the inbox. Retried as a whole while another
    process writes to the warehouse; finished documents are then found finished.
    """
    at = Home.at(Path(home) if home else None)
    request = Request(tuple(map(Path, paths or ())), source, edition, country, tuple(only or ()), force)
    prepared = prepare(request, at)
    if prepared.nothing_to_do:
        return Completed(message="nothing changed", data=nothing(prepared))
    summary = _work(prepared, command, (os.cpu_count() or 1) if workers is None else workers)
    summary.published = publish_warehouse(at.root)
    _found(summary)
    _changes(summary)
    failed = sum(outcome.failed for outcome in summary.outcomes)
    message = f"{len(summary.outcomes)} documents loaded, {failed} of them could not be used"
    return Completed(name="With problems" if summary.undone else "Completed", message=message, data=summary)


def _work(prepared: Prepared, command: str, workers: int) -> Summary:
    """Submit a task for each document and load outcomes as they come, in the flow's own thread.

    Without workers of its own the flow's tasks go to a cluster.
    """
    log, home, todo = get_run_logger(), prepared.home, prepared.plan.todo
    for one in todo:
        if one.why == FORCED:
            forget(one.document, home)
    progress: Any = create_progress_artifact(0.0, key="progress", description=f"{len(todo)} documents")
    with _processes(workers) as pools, Loading(prepared, command) as loading:
        mine = mine_document if workers else mine_on_cluster
        futures = {mine.submit(one, home.root): one for one in todo}
        shown = 0
        for done, future in enumerate(as_completed(list(futures)), start=1):
            planned = futures[future]
            try:
                outcome = future.result()
            except Exception as error:  # retried in vain: the batch goes on without it
                lost = (
                    error.lost if isinstance(error, WorkerLost) else Lost("failed", str(error) or repr(error))
                )
                problem = lost_problem(lost, task_for(work.process, planned.document, home.root))
                outcome = work.failure(planned.document, home, problem)
            loading.take(outcome)
            for problem in outcome.problems:
                level = log.error if problem.severity == "error" else log.warning
                level("%s, page %s: %s", planned.document.name, problem.page or "-", problem.reason)
            if (percent := 100 * done // len(todo)) > shown:  # a hundred updates at most
                shown = percent
                update_progress_artifact(progress, float(percent))
        loading.summary.peak_bytes = own_peak_bytes() + sum(pool.peak_bytes for pool in pools)
    return loading.summary


def _found(summary: Summary) -> None:
    """Table artifact: what was found in each document."""
    table = [
        {
            "document": one.document.doc,
            "source": one.document.source,
            "edition": one.document.edition,
            "pages": one.pages,
            "narratives": one.narratives,
            "figures": one.figures,
            "mentions": one.mentions,
            "tiers": one.tiers,
            "problems": "; ".join(problem.reason for problem in one.problems),
        }
        for one in sorted(summary.outcomes, key=lambda one: one.document.doc)
    ]
    create_table_artifact(table, key="found", description="What was found in each document of the run.")


def _changes(summary: Summary) -> None:
    """Markdown artifact: figures added, gone and changed, and why."""
    lines = ["| why | added | gone | changed |", "|---|--:|--:|--:|"]
    lines += [f"| {why} | {c.added} | {c.gone} | {c.changed} |" for why, c in summary.changes.items()]
    text = "\n".join(["# What the run changed", "", *lines, "", f"{summary.unchanged} documents unchanged."])
    create_markdown_artifact(text, key="run-changes", description="Figures that the run changed, and why.")


@task(task_run_name="{source}", cache_policy=NO_CACHE, persist_result=False)
def fetch_source(source: str, home_root: Path, countries: list[str], since: int | None) -> dict[str, int]:
    """Ask a publisher for its editions, one request at a time; how many were new, changed, refused ..."""
    from pipeline.collect import collect
    from sources.catalogue import catalogue

    log, counts = get_run_logger(), Counter[str]()
    years = None if since is None else tuple(range(since, date.today().year + 1))
    asked = collect(
        Home(home_root), catalogue()[source], years=years, countries=tuple(countries), tell=log.info
    )
    for one in asked:
        counts[one.fetched.outcome] += 1
        if one.fetched.outcome in ("new", "changed"):
            log.info("%s: %s %s", one.fetched.outcome, one.fetched.wanted.url, one.fetched.reason)
        for problem in one.problems:
            log.warning("%s: %s", one.fetched.wanted.url, problem.reason)
    return dict(counts)


def _fetch(home: Home, countries: list[str] | None, since: int | None) -> None:
    """Every publisher that has addresses in the catalogue, one after the other; artifact `editions`."""
    from sources.catalogue import catalogue

    names = [name for name, source in catalogue().items() if source.fetch.addresses]
    table = [{"source": n} | fetch_source(n, home.root, countries or [], since) for n in names]
    create_table_artifact(table, key="editions", description="What the publishers' addresses answered.")


@flow(name="look", persist_result=False, retries=1, retry_delay_seconds=60)
def look(home: str | None = None, fetch: bool = True, countries: list[str] | None = None) -> int:
    """Look for new reports, at the publishers' and in the inbox, and announce those that wait.

    Publishers are asked for last year's and this year's editions, of whole reports or of `countries`.
    Returns how many documents wait for extraction; the event that announces them starts it.
    """
    at = Home.at(Path(home) if home else None)
    if fetch:
        _fetch(at, countries, since=date.today().year - 1)
    return announce(at)


@flow(name="check", persist_result=False)
def check(home: str | None = None, countries: list[str] | None = None) -> int:
    """Everything once more: the publishers' editions, the store's digests, documents that are behind.

    Returns how many stored files are damaged; they are named in the artifact `store-check`.
    """
    at = Home.at(Path(home) if home else None)
    _fetch(at, countries, since=None)
    documents = prepare(Request(), at).documents
    damaged = [one for one in documents if not sound(one)]
    for one in damaged:
        get_run_logger().error("%s: the stored file %s is damaged; fetch or add it again", one.name, one.path)
    lines = [f"- {one.name} ({one.path})" for one in damaged] or ["All files are as they were stored."]
    text = "\n".join([f"# {len(documents)} documents in the store", "", *lines])
    create_markdown_artifact(text, key="store-check", description="Stored files against their digests.")
    extract(home=str(at.root), command="flow check")
    return len(damaged)


def sound(document: Document) -> bool:
    """The stored file still has the bytes that it is named after."""
    try:
        with document.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
    except OSError:
        return False


def announce(home: Home) -> int:
    """Emit one event for each edition with work to do; the number of documents that wait.

    A document that brought its worker down is not announced again: `check` tries it once a month.
    """
    todo = [one for one in prepare(Request(), home).plan.todo if one.why != LOST]
    for (source, edition), number in Counter((p.document.source, p.document.edition) for p in todo).items():
        resource = {"prefect.resource.id": f"tiptrace.edition.{source}.{edition or 'undated'}"}
        emit_event(REGISTERED, resource=resource, payload={"documents": number})
    return len(todo)


@contextmanager
def _reachable_server() -> Iterator[None]:
    """A server for tasks in other processes: the one that is configured, else a temporary one.

    Without an address each Dask worker would start a server of its own. The settings of the flow
    travel with its tasks, so that the address does, too.
    """
    if PREFECT_API_URL.value():
        yield
        return
    from prefect.server.api.server import SubprocessASGIServer

    server = SubprocessASGIServer()
    try:
        server.start(timeout=240)
    except RuntimeError as error:
        raise UserError(f"{error} Start one (prefect server start) and set PREFECT_API_URL.") from error
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield
    finally:
        server.stop()


def run_as_flow(
    request: Request, home: Home, command: str, workers: int, scheduler: str | None = None
) -> Summary:
    """The flow in this process, seen by the Prefect server that is configured, or by a temporary one.

    With `scheduler` its tasks run on that Dask cluster; else on `workers` processes of this machine.
    """
    runner = _threads(workers)
    server: AbstractContextManager[None] = nullcontext()
    if scheduler is not None:
        try:
            from prefect_dask import DaskTaskRunner
        except ImportError as error:
            raise UserError("--runner dask needs the extra: pip install 'tiptrace[dask]'") from error
        runner, server = DaskTaskRunner(address=scheduler), _reachable_server()
    run_flow: Any = extract.with_options(task_runner=runner, retries=0)
    with server:
        summary: Summary = run_flow(
            paths=[str(path) for path in request.paths],
            home=str(home.root),
            source=request.source,
            edition=request.edition,
            country=request.country,
            only=list(request.only),
            force=request.force,
            workers=0 if scheduler else workers,
            command=command,
        )
    return summary
