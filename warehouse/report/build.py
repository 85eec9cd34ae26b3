"""From the published warehouse to all that the page of one country shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import duckdb

from pipeline.errors import UserError
from warehouse.report import charts, headline, matrix, words
from warehouse.report.evidence import Evidence, of_country
from warehouse.report.matrix import Row, Statement
from warehouse.report.shown import Crop, Picture, Shown, anchor_id, picture, said_by, shown, title

SAMPLE = "(tiptrace sample)"  # in the titles of the embedded documents
UNCOUNTED = frozenset({"policy"})  # categories of corruption mentions that are not acts
YEARS_BEFORE = 2  # the columns begin so long before the first document: what it compares itself with
EMBEDDED = 3_600_000  # characters of pictures in a page, so that it stays small enough to send
PANELS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("cases", "Cases", "Investigations, prosecutions and convictions of each year.", matrix.CASES),
    (
        "victims",
        "Victims",
        "People found, helped and returned. The groups overlap and are not to be added up.",
        matrix.VICTIMS,
    ),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart by year, with its words for those who do not see it."""

    id: str
    title: str
    note: str
    svg: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `templates/report.html.j2` prints."""

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
    problems: list[str]


def build(connection: duckdb.DuckDBPyConnection, country: str, crop: Crop) -> Report:
    """Gather what is known of `country`; UserError where nothing is. `crop` draws a statement's page."""
    figures, mentions, tiers = (of_country(connection, country, k) for k in ("figure", "mention", "tier"))
    everything = [*figures, *mentions, *tiers]
    if not everything:
        raise UserError(_nothing(connection, country))
    name = words.country(country)
    documented = _documented(connection, country)
    first = min(documented, default=YEARS_BEFORE) - YEARS_BEFORE
    reasons = _reasons(connection, country, first)
    differing = _differing(connection, country)
    statements = _statements(connection, country, figures, first, differing)
    years = _years(statements, documented)
    rows = matrix.rows(statements, years, reasons)
    acts = [m for m in mentions if m.row["category"] not in UNCOUNTED and m.row["stance"] != "negated"]
    history = list({e.edition: e for e in tiers if e.edition and e.row["tier"] in words.TIERS}.values())
    return Report(
        name=name,
        version=version("tiptrace"),
        headline=headline.lines(name, history, rows, acts),
        sample=any(SAMPLE in title(evidence) for evidence in everything),
        tiers=[
            {
                "id": anchor_id(e),
                "edition": e.edition,
                "tier": e.row["tier"],
                "name": words.tier(e.row["tier"]),
            }
            for e in history
        ],
        tier_words="; ".join(f"{e.edition}: {words.tier(e.row['tier'])}" for e in history),
        panels=[_panel(*panel, rows) for panel in PANELS],
        charts=_charts(history, acts),
        corruption_words=_corruption_words(acts),
        mentions=_by_edition(acts),
        years=years,
        groups=matrix.groups(rows),
        disputes=_disputes(differing, figures),
        evidence=_by_document(everything, crop, frozenset(s.evidence.id for s in statements if s.latest)),
        sources=_sources(connection, everything),
        problems=_problems(connection, everything),
    )


def _nothing(connection: duckdb.DuckDBPyConnection, country: str) -> str:
    known = connection.execute("SELECT DISTINCT country FROM narratives WHERE country IS NOT NULL ORDER BY 1")
    codes = [row[0] for row in known.fetchall()]
    some = ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")
    return f"nothing is loaded about '{country}'" + (f"; there is something about: {some}" if codes else "")


def _statements(
    connection: duckdb.DuckDBPyConnection,
    country: str,
    figures: Sequence[Evidence],
    first: int,
    differing: Sequence[tuple[int, list[str]]],
) -> list[Statement]:
    """Figures with the year that they are about, from `first` on; the others are only in the evidence."""
    found = connection.execute("SELECT figure_id FROM series WHERE country = ?", [country]).fetchall()
    latest = {id_ for (id_,) in found}
    disputed = {id_ for _, ids in differing for id_ in ids}
    return [
        Statement(figure.row["year"], figure, figure.id in latest, figure.id in disputed)
        for figure in figures
        if figure.row["year"] is not None and figure.row["year"] >= first
    ]


def _differing(connection: duckdb.DuckDBPyConnection, country: str) -> list[tuple[int, list[str]]]:
    """Year and figures where editions or sources tell a line differently, earliest edition first.

    "At least 100" and "100" differ too: the later edition knows more.
    """
    found = connection.execute(
        "SELECT year, list(figure_id ORDER BY edition, source) FROM edition_values "
        "WHERE country = ? AND status <> 'not_reported' "
        "GROUP BY indicator, unit, currency, breakdown, year "
        "HAVING count(DISTINCT struct_pack(low, high)) > 1 ORDER BY indicator, unit, breakdown, year",
        [country],
    ).fetchall()
    return [(year, ids) for year, ids in found]


def _documented(connection: duckdb.DuckDBPyConnection, country: str) -> set[int]:
    """The years that the documents which are loaded speak of."""
    found = connection.execute(
        "SELECT DISTINCT year FROM coverage WHERE country = ? AND documents > 0", [country]
    )
    return {year for (year,) in found.fetchall()}


def _reasons(connection: duckdb.DuckDBPyConnection, country: str, first: int) -> dict[tuple[str, int], str]:
    """Why an indicator has no statement in a year."""
    found = connection.execute(
        "SELECT indicator, year, status FROM coverage WHERE country = ? AND year >= ?", [country, first]
    ).fetchall()
    return {(indicator, year): status for indicator, year, status in found}


