"""`tiptrace search`: sentences by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace search "brick kilns debt" --country KHM

  tiptrace search "advance warning police raids" --all --edition 2018

  tiptrace search shelters --source state-tip --limit 50 --json

The best sentences first. Exit codes: 0 found, 1 nothing found, 2 nothing is loaded.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(search)


def search(
    words: Annotated[str, typer.Argument(help="Words to look for.", show_default=False)],
    country: Annotated[
        list[str] | None, typer.Option(help="ISO 3166 alpha-3, several with commas.", show_default=False)
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only this source.", show_default=False)] = None,
    edition: Annotated[int | None, typer.Option(help="Only this edition.", show_default=False)] = None,
    all_words: Annotated[bool, typer.Option("--all", help="Sentences that hold all of the words.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many sentences.", min=1)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Find sentences by their words, the best first."""
    import json
    from dataclasses import asdict

    from rich.console import Console
    from rich.text import Text

    from pipeline.home import Home
    from warehouse.query import open_published
    from warehouse.search import search as find

    countries = [code.strip().upper() for value in country or () for code in value.split(",") if code.strip()]
    with open_published(Home.at(home)) as connection:
        hits, indexed = find(
            connection,
            words,
            countries=countries,
            source=source,
            edition=edition,
            all_words=all_words,
            limit=limit,
        )
    notes = Console(stderr=True)
    if not indexed:
        notes.print("[dim]plain matching: DuckDB's full-text extension is not there[/dim]")
    if as_json:
        typer.echo(json.dumps([asdict(hit) for hit in hits], indent=1, ensure_ascii=False))
    else:
        console = Console(highlight=False)
        for hit in hits:
            place = [hit.country, hit.doc, f"p. {hit.page}" if hit.page else None, hit.section, *hit.figures]
            console.print(Text(" · ".join(part for part in place if part), style="bold"))
            sentence = Text(" ".join(hit.sentence.split()))
            sentence.highlight_words(words.split(), style="bold yellow", case_sensitive=False)
            console.print(sentence)
            console.print()
    if not hits:
        notes.print("nothing found")
        raise typer.Exit(1)
