"""The report's charts: Altair specifications drawn to static SVG, once for light and dark alike.

Colours are CSS variables, so that the page's theme applies inside the drawing. A year without a number
is never drawn as zero: it has a mark that says why there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import vl_convert

TIERS = ("1", "2", "2WL", "3")
TIER_NAMES = {"1": "Tier 1", "2": "Tier 2", "2WL": "Watch List", "3": "Tier 3", "SC": "Special case"}
REASONS = {
    "parts": "only parts given",
    "not_reported": "not reported",
    "not_mentioned": "not mentioned",
    "not_processed": "not processed",
}
_MARKS = {
    "parts": "triangle-up",
    "not_reported": "circle",
    "not_mentioned": "M-0.45,0L0.45,0",
    "not_processed": "cross",
}
WIDTH = 660  # of the plotting area, in units of the drawing; the page scales it

_INK, _MUTED, _RULE = "var(--ink)", "var(--muted)", "var(--rule)"
_PALETTE = [f"var(--c{n})" for n in range(1, 9)]
_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "padding": {"left": 12, "right": 8, "top": 4, "bottom": 4},
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _MUTED,
        "labelFontSize": 12,
        "titleColor": _MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": _RULE,
        "domainColor": _RULE,
        "tickColor": _RULE,
    },
    "legend": {
        "labelColor": _INK,
        "labelFontSize": 13,
        "title": None,
        "orient": "top",
        "columnPadding": 18,
        "offset": 24,
        "symbolSize": 90,
    },
    "text": {"color": _INK, "fontSize": 13},
}


class Point(NamedTuple):
    """One year of one series: a value, or the reason why there is none."""

    series: str
    year: int
    value: float | None
    label: str  # as printed: "≥ 129"
    state: str  # a key of `matrix.SPOKEN`


def tiers(history: Sequence[tuple[int, str]]) -> str:
    """The tier of each edition as steps, the best at the top."""
    rows = [
        {"edition": edition, "tier": tier, "run": edition - n}  # neighbours share a run, a gap parts them
        for n, (edition, tier) in enumerate(history)
    ]
    years = _years([edition for edition, _ in history])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("edition:O", scale=alt.Scale(domain=years), axis=_year_axis("edition of the report")),
        y=alt.Y(
            "tier:N",
            scale=alt.Scale(domain=list(TIERS)),
            axis=alt.Axis(
                title=None, grid=True, domain=False, ticks=False, labelExpr=_names(), labelColor=_INK
            ),
        ),
    )
    steps = base.mark_line(interpolate="step-after", strokeWidth=2, color=_MUTED).encode(detail="run:N")
    colours = alt.Scale(domain=list(TIERS), range=[f"var(--tier-{t.lower()})" for t in TIERS])
    dots = base.mark_circle(size=260, opacity=1).encode(color=alt.Color("tier:N", scale=colours, legend=None))
    return _svg((steps + dots).properties(width=WIDTH, height=150))


def panels(points: Sequence[Point], height: int = 92) -> str:
    """One panel of bars for each series, on one scale; a year without a number has a mark instead.

    `height` is that of the largest value; a panel of smaller values is lower, on the same scale.
    """
    names = list(dict.fromkeys(point.series for point in points))
    years = _years([point.year for point in points])
    top = max((point.value or 0 for point in points), default=0) or 1
    drawn = []
    for n, name in enumerate(names):
        rows = [point._asdict() for point in points if point.series == name]
        values = [row for row in rows if row["value"] is not None]
        gaps = [row | {"value": 0, "why": REASONS[row["state"]]} for row in rows if row["state"] in REASONS]
        axis = _year_axis(None) if n == len(names) - 1 else alt.Axis(labels=False, title=None, ticks=False)
        x = alt.X("year:O", scale=alt.Scale(domain=years, paddingInner=0.35), axis=axis)
        tall = max([height * row["value"] / top for row in values] + [24])
        y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top * tall / height], nice=False), axis=None)
        bar = alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y)
        shapes = alt.Scale(domain=list(REASONS.values()), range=list(_MARKS.values()))
        marks = (
            alt.Chart(alt.InlineData(values=gaps))
            .mark_point(size=64, strokeWidth=1.6, opacity=1, yOffset=-8)
            .encode(x=x, y=y, color=alt.value(_MUTED), shape=alt.Shape("why:N", scale=shapes, legend=None))
        )
        panel = bar.mark_bar(color=_PALETTE[n]) + bar.mark_text(dy=-8).encode(text="label:N") + marks
        title = alt.TitleParams(name, anchor="start", color=_INK, fontSize=13, fontWeight=600, offset=16)
        drawn.append(panel.properties(width=WIDTH, height=tall, title=title))
    return _svg(alt.vconcat(*drawn, spacing=10))


def bars(rows: Sequence[tuple[int, str, int]], years: Sequence[int], silent: Sequence[int]) -> str:
    """Counts by year, stacked by kind; a year in `silent` has no document and is marked so."""
    kinds = list(dict.fromkeys(kind for _, kind, _ in rows))
    span = _years(list(years) + list(silent))
    data = alt.InlineData(values=[{"year": year, "kind": kind, "count": count} for year, kind, count in rows])
    stacked = (
        alt.Chart(data)
        .mark_bar(stroke="var(--paper)", strokeWidth=1)
        .encode(
            x=alt.X("year:O", scale=alt.Scale(domain=span, paddingInner=0.35), axis=_year_axis(None)),
            y=alt.Y(
                "count:Q",
                title=None,
                axis=alt.Axis(tickMinStep=1, tickCount=5, domain=False, ticks=False),
            ),
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=_PALETTE), sort=kinds),
            order=alt.Order("order:Q"),
        )
        .transform_calculate(order=f"indexof({kinds!r}, datum.kind)")
    )
    sums = {year: sum(count for y, _, count in rows if y == year) for year in years}
    totals = [{"year": year, "count": total, "text": str(total)} for year, total in sums.items()]
    marks = [{"year": year, "count": 0, "text": "no report"} for year in silent]
    text = (
        alt.Chart(alt.InlineData(values=totals + marks))
        .mark_text(dy=-8, fontSize=12)
        .encode(
            x="year:O",
            y="count:Q",
            text="text:N",
            color=alt.condition("datum.text == 'no report'", alt.value(_MUTED), alt.value(_INK)),
        )
    )
    return _svg((stacked + text).properties(width=WIDTH, height=200))


def _years(known: Sequence[int]) -> list[int]:
    return list(range(min(known), max(known) + 1)) if known else []


def _year_axis(title: str | None) -> alt.Axis:
    return alt.Axis(title=title, labelAngle=0, ticks=False, domainColor=_RULE)


def _names() -> str:
    """The Vega expression that names a tier on the axis."""
    return " : ".join(f"datum.value == '{t}' ? '{TIER_NAMES[t]}'" for t in TIERS) + " : datum.value"


def _svg(chart: alt.Chart | alt.LayerChart | alt.VConcatChart) -> str:
    """The drawing, scaled to its place by the page: no fixed size, no id that another one has."""
    spec = chart.configure(**_CONFIG).resolve_scale(color="independent", shape="independent").to_dict()
    svg: str = vl_convert.vegalite_to_svg(spec)
    svg = re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", svg, count=1)
    svg = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return re.sub(r"(\d\.\d{2})\d+", r"\1", svg)