def _years(statements: Sequence[Statement], documented: set[int]) -> list[int]:
    used = {statement.year for statement in statements} | documented
    return list(range(min(used), max(used) + 1)) if used else []


def _panel(id_: str, title_: str, note: str, indicators: Sequence[str], rows: Sequence[Row]) -> Panel:
    points: list[charts.Point] = []
    told: list[str] = []
    for indicator in indicators:
        row = headline.total(rows, indicator)
        known = headline.numbers(row) if row else []
        if not row or not known:
            continue
        name = words.indicator(indicator) + (f" ({row.unit})" if row.unit != "persons" else "")
        points += [charts.Point(name, c.year, c.value, c.text, c.state) for c in row.cells]
        told.append(f"{name}: " + ", ".join(f"{cell.text} in {cell.year}" for cell in known))
    if not points:
        return Panel(id_, title_, note, None, "The documents that are loaded give no numbers.")
    return Panel(id_, title_, note, charts.panels(points), "; ".join(told))


def _charts(history: Sequence[Evidence], acts: Sequence[Evidence]) -> dict[str, str | None]:
    ranked = [(e.edition, e.row["tier"]) for e in history if e.edition and e.row["tier"] in charts.TIERS]
    counts = Counter((e.edition, e.row["category"]) for e in acts if e.edition)
    editions = sorted({edition for edition, _ in counts} | {edition for edition, _ in ranked})
    order = Counter(kind for (_, kind), n in counts.items() for _ in range(n)).most_common()
    bars = [
        (edition, kind, counts[edition, kind])
        for kind, _ in order
        for edition in editions
        if counts[edition, kind]
    ]
    silent = [y for y in range(editions[0], editions[-1]) if y not in editions] if editions else []
    return {
        "tiers": charts.tiers(ranked) if ranked else None,
        "corruption": charts.bars(bars, editions, silent) if bars else None,
    }


def _corruption_words(acts: Sequence[Evidence]) -> str:
    if not acts:
        return "The documents that are loaded hold no such statement."
    counts = Counter(e.edition for e in acts if e.edition)
    return "Statements by edition: " + ", ".join(f"{counts[e]} in {e}" for e in sorted(counts))


def _by_edition(acts: Sequence[Evidence]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Corruption statements by edition and category, with the ids that open them."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for e in acts:
        if e.edition:
            found[e.edition][e.row["category"]].append(anchor_id(e))
    return [
        (edition, [{"label": f"{kind} {len(ids)}", "ids": ids} for kind, ids in sorted(kinds.items())])
        for edition, kinds in sorted(found.items())
    ]


def _disputes(
    differing: Sequence[tuple[int, list[str]]], figures: Sequence[Evidence]
) -> list[dict[str, Any]]:
    """What each edition or source says, side by side."""
    by_id = {figure.id: figure for figure in figures}
    disputes = []
    for year, ids in differing:
        told = [by_id[id_] for id_ in ids]
        row = told[0].row
        part = words.breakdown(row)
        name = words.indicator(row["indicator"]) + (f", {part}" if part else "")
        disputes.append(
            {
                "label": f"{name} ({words.unit(row['unit'], row['currency'])})",
                "year": year,
                "statements": [
                    {"id": anchor_id(e), "value": words.value(e.row), "said_by": said_by(e)} for e in told
                ],
            }
        )
    return disputes


def _by_document(
    everything: Sequence[Evidence], crop: Crop, first: frozenset[str]
) -> list[tuple[str, list[Shown]]]:
    """Statements by document in the order of the text; those in `first` are sure of their picture."""
    left = EMBEDDED
    pictures: dict[str, Picture | None] = {}
    for e in sorted(everything, key=lambda e: (e.kind == "figure", e.id not in first)):
        made = picture(e, crop) if left > 0 else None
        pictures[anchor_id(e)] = made
        left -= len(made.uri) if made else 0
    found: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for e in everything:
        found[e.edition or 0, title(e)].append(e)
    return [
        (
            name,
            [
                shown(e, pictures[anchor_id(e)])
                for e in sorted(some, key=lambda e: (e.row["start"], e.row["end"]))
            ],
        )
        for (_, name), some in sorted(found.items())
    ]


def _sources(connection: duckdb.DuckDBPyConnection, everything: Sequence[Evidence]) -> list[dict[str, Any]]:
    counts = Counter(e.document["document_id"] for e in everything if e.kind == "figure")
    documents = {e.document["document_id"]: (e.document, e.edition) for e in everything}
    return [
        document
        | {"title": document["title"] or document["name"], "edition": edition, "figures": counts[id_]}
        for id_, (document, edition) in sorted(
            documents.items(), key=lambda item: (item[1][1] or 0, item[1][0]["name"])
        )
    ]


def _problems(connection: duckdb.DuckDBPyConnection, everything: Sequence[Evidence]) -> list[str]:
    """What went wrong in the documents that speak of the country."""
    ids = sorted({e.document["document_id"] for e in everything})
    found = connection.execute(
        "SELECT DISTINCT name, page, reason FROM problems "
        "WHERE document_id IN (SELECT unnest(?)) ORDER BY ALL",
        [ids],
    ).fetchall()
    return [f"{name}{f', page {page}' if page else ''}: {reason}" for name, page, reason in found]
