"""`tiptrace status`: what is loaded, what failed and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import duckdb

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace status                 # by source and edition

  tiptrace status --problems      # each file that has one, with page and reason

  tiptrace status --json          # all of it, for programs

Exit codes: 0 all that was given is loaded, 1 something could not be used, 2 nothing is loaded yet.
"""

LOADED = """
SELECT d.source, d.edition,
    count(*) FILTER (NOT failed) AS docs, count(*) FILTER (failed) AS failed,
    any_value(c.countries) AS countries,
    sum(d.pages)::BIGINT AS pages, sum(d.words)::BIGINT AS words, sum(d.figures)::BIGINT AS figures,
    sum(d.mentions)::BIGINT AS mentions, sum(d.tiers)::BIGINT AS tiers
FROM documents AS d
LEFT JOIN (
    SELECT source, edition, count(DISTINCT country) AS countries FROM narratives GROUP BY ALL
) AS c ON c.source = d.source AND c.edition IS NOT DISTINCT FROM d.edition
WHERE d.replaced_by IS NULL
GROUP BY d.source, d.edition ORDER BY d.source, d.edition
"""
PROBLEMS = """
SELECT name, page, severity, stage, code, reason
FROM problems
WHERE document_id IS NULL
   OR document_id IN (SELECT document_id FROM documents WHERE replaced_by IS NULL)
ORDER BY severity, name, page NULLS FIRST, code
"""
RUNS = """
SELECT run_id, started_at, outcome, loaded, unchanged, failed, round(seconds, 1) AS seconds, command
FROM runs ORDER BY run_id DESC LIMIT 5
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(status)


def status(
    problems: Annotated[
        bool, typer.Option("--problems", help="List the problems, not the documents.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Documents, problems and runs as JSON.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """What is loaded, what failed and why."""
    import json

    from pipeline.home import Home
    from warehouse.query import open_published

    with open_published(Home.at(home)) as connection:
        loaded, found = _rows(connection, LOADED), _rows(connection, PROBLEMS)
        runs = _rows(connection, RUNS)
    if as_json:
        typer.echo(json.dumps({"loaded": loaded, "problems": found, "runs": runs}, default=str, indent=1))
    elif problems:
        _tell_problems(found)
    else:
        _tell_loaded(loaded, found, runs)
    raise typer.Exit(1 if any(row["severity"] == "error" for row in found) else 0)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _tell_loaded(
    loaded: list[dict[str, Any]], problems: list[dict[str, Any]], runs: list[dict[str, Any]]
) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in loaded[0] if loaded else ():
        table.add_column(name, justify="left" if name == "source" else "right", no_wrap=True)
    for row in loaded:
        table.add_row(*("" if v is None else v if k == "source" else _number(k, v) for k, v in row.items()))
    console.print(table)
    for run in runs[:1]:
        started = f"{run['started_at']:%Y-%m-%d %H:%M} UTC"
        console.print(f"last run: {run['outcome']}, {started}, {run['loaded'] or 0} documents loaded")
    errors = sum(row["severity"] == "error" for row in problems)
    if problems:
        console.print(f"{errors} errors, {len(problems) - errors} warnings: tiptrace status --problems")


def _number(name: str, value: int) -> str:
    return str(value) if name == "edition" else f"{value:,}"


def _tell_problems(problems: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not problems:
        typer.echo("no problems")
        return
    table = Table("file", "reason", box=None, pad_edge=False, header_style="bold")
    for row in problems:
        colour = "red" if row["severity"] == "error" else "yellow"
        place = f"{row['name']} p. {row['page']}" if row["page"] else row["name"]
        table.add_row(escape(place), f"[{colour}]{row['code']}[/]: {escape(row['reason'])}")
    Console().print(table)
