"""`tiptrace show`: one figure with its sentence, its page and the place on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from warehouse.report.evidence import Evidence

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace show 3f9a0c

  tiptrace show 3f9a0c --open

  tiptrace show 3f9a0c --json

An id, or the beginning of one, is in the first column of [bold]tiptrace sql "from figures"[/bold].
Corruption mentions and tiers have ids too. Exit codes: 0 shown, 2 no such id.
"""
_LEFT_OUT = frozenset(
    {"boxes", "start", "end", "anchor", "sentence", "reading", "doc", "first_year", "value"}
)


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(show)


def show(
    figure_id: Annotated[str, typer.Argument(help="The id, or enough of its beginning.", show_default=False)],
    open_image: Annotated[bool, typer.Option("--open", help="Open the picture of the page.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="All fields as one JSON object.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="The folder of the warehouse.", show_default=False)
    ] = None,
) -> None:
    """Show a figure: its sentence, its document and page, and a picture with the words in a box."""
    from pipeline.home import Home
    from warehouse.query import open_published
    from warehouse.report.evidence import find

    folder = Home.at(home)
    with open_published(folder) as connection:
        evidence = find(connection, figure_id)
    image = _picture(evidence, folder)
    if json_:
        _print_json(evidence, image)
    else:
        _print(evidence, image)
    if open_image and image:
        typer.launch(str(image))


def _picture(evidence: Evidence, home: Any) -> Path | None:
    """Write the crop of the page beside the reports; None for a document without pages."""
    from pipeline.crop import crop

    picture = crop(home, evidence.document, evidence.boxes)
    if picture is None:
        return None
    path: Path = home.reports / "evidence" / f"{evidence.id}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
    return path


def _print_json(evidence: Evidence, image: Path | None) -> None:
    import json

    value = {
        **evidence.row,
        "edition": evidence.edition,
        "sentence": evidence.sentence,
        "previous_sentence": evidence.previous,
        "following_sentence": evidence.following,
        "document": evidence.document,
        "image": str(image) if image else None,
    }
    typer.echo(json.dumps(value, ensure_ascii=False, default=str, indent=2))


def _print(evidence: Evidence, image: Path | None) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    before, anchor, after = evidence.parts
    told = Text()
    if image is None and evidence.previous:
        told.append(f"… {evidence.previous} ".replace("\n", " "), style="dim")
    told.append(before).append(anchor, style="bold reverse").append(after)
    if image is None and evidence.following:
        told.append(f" {evidence.following} …".replace("\n", " "), style="dim")
    console.print(Text(_heading(evidence), style="bold"))
    console.print(Padding(told, (1, 2)))
    fields = Table(box=None, show_header=False, pad_edge=False)
    fields.add_column(style="dim", no_wrap=True)
    fields.add_column(overflow="fold")
    fields.add_row("document", _where(evidence))
    for name, value in evidence.row.items():
        if name not in _LEFT_OUT and not name.endswith("_id") and value not in (None, [], ""):
            fields.add_row(name, _plain(value))
    fields.add_row("id", evidence.id)
    if image:
        fields.add_row("picture", str(image))
    console.print(fields)


def _heading(evidence: Evidence) -> str:
    from warehouse.report import words

    row = evidence.row
    if evidence.kind == "tier":
        return f"Tier {row['tier']}, {words.country(row['country'])}, {evidence.edition} edition"
    if evidence.kind == "mention":
        return f"Corruption: {row['category']} ({row['stance']}), {words.country(row['country'])}"
    what = words.breakdown(row)
    name = words.indicator(row["indicator"]) + (f" ({what})" if what else "")
    value = {"zero": "none", "not_reported": "not reported"}.get(row["status"])
    value = value or f"{words.value(row)} {words.unit(row['unit'], row['currency'])}"
    return f"{name}: {value}, {words.country(row['country'] or '')}, {words.period(row['period'])}"


def _where(evidence: Evidence) -> str:
    document = evidence.document
    page = f", page {evidence.page}" if evidence.page else ""
    title = f" ({document['title']})" if document["title"] else ""
    return f"{document['name']}{page}{title}"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
