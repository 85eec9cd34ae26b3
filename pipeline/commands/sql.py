"""`tiptrace sql`: any question to the published warehouse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace sql "from schema_guide"                     # tables, views, columns and what they mean

  tiptrace sql "select year, value from series where country = 'KHM' and indicator = 'convictions'"

  tiptrace sql question.sql --csv > answer.csv

  echo "from asof(2018)" | tiptrace sql - --json

Nothing can be written: the published copy is for reading. Exit codes: 0 answered, 2 the SQL is wrong.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(sql)


def sql(
    statement: Annotated[
        str, typer.Argument(help="SQL, a file that holds it, or - for standard input.", show_default=False)
    ],
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on standard output.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object a line.")] = False,
    limit: Annotated[int, typer.Option(help="Rows of the table on screen.", min=1)] = 200,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Ask the published warehouse in SQL (DuckDB's dialect)."""
    from rich.console import Console

    from pipeline.errors import UserError
    from pipeline.home import Home
    from warehouse.ask import ask
    from warehouse.printing import put
    from warehouse.query import open_published

    if as_csv and as_json:
        raise UserError("--csv or --json, not both")
    with open_published(Home.at(home)) as connection:
        answer = ask(connection, _text(statement))
        put(
            answer,
            "csv" if as_csv else "json" if as_json else "table",
            sys.stdout,
            Console(stderr=True),
            limit,
        )


def _text(statement: str) -> str:
    """SQL as typed, from a file, or from standard input."""
    from pipeline.errors import UserError

    if statement == "-":
        return sys.stdin.read()
    if statement.lower().endswith(".sql"):
        try:
            return Path(statement).read_text(encoding="utf-8")
        except OSError as error:
            raise UserError(f"cannot read {statement}: {error.strerror}") from error
    return statement
