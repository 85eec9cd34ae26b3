"""`tiptrace query`: the questions that researchers ask, by name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace query                                   # the list, with the question of each

  tiptrace query fell_silent --country KHM,THA

  tiptrace query convictions_per_prosecution --country KHM --from 2014 --to 2024 --csv

  tiptrace query neighbours --sql                  # the SQL itself, to build on

Exit codes: 0 answered, 2 no such query, or nothing is loaded.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(query)


def query(
    name: Annotated[str | None, typer.Argument(help="The query; all are listed where none is named.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="ISO 3166 alpha-3, several with commas.", show_default=False)
    ] = None,
    from_year: Annotated[int | None, typer.Option("--from", help="First year.", show_default=False)] = None,
    to_year: Annotated[int | None, typer.Option("--to", help="Last year.", show_default=False)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on standard output.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object a line.")] = False,
    show_sql: Annotated[bool, typer.Option("--sql", help="Print the SQL and run nothing.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Answer a named question, for some countries and years."""
    from rich.console import Console
    from rich.table import Table

    from pipeline.home import Home
    from warehouse.named import queries, run
    from warehouse.named import query as find
    from warehouse.printing import put
    from warehouse.query import open_published

    if name is None:
        table = Table("query", "question", box=None, header_style="bold", pad_edge=False)
        for one in queries().values():
            table.add_row(one.name, one.question)
        Console().print(table)
        return
    named = find(name)
    if show_sql:
        typer.echo(named.sql)
        return
    notes = Console(stderr=True)
    notes.print(f"[bold]{named.question}[/bold]")
    countries = [code.strip() for value in country or () for code in value.split(",") if code.strip()]
    with open_published(Home.at(home)) as connection:
        answer = run(connection, named, countries, from_year, to_year)
        put(answer, "csv" if as_csv else "json" if as_json else "table", sys.stdout, notes)
