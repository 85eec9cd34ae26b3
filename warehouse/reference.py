"""Official values beside the mined ones: loaders for the publishers' own file formats.

A file is known by its columns, whatever it is called; loading it again replaces what it held before.
Rows whose country is unknown (regions, "World") are counted and left out, never guessed.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import UserError
from sources.countries import country_code
from warehouse.migrations import utc_now

Row = dict[str, str]
Made = dict[str, Any]
# Codes and names that publishers use and that no list of countries knows.
_ALIASES = {
    "KOS": "XKX",
    "KSV": "XKX",
    "Equatorial Quinea": "GNQ",
    "Solomon Island": "SLB",
    "Serbia and Montenegro": "SCG",  # until 2006
}
_TIERS = {
    "tier 1": "1",
    "tier 2": "2",
    "tier 2 watch list": "2WL",
    "watchlist": "2WL",
    "tier 3": "3",
    "special case": "SC",
}


@dataclass(frozen=True, slots=True)
class Loader:
    """One publisher's file: how it is known, and how a row of it becomes rows of ours."""

    what: str
    table: str
    columns: frozenset[str]  # that no other file has together
    make: Callable[[Row], Iterable[Made]]
    publisher: str | None = None  # files of several publishers share a table


@dataclass(frozen=True, slots=True)
class Loaded:
    what: str
    table: str
    rows: int
    left_out: int  # rows without a known country, or without a value


def load(connection: duckdb.DuckDBPyConnection, file: Path) -> Loaded:
    """Load one file into its reference table; UserError where its format is not known."""
    rows = _rows(file)
    loader = _loader(file, rows)
    made, left_out = [], 0
    for row in rows:
        found = list(loader.make(row))
        made += found
        left_out += not found
    if not made:
        raise UserError(f"{file.name}: no row of it has a known country and a value")
    columns = [c[0] for c in connection.execute(f"DESCRIBE {loader.table}").fetchall()]
    table = pa.Table.from_pylist([{name: one.get(name) for name in columns} for one in made])
    connection.register("reference_rows", table)
    connection.execute("BEGIN")
    try:
        if loader.publisher:
            connection.execute(f"DELETE FROM {loader.table} WHERE publisher = ?", [loader.publisher])
        else:
            connection.execute(f"DELETE FROM {loader.table}")
        connection.execute(f"INSERT INTO {loader.table} BY NAME FROM reference_rows")
        connection.execute("DELETE FROM reference.loads WHERE file = ?", [file.name])
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        connection.execute(
            "INSERT INTO reference.loads VALUES (?, ?, ?, ?, ?)",
            [file.name, digest, loader.table, len(made), utc_now()],
        )
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.unregister("reference_rows")
    return Loaded(loader.what, loader.table, len(made), left_out)


def _rows(file: Path) -> list[Row]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"cannot read {file}: {error.strerror}") from error
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")  # the human-coded indicators are
        return list(csv.DictReader(text.splitlines()))
    except (OSError, EOFError, csv.Error) as error:
        raise UserError(f"{file.name} is not a table of comma-separated values: {error}") from error


def _loader(file: Path, rows: list[Row]) -> Loader:
    columns = {name for name in rows[0] if name} if rows else set()
    for loader in LOADERS:
        if loader.columns <= columns:
            return loader
    known = "\n".join(f"  {one.what}: columns {', '.join(sorted(one.columns))}" for one in LOADERS)
    raise UserError(f"{file.name}: its columns are those of no known table. Known are:\n{known}")


def _country(name: str) -> str | None:
    name = name.strip()
    return _ALIASES.get(name) or country_code(name)


def _number(text: str) -> float | None:
    """A number as printed: "$4.1 million", "1,577", "12.0"; None for words such as "Unknown"."""
    match = re.fullmatch(r"\$?\s*([\d,]*\.?\d+)\s*(million|billion)?\s*[*†‡]*", text.strip())
    if not match:
        return None
    scale = {"million": 1e6, "billion": 1e9}.get(match[2] or "", 1.0)
    return round(float(match[1].replace(",", "")) * scale, 2)


def _year(text: str) -> int:
    return int(float(text))


def _labor(row: Row) -> Iterable[Made]:
    if country := _country(row["iso3"]):
        yield {
            "country": country,
            "edition": _year(row["edition"]),
            "field": row["field"],
            "value": _number(row["value"]),
            "text": row["value"],
        }


def _glotip(row: Row) -> Iterable[Made]:
    country, text = _country(row["Iso3_code"]), row["txtVALUE"].strip()
    value = _number(text.removeprefix("<"))
    if country and value is not None:
        hidden = text.startswith("<")  # small counts are not disclosed: "<5" is one to four
        yield {
            "country": country,
            "year": _year(row["Year"]),
            "measure": row["Indicator"],
            "dimension": row["Dimension"],
            "category": row["Category"],
            "sex": row["Sex"],
            "age": row["Age"],
            "low": 1.0 if hidden else value,
            "high": value - 1 if hidden else value,
            "text": text,
            "origin": row["Source"],
        }


def _perceptions(row: Row) -> Iterable[Made]:
    if (country := _country(row["ISO3"])) and row["CPI score"]:
        yield {
            "country": country,
            "year": _year(row["Year"]),
            "score": _number(row["CPI score"]),
            "rank": int(rank) if (rank := _number(row["Rank"] or "")) is not None else None,
            "standard_error": _number(row["Standard error"] or ""),
            "sources": int(n) if (n := _number(row["Number of sources"] or "")) is not None else None,
            "low": _number(row["Lower CI"] or ""),
            "high": _number(row["Upper CI"] or ""),
        }


def _tiers(country: str, year: str, publisher: str) -> Callable[[Row], Iterable[Made]]:
    def make(row: Row) -> Iterable[Made]:
        code, rank = _country(row[country]), _TIERS.get(row["tier"].strip().lower())
        if code and rank:
            yield {"country": code, "edition": _year(row[year]), "tier": rank, "publisher": publisher}

    return make


def _coded(row: Row) -> Iterable[Made]:
    country = _country(row["country"])
    for name, answer in row.items():
        if country and name not in ("country", "ccode", "year") and answer and answer.strip():
            yield {
                "country": country,
                "edition": _year(row["year"]),
                "field": name,
                "answer": answer.strip(" \xa0�"),
            }


def _tier_loader(what: str, publisher: str, country: str, year: str, extra: str) -> Loader:
    columns = frozenset({country, year, "tier", extra})
    return Loader(what, "reference.tiers", columns, _tiers(country, year, publisher), publisher)


LOADERS = (
    Loader(
        "labor enforcement values of the Findings on the Worst Forms of Child Labor",
        "reference.labor_enforcement",
        frozenset({"edition", "iso3", "field", "value"}),
        _labor,
    ),
    Loader(
        "UNODC GLOTIP",
        "reference.glotip",
        frozenset({"Iso3_code", "Indicator", "Dimension", "Category", "txtVALUE"}),
        _glotip,
    ),
    Loader(
        "Corruption Perceptions Index",
        "reference.corruption_perceptions",
        frozenset({"ISO3", "Year", "CPI score", "Rank"}),
        _perceptions,
    ),
    _tier_loader("tiers 2000 to 2015", "tier panel 2000-2015", "iso", "year", "countryname"),
    _tier_loader("tiers of one edition", "tiers of the edition", "country", "report_year", "file"),
    Loader(
        "human-coded indicators of TIP reports 2000 to 2011",
        "reference.coded_indicators",
        frozenset({"country", "ccode", "year", "minstand", "efforts"}),
        _coded,
    ),
)
