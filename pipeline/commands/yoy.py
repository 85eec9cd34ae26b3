"""`tiptrace yoy`: one indicator of one country, year over year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.text import Text

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace yoy KHM convictions

  tiptrace yoy KHM prosecutions --unit case

  tiptrace yoy KHM victims_repatriated --breakdown "place THA"

  tiptrace yoy KHM convictions --json

A year without a number says why. Exit codes: 0 shown, 2 nothing is loaded about it.
"""
BAR = 8  # characters of the longest bar
ID = 8  # digits of a figure's id: enough for `tiptrace show`
MARKS = {
    "at_least": "≥ ",
    "more_than": "> ",
    "at_most": "≤ ",
    "less_than": "< ",
    "about": "~ ",
    "vague": "~ ",
}


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(yoy)


def yoy(
    country: Annotated[str, typer.Argument(help="ISO 3166 alpha-3.", show_default=False)],
    indicator: Annotated[str, typer.Argument(help="An indicator of the codebook.", show_default=False)],
    unit: Annotated[str | None, typer.Option(help="Unit or currency.", show_default=False)] = None,
    breakdown: Annotated[str | None, typer.Option(help="A part, as in `series`.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The rows as a JSON array.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Show a series with its changes, and what to mind when comparing the years."""
    import json

    from pipeline.home import Home
    from warehouse.query import open_published
    from warehouse.yearly import choose, lines, years

    country, indicator = country.upper(), indicator.lower()
    with open_published(Home.at(home)) as connection:
        found = lines(connection, country, indicator)
        line = choose(found, unit, breakdown, country, indicator)
        rows = years(connection, country, indicator, line)
    if as_json:
        typer.echo(json.dumps(rows, indent=1, default=str))
        return
    others = [one.name for one in found if one != line]
    _show(f"{country} {indicator} ({line.name})", rows, others)


def _show(title: str, rows: list[dict[str, Any]], others: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from warehouse.yearly import SILENCES

    table = Table(box=None, header_style="bold", pad_edge=False, title=title, title_justify="left")
    table.add_column("year", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("number", no_wrap=True, justify="right")
    table.add_column("change", no_wrap=True, justify="right")
    table.add_column("mind")
    table.add_column("edition", no_wrap=True, justify="right")
    table.add_column("figure", no_wrap=True)
    most = max((row["value"] or 0 for row in rows), default=0) or 1
    for row in rows:
        if row["silence"]:
            table.add_row(str(row["year"]), "", "", "", f"[dim]{SILENCES[row['silence']]}[/dim]", "", "")
            continue
        mind = list(row["flags"] or ())
        if row["period"] and row["period"].startswith("rp:"):
            mind.insert(0, f"reporting period {row['period'][3:]}")
        table.add_row(
            str(row["year"]),
            "█" * max(round(BAR * row["value"] / most), 1 if row["value"] else 0),
            MARKS.get(row["qualifier"], "") + f"{row['value']:,.10g}",
            _change(row),
            "; ".join(mind),
            str(row["edition"] or ""),
            f"[dim]{row['figure_id'][:ID]}[/dim]",
        )
    console = Console()
    console.print(table)
    if others:
        notes = Console(stderr=True)
        notes.print(f"[dim]also: {'; '.join(others[:8])}{' …' if len(others) > 8 else ''}[/dim]")


def _change(row: dict[str, Any]) -> Text:
    from rich.text import Text

    if row["change"] is None:
        return Text("")
    percent = f" ({row['percent']:+.0f} %)" if row["percent"] is not None else ""
    return Text(f"{row['change']:+,.10g}{percent}")
