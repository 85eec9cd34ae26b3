"""The series of one country and indicator as a person reads it: each year, its change, its silences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from models.codebook import codebook
from pipeline.errors import UserError

_LINES = """
SELECT unit, currency, breakdown, count(*) AS years FROM yoy
WHERE country = $country AND indicator = $indicator GROUP BY ALL ORDER BY years DESC, unit, currency
"""
_YEARS = """
WITH told AS (
    FROM yoy WHERE country = $country AND indicator = $indicator AND unit = $unit
        AND currency IS NOT DISTINCT FROM $currency AND breakdown IS NOT DISTINCT FROM $breakdown
),
grid AS (
    FROM coverage WHERE country = $country AND indicator = $indicator AND year >= (SELECT min(year) FROM told)
)
SELECT coalesce(told.year, grid.year) AS year, told.value, told.qualifier, told.change, told.percent,
    told.flags, told.period, told.edition, told.source, told.figure_id,
    CASE WHEN told.year IS NULL THEN grid.status END AS silence
FROM told FULL JOIN grid ON grid.year = told.year
ORDER BY 1
"""
# What an empty year means for the line shown; a value in another unit or only for parts is no value of it.
SILENCES = {
    "not_reported": "not reported",
    "not_mentioned": "not mentioned",
    "not_processed": "no report loaded",
    "failed": "the report could not be read",
    "parts_only": "only parts of it are told",
    "reported": "told in another unit",
    "zero": "none, says the text",
}


@dataclass(frozen=True, slots=True)
class Line:
    unit: str
    currency: str | None
    breakdown: str | None
    years: int

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.currency or self.unit, self.breakdown) if part)


def lines(connection: duckdb.DuckDBPyConnection, country: str, indicator: str) -> list[Line]:
    """The lines that hold values, the one with the most years first (totals before parts)."""
    _known(indicator)
    rows = connection.execute(_LINES, {"country": country, "indicator": indicator}).fetchall()
    found = [Line(*row) for row in rows]
    return sorted(found, key=lambda line: line.breakdown is not None)


def years(
    connection: duckdb.DuckDBPyConnection, country: str, indicator: str, line: Line
) -> list[dict[str, Any]]:
    """One row for each year from the first value on; a year without one says why."""
    result = connection.execute(
        _YEARS,
        {
            "country": country,
            "indicator": indicator,
            "unit": line.unit,
            "currency": line.currency,
            "breakdown": line.breakdown,
        },
    )
    names = [column[0] for column in result.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    told = [index for index, row in enumerate(rows) if row["silence"] != "not_processed"]
    return rows[: told[-1] + 1] if told else rows


def choose(found: list[Line], unit: str | None, breakdown: str | None, country: str, indicator: str) -> Line:
    """The line asked for; UserError lists those that there are."""
    fitting = [
        line
        for line in found
        if (unit is None or unit in (line.unit, line.currency)) and line.breakdown == breakdown
    ]
    if fitting:
        return fitting[0]
    if not found:
        raise UserError(
            f"no number of {indicator} is loaded for {country}; what is said of it: tiptrace sql "
            f"\"select year, status from coverage where country = '{country}' and indicator = '{indicator}'\""
        )
    there = "; ".join(sorted({line.name for line in found}))
    raise UserError(f"{country} {indicator} has no such line; there are: {there}")


def _known(indicator: str) -> None:
    book = codebook().indicators
    base = indicator.removesuffix("_change").removesuffix("_share")
    if base not in book:
        raise UserError(f"'{indicator}' is no indicator; there are: {', '.join(book)}")
