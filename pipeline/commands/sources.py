"""`tiptrace sources`: the catalogue of publishers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sources.catalogue import Source

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace sources

  tiptrace sources state-tip

  tiptrace sources --json | jq '.[].id'

Exit codes: 0, or 2 for a source that is not in the catalogue.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(sources)


def sources(
    source: Annotated[str | None, typer.Argument(help="Show all of this source, addresses included.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> None:
    """List the publishers whose documents tiptrace knows, or show one of them."""
    from pipeline.errors import UserError
    from sources.catalogue import catalogue

    known = catalogue()
    if source is not None and source not in known:
        raise UserError(f"there is no source '{source}'; the catalogue has: {', '.join(known)}")
    chosen = [known[source]] if source else list(known.values())
    if as_json:
        values = [one.model_dump(mode="json") for one in chosen]
        typer.echo(json.dumps(values, indent=2, ensure_ascii=False))
    elif source:
        _show(chosen[0])
    else:
        _list(chosen)


def _list(chosen: list[Source]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("id", no_wrap=True)
    table.add_column("title and publisher", ratio=3)
    table.add_column("cadence", ratio=2)
    table.add_column("addresses", no_wrap=True)
    for source in chosen:
        table.add_row(
            source.id,
            f"{source.title}\n[dim]{source.publisher}[/dim]",
            source.cadence.split(",")[0],
            _verified(source),
        )
    console = Console()
    console.print(table)
    console.print("[dim]tiptrace sources ID shows one with its addresses.[/dim]")


def _verified(source: Source) -> str:
    """How many addresses there are, and how many somebody has seen work."""
    addresses = source.fetch.addresses
    if not addresses:
        return "none, files by hand"
    days = [address.verified for address in addresses if address.verified]
    if not days:
        return f"{len(addresses)}, none verified"
    return f"{len(addresses)}, {len(days)} verified, last {max(days)}"


def _show(source: Source) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    sections = ", ".join(dict.fromkeys(rule.kind for rule in source.sections)) or "none known"
    sound = "; ".join(
        f"{a.count} per {a.per}"
        + (f", at least {a.min:,}" if a.min is not None else "")
        + (f", at most {a.max:,}" if a.max is not None else "")
        for a in source.assertions
    )
    for name, value in (
        ("id", source.id),
        ("publisher", source.publisher),
        ("title", source.title),
        ("licence", source.licence),
        ("cadence", source.cadence),
        ("documents", source.documents),
        ("subject", source.subject),
        ("sections", sections),
        ("speaks", f"{source.default_reporter}, when the text does not say who reports"),
        ("sound when", sound or "nothing is asserted"),
    ):
        table.add_row(name, value)
    console.print(table)
    for address in source.fetch.addresses:
        years = "-".join(str(year) for year in dict.fromkeys(address.years)) if address.years else "any year"
        when = f"verified {address.verified}" if address.verified else "unverified"
        console.print(f"\n{years}, {address.what}, {when}", style="dim", highlight=False)
        console.print(f"  {address.url}", highlight=False, soft_wrap=True)
