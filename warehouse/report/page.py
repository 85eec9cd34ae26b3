"""The page of one country: a single HTML file that needs nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warehouse.report.build import build
from warehouse.report.shown import Crop

TEMPLATES = Path(__file__).with_name("templates")


def page(connection: duckdb.DuckDBPyConnection, country: str, crop: Crop) -> str:
    """The HTML of the report on `country` (ISO 3166 alpha-3); UserError where nothing is known."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(
        r=build(connection, country, crop),
        css=(TEMPLATES / "report.css").read_text(encoding="utf-8"),
        js=(TEMPLATES / "report.js").read_text(encoding="utf-8"),
    )
