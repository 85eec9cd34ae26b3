"""`tiptrace export`: the warehouse as files for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace export --format xlsx --country KHM

  tiptrace export --format datapackage --out khm-tha --country KHM,THA

  tiptrace export --format parquet

Exit codes: 0 written, 2 nothing is loaded, or the place is taken.
"""


class Form(StrEnum):
    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    datapackage = "datapackage"


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(export)


def export(
    form: Annotated[Form, typer.Option("--format", help="What to write.", show_default=False)],
    country: Annotated[
        list[str] | None, typer.Option(help="ISO 3166 alpha-3, several with commas.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="A new folder (xlsx: a file); default: exports/ in the home.", show_default=False),
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Write series, figures, coverage and the rest as Parquet, CSV, a workbook or a data package."""
    from pipeline.errors import UserError
    from pipeline.home import Home
    from warehouse.export import export as write
    from warehouse.query import open_published

    at = Home.at(home)
    countries = [code.strip().upper() for value in country or () for code in value.split(",") if code.strip()]
    if out is None:
        name = "-".join(["tiptrace", *countries])
        out = at.root / "exports" / (f"{name}.xlsx" if form is Form.xlsx else f"{name}-{form}")
    elif out.exists():
        raise UserError(f"{out} is there already: remove it, or name another --out")
    with open_published(at) as connection:
        exported = write(connection, form.value, out.resolve(), countries)
    told = ", ".join(f"{rows:,} {table}" for table, rows in exported.rows.items() if rows)
    typer.echo(f"{exported.path}: {told}")
