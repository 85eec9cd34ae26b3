"""`tiptrace run`: reports in, a published warehouse out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipeline.home import Home
    from pipeline.run import Request, Summary

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace run reports/                         # all PDF, HTML and text files

  tiptrace run KHM.pdf --source state-tip --edition 2024 --country KHM

  tiptrace run                                  # what is in store and inbox

  tiptrace run --only KHM --only 2024 --force   # read and mine it again

  tiptrace run reports/ --dry-run               # what would be done, and why

  tiptrace run reports/ --runner dask --scheduler tcp://host:8786

Work that was done before is not repeated. Interrupt at any time and run again.

Exit codes: 0 all was done, 1 something was left undone (problems are listed), 2 usage.
"""
RUNNERS = ("local", "prefect", "dask")


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(run)


def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders: PDF, HTML, text.")] = None,
    source: Annotated[str | None, typer.Option(help="Catalogue id, where a file does not tell.")] = None,
    edition: Annotated[int | None, typer.Option(help="Year of publication.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3 code.")] = None,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read and mine again, changed or not.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(help="Only this source, country or edition; may be repeated.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done and why.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (one for each core).")] = None,
    runner: Annotated[str, typer.Option(help="local, prefect or dask.")] = "local",
    scheduler: Annotated[str | None, typer.Option(help="Dask scheduler, tcp://host:8786.")] = None,
) -> None:
    """Read and mine reports, load the warehouse, publish it."""
    import os
    import sys

    from pipeline import terminal
    from pipeline.errors import UserError
    from pipeline.home import Home
    from pipeline.run import Request, nothing, prepare
    from pipeline.run import run as run_prepared

    if runner not in RUNNERS:
        raise UserError(f"--runner {runner}: the runners are {', '.join(RUNNERS)}")
    if (runner == "dask") != (scheduler is not None):
        raise UserError("--runner dask and --scheduler tcp://host:port go together")
    request = Request(tuple(paths or ()), source, edition, country, tuple(only or ()), force)
    at = Home.at(home)
    command = " ".join(["tiptrace", *sys.argv[1:]])
    workers = workers or os.cpu_count() or 1
    if runner != "local" and not dry_run:
        _finish(_as_flow(request, at, command, workers, scheduler))
    prepared = prepare(request, at)
    if dry_run:
        terminal.plan(prepared)
        raise typer.Exit(0)
    if prepared.nothing_to_do:
        terminal.unchanged(nothing(prepared))
        raise typer.Exit(1 if nothing(prepared).undone else 0)
    from pipeline.local import Local

    try:
        with terminal.progress(len(prepared.plan.todo)) as watch:
            summary = run_prepared(prepared, Local(at, workers), command, watch)
    except KeyboardInterrupt:
        typer.echo("interrupted; run again to go on from here", err=True)
        raise typer.Exit(130) from None
    _finish(summary)


def _finish(summary: Summary) -> NoReturn:
    from pipeline import terminal

    terminal.summary(summary)
    raise typer.Exit(1 if summary.undone else 0)


def _as_flow(request: Request, home: Home, command: str, workers: int, scheduler: str | None) -> Summary:
    import os

    from pipeline.prefect_settings import settings

    for name, value in settings(home).items():
        os.environ.setdefault(name, value)
    from pipeline.flows import run_as_flow

    return run_as_flow(request, home, command, workers, scheduler)
