"""From the published warehouse to all that the page of one country shows."""

from __future__ import annotations

import base64
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import duckdb
from PIL import Image

from pipeline.errors import UserError
from warehouse.report import charts, headline, matrix, words
from warehouse.report.evidence import Evidence, of_country
from warehouse.report.matrix import Cell, Row, Statement

Crop = Callable[[Evidence], Image.Image | None]
SAMPLE = "(tiptrace sample)"  # in the titles of the embedded documents
UNCOUNTED = ("policy",)  # categories of corruption mentions that are not acts
PANELS = (
    ("cases", "Cases", "Suspects and cases in court.", ("investigations", "prosecutions", "convictions")),
    (
        "victims",
        "Victims",
        "People found, helped and returned; the groups overlap and are not to be added up.",
        (
            "victims_identified",
            "potential_victims",
            "victims_referred",
            "victims_assisted",
            "victims_repatriated",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A crop as it is embedded; shown at half its pixels, which is its size in print."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement as the page shows it."""

    id: str
    heading: str
    lead: str
    before: str
    anchor: str
    after: str
    where: str
    details: str
    document: str
    page: int | None
    url: str | None
    crop: Picture | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart by year with its words for those who do not see it."""

    id: str
    title: str
    note: str
    svg: str | None
    words: str


@dataclass(slots=True)
class Report:
    """Everything the template needs; see `templates/report.html.j2`."""

    name: str
    version: str
    headline: list[str]
    sample: bool
    tiers: list[dict[str, Any]]
    tier_words: str
    panels: list[Panel]
    charts: dict[str, str | None]
    corruption_words: str
    mentions: list[tuple[int, list[dict[str, Any]]]]
    years: list[int]
    groups: list[tuple[str, list[Row]]]
    disputes: list[dict[str, Any]]
    evidence: list[tuple[str, list[Shown]]]
    sources: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)


def build(connection: duckdb.DuckDBPyConnection, country: str, crop: Crop) -> Report:
    """Gather what is known of `country`; UserError where nothing is. `crop` draws a statement's page."""
    figures, mentions, tiers = (of_country(connection, country, k) for k in ("figure", "mention", "tier"))
    if not (figures or mentions or tiers):
        raise UserError(_nothing(connection, country))
    name = words.country(country)
    placed = _placed(connection, country, figures)
    reasons = _reasons(connection, country)
    years = _span(placed, reasons)
    rows = matrix.rows(placed, years, reasons)
    counted = [m for m in mentions if m.row["category"] not in UNCOUNTED and m.row["stance"] != "negated"]
    editions = sorted({e.edition for e in tiers if e.edition})
    told = [_shown(evidence, crop) for evidence in (*figures, *mentions, *tiers)]
    return Report(
        name=name,
        version=version("tiptrace"),
        headline=headline.lines(name, tiers, rows, counted),
        sample=any(SAMPLE in (e.document["title"] or "") for e in (*figures, *mentions, *tiers)),
        tiers=[
            {
                "id": f"t-{e.id}",
                "edition": e.edition,
                "tier": e.row["tier"],
                "name": headline.tier(e.row["tier"]),
            }
            for e in _one_each(tiers)
        ],
        tier_words="Tier by edition: "
        + words.listed([f"{e.edition} {headline.tier(e.row['tier'])}" for e in _one_each(tiers)]),
        panels=[_panel(*panel, rows) for panel in PANELS],
        charts=_charts(_one_each(tiers), counted),
        corruption_words=_corruption_words(counted, editions),
        mentions=_by_edition(counted),
        years=years,
        groups=matrix.groups(rows),
        disputes=_disputes(rows, {e.id: e for e in figures}),
        evidence=_by_document(told, (*figures, *mentions, *tiers)),
        sources=_sources(connection, country),
        problems=_problems(connection, country),
    )


def _nothing(connection: duckdb.DuckDBPyConnection, country: str) -> str:
    known = [row[0] for row in connection.execute("SELECT DISTINCT country FROM narratives").fetchall()]
    some = ", ".join(sorted(code for code in known if code)[:12])
    return f"nothing is loaded about '{country}'" + (f"; there is something about: {some}" if some else "")
