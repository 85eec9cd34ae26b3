"""How a run looks in the terminal: its plan, its progress and its summary.

Everything goes to stderr but the summary's own lines, so that a run can be piped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from pipeline.outcome import Outcome
    from pipeline.records import Problem
    from pipeline.run import Named, Prepared, Summary

ROWS = 40  # of a table; the rest is counted


def plan(prepared: Prepared) -> None:
    """What a run would do and why (`--dry-run`)."""
    console = Console()
    todo = prepared.plan.todo
    if todo:
        table = Table("document", "what", "why", box=None, pad_edge=False, header_style="bold")
        for one in todo[:ROWS]:
            table.add_row(escape(one.document.name), one.work, one.why)
        console.print(table)
    if len(todo) > ROWS:
        console.print(f"... and {len(todo) - ROWS} more")
        for (work, why), number in Counter((one.work, one.why) for one in todo).most_common():
            console.print(f"{number:>6} {work}: {why}")
    console.print(f"{_documents(len(todo))} to do, {len(prepared.plan.unchanged)} unchanged")
    problems(prepared.problems)


@contextmanager
def progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar on stderr that grows with each document; nothing where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[found]:,} figures"),
        TextColumn("{task.description}", style="dim"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total, found=0)
        found = 0

        def watch(outcome: Outcome) -> None:
            nonlocal found
            found += outcome.figures
            bar.update(task, advance=1, found=found, description=escape(outcome.document.doc[-40:]))

        yield watch


def unchanged(summary: Summary) -> None:
    """A run without work."""
    if not summary.unchanged and not summary.problems:
        Console().print("nothing to do: name files or folders, or put files into the inbox")
        return
    Console().print(f"nothing changed: {_documents(summary.unchanged)} loaded as they are")
    _failed_before(summary)
    problems(summary.problems)


def summary(done: Summary) -> None:
    """What a run did, how fast, what it changed, and what went wrong."""
    console = Console()
    problems(done.problems)
    _failed_before(done)
    if not done.outcomes:
        console.print(f"nothing changed: {_documents(done.unchanged)} loaded as they are")
        return
    failed = sum(one.failed for one in done.outcomes)
    read = [one for one in done.outcomes if one.read_again]
    mined = [one for one in done.outcomes if one.mined_again]
    pages, words = sum(one.pages for one in read), sum(one.words for one in mined)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    table.add_row(f"{len(done.outcomes):,}", _parts("documents", unchanged=done.unchanged, failed=failed))
    table.add_row(f"{sum(one.narratives for one in done.outcomes):,}", "narratives")
    table.add_row(f"{pages:,}", f"pages read, {pages / done.seconds:,.1f} a second")
    table.add_row(f"{words:,}", f"words mined, {words / done.seconds:,.0f} a second")
    table.add_row(
        f"{sum(one.figures for one in done.outcomes):,}",
        f"figures, {sum(one.mentions for one in done.outcomes):,} mentions of corruption, "
        f"{sum(one.tiers for one in done.outcomes):,} tiers",
    )
    table.add_row(f"{done.seconds:,.1f}", "seconds")
    table.add_row(f"{done.peak_bytes / 1e6:,.0f}", "MB of memory at most, all processes together")
    console.print(table)
    for why, counted in done.changes.items():
        if counted.added or counted.gone or counted.changed:
            console.print(
                f"{why}: {counted.added:,} figures added, {counted.gone:,} gone, {counted.changed:,} changed"
            )
    console.print(f"published: {done.published}", soft_wrap=True, highlight=False)


def problems(found: Sequence[Named]) -> None:
    """On stderr: each error with its file and page, warnings by kind with the first of them."""
    if not found:
        return
    console = Console(stderr=True)
    errors = sorted((named for named in found if named[1].severity == "error"), key=_by_file)
    table = Table("file", "reason", box=None, pad_edge=False, header_style="bold")
    for name, problem in errors[:ROWS]:
        table.add_row(_place(name, problem), f"[red]{problem.code}[/]: {escape(problem.reason)}")
    if len(errors) > ROWS:
        table.add_row("...", f"and {len(errors) - ROWS} more errors: tiptrace status --problems")
    kinds: dict[str, list[Named]] = {}
    for named in sorted((named for named in found if named[1].severity == "warning"), key=_by_file):
        kinds.setdefault(named[1].code, []).append(named)
    for code, alike in kinds.items():
        name, problem = alike[0]
        more = f" [dim](and {len(alike) - 1} more)[/]" if len(alike) > 1 else ""
        table.add_row(_place(name, problem), f"[yellow]{code}[/]: {escape(problem.reason)}{more}")
    console.print(table)


def _by_file(named: Named) -> tuple[str, int]:
    return named[0], named[1].page or 0


def _place(name: str, problem: Problem) -> str:
    """The file's name, its beginning cut where it is long, and the page."""
    short = name if len(name) <= 34 else f"…{name[-33:]}"
    return escape(f"{short} p. {problem.page}" if problem.page else short)


def _failed_before(summary: Summary) -> None:
    if summary.failed_before:
        number = len(summary.failed_before)
        Console(stderr=True).print(
            f"{_documents(number)} could not be used before and cannot now: tiptrace status --problems"
        )


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"


def _parts(noun: str, **numbers: int) -> str:
    return ", ".join([noun, *(f"{number:,} {name}" for name, number in numbers.items() if number)])
