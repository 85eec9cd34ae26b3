"""`tiptrace reference`: official tables to compare with what was mined."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace reference load ilab_enforcement.csv unodc_glotip.csv.gz

  tiptrace reference list

  tiptrace query mined_against_unodc --country KHM

A file is known by its columns. Exit codes: 0 loaded, 2 a file is unknown or unreadable.
"""

Home_ = Annotated[
    Path | None, typer.Option("--home", help="Where everything is kept (TIPTRACE_HOME, else ./data).")
]


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        help="Official tables to compare with: load them, list them.", no_args_is_help=True, epilog=EXAMPLES
    )
    group.command("load", epilog=EXAMPLES)(load)
    group.command("list")(listing)
    app.add_typer(group, name="reference")


def load(
    files: Annotated[list[Path], typer.Argument(help="CSV files, plain or gzipped.", show_default=False)],
    home: Home_ = None,
) -> None:
    """Load publishers' own files into the reference tables, and publish."""
    from pipeline.home import Home
    from warehouse.publish import publish
    from warehouse.reference import load as load_file
    from warehouse.writer import Writer

    at = Home.at(home)
    with Writer(at.working) as writer:
        for file in files:
            loaded = load_file(writer.connection, file)
            left = (
                f"; {loaded.left_out:,} without a known country or a value left out"
                if loaded.left_out
                else ""
            )
            typer.echo(f"{file.name}: {loaded.what}: {loaded.rows:,} rows into {loaded.table}{left}")
    publish(at.working, at.published)


def listing(home: Home_ = None) -> None:
    """What has been loaded, and when."""
    import sys

    from rich.console import Console

    from pipeline.home import Home
    from warehouse.ask import ask
    from warehouse.printing import put
    from warehouse.query import open_published

    with open_published(Home.at(home)) as connection:
        answer = ask(connection, "SELECT table_name, rows, file, loaded_at FROM reference.loads ORDER BY ALL")
        put(answer, "table", sys.stdout, Console(stderr=True))
