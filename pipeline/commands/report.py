"""`tiptrace report`: one country as a page that opens anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from PIL import Image

    from warehouse.report.evidence import Evidence

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace report KHM

  tiptrace report KHM THA VNM --open

  tiptrace report KHM --out cambodia.html

The page holds its charts, sentences and pictures of pages; it opens offline and can be sent by mail.
Exit codes: 0 written, 2 nothing is loaded about the country.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(report)


def report(
    countries: Annotated[list[str], typer.Argument(help="ISO 3166 alpha-3 codes.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file; default: reports/COUNTRY.html in the home.", show_default=False
        ),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="The folder of the warehouse.", show_default=False)
    ] = None,
) -> None:
    """Write the report page of a country: charts, every figure with its sentence and page."""
    from pipeline.crop import crop
    from pipeline.errors import UserError
    from pipeline.home import Home
    from warehouse.query import open_published
    from warehouse.report.page import page

    if out is not None and len(countries) > 1:
        raise UserError("--out takes the page of one country, and several were given")
    folder = Home.at(home)

    def draw(evidence: Evidence) -> Image.Image | None:
        return crop(folder, evidence.document, evidence.boxes)

    with open_published(folder) as connection:
        for country in countries:
            path = out or folder.reports / f"{country.upper()}.html"
            html = page(connection, country.upper(), draw)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
            typer.echo(f"report: {_short(path)}")
            if open_page:
                typer.launch(str(path))


def _short(path: Path) -> str:
    """The path as seen from here, where it is below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
