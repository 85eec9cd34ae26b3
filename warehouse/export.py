"""The warehouse as files: Parquet, CSV, a workbook, or a Frictionless data package.

A data package is the CSV files with `datapackage.json` beside them, in which each field has its type
and the words of the schema guide (https://specs.frictionlessdata.io/tabular-data-package/).
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import duckdb

from pipeline.errors import UserError

Format = Literal["parquet", "csv", "xlsx", "datapackage"]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "xlsx", "datapackage")
TABLES = (
    "series",
    "yoy",
    "coverage",
    "revisions",
    "conflicts",
    "figures",
    "mentions",
    "tier_history",
    "corruption_by_year",
    "documents",
    "indicators",
    "countries",
)
_SHEET_ROWS = 1_048_575  # of an Excel sheet, without the heading
_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    rows: dict[str, int]  # by table


def export(
    connection: duckdb.DuckDBPyConnection, form: Format, out: Path, countries: Sequence[str] = ()
) -> Exported:
    """Write all tables, or those rows that are about `countries`; what was at `out` is replaced whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".export-", dir=out.parent))
    try:
        rows = {
            table: _count(connection, f"SELECT count(*) FROM {_chosen(connection, table, countries)}")
            for table in TABLES
        }
        if form == "xlsx":
            _workbook(connection, draft / "book.xlsx", rows, countries)
            (draft / "book.xlsx").replace(out)
            return Exported(out, rows)
        for table in TABLES:
            _file(connection, table, form, draft, countries)
        if form == "datapackage":
            package = _package(connection, countries)
            (draft / "datapackage.json").write_text(
                json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
            )
        draft.chmod(0o755)
        if out.is_dir():
            shutil.rmtree(out)
        draft.rename(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Exported(out, rows)


def _chosen(connection: duckdb.DuckDBPyConnection, table: str, countries: Sequence[str]) -> str:
    """The table, or a subquery of the rows about `countries`."""
    if not countries or table in ("indicators", "countries"):
        return table
    for code in countries:
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise UserError(f"'{code}' is not an ISO 3166 alpha-3 code such as KHM")
    codes = ", ".join(f"'{code}'" for code in countries)
    if table == "documents":
        told = f"SELECT document_id FROM narratives WHERE country IN ({codes})"
        return f"(FROM documents WHERE document_id IN ({told}))"
    return f"(FROM {table} WHERE country IN ({codes}))"


def _file(
    connection: duckdb.DuckDBPyConnection, table: str, form: Format, folder: Path, countries: Sequence[str]
) -> None:
    """One table through DuckDB's own writers; lists and boxes become JSON where a file has no lists."""
    chosen = _chosen(connection, table, countries)
    if form == "parquet":
        target = str(folder / f"{table}.parquet").replace("'", "''")
        connection.execute(f"COPY (FROM {chosen}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        return
    target = str(folder / f"{table}.csv").replace("'", "''")
    columns = ", ".join(_flat(name, kind) for name, kind in _columns(connection, table))
    connection.execute(f"COPY (SELECT {columns} FROM {chosen}) TO '{target}' (FORMAT csv, HEADER)")


def _flat(name: str, kind: str) -> str:
    return f'to_json("{name}") AS "{name}"' if kind.endswith("[]") or kind == "JSON" else f'"{name}"'


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"DESCRIBE {table}").fetchall()]


def _workbook(
    connection: duckdb.DuckDBPyConnection, file: Path, rows: dict[str, int], countries: Sequence[str]
) -> None:
    import xlsxwriter

    too_long = {table: number for table, number in rows.items() if number > _SHEET_ROWS}
    if too_long:
        told = ", ".join(f"{table} has {number:,} rows" for table, number in too_long.items())
        raise UserError(f"an Excel sheet holds {_SHEET_ROWS:,} rows, and {told}; choose countries, or csv")
    # Text that begins with "=" or looks like an address is text here.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(file), options)
    bold = book.add_format({"bold": True})
    guide = "(SELECT name, column_name, type, meaning, unit FROM schema_guide WHERE name NOT LIKE '%.%')"
    for title, chosen in [("guide", guide)] + [(t, _chosen(connection, t, countries)) for t in TABLES]:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        result = connection.execute(f"FROM {chosen}")
        names = [column[0] for column in result.description or []]
        sheet.write_row(0, 0, names, bold)
        number = 0
        while batch := result.fetchmany(5_000):
            for row in batch:
                number += 1
                sheet.write_row(number, 0, [_cell(value) for value in row])
        sheet.autofilter(0, 0, max(number, 1), len(names) - 1)
    book.close()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, default=str, ensure_ascii=False)
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _package(connection: duckdb.DuckDBPyConnection, countries: Sequence[str]) -> dict[str, Any]:
    publishers = connection.execute(
        "SELECT DISTINCT publisher FROM documents WHERE publisher IS NOT NULL ORDER BY 1"
    ).fetchall()
    return {
        "profile": "tabular-data-package",
        "name": "tiptrace",
        "title": "Figures mined from reports on trafficking in persons",
        "description": "Each figure has its sentence, page and rule; silences are typed, editions that "
        "disagree are kept side by side. Do not add lines of `series` up: breakdowns overlap.",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("tiptrace"),
        "keywords": ["human trafficking", *countries],
        "sources": [{"title": row[0]} for row in publishers],
        "resources": [_resource(connection, table) for table in TABLES],
    }


def _resource(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    guide = {
        name: (meaning, unit)
        for name, meaning, unit in connection.execute(
            "SELECT column_name, meaning, unit FROM schema_guide WHERE name = ?", [table]
        ).fetchall()
    }
    fields = []
    for name, kind in _columns(connection, table):
        meaning, unit = guide.get(name, (None, None))
        told = {"description": f"{meaning} [{unit}]" if unit else meaning} if meaning else {}
        fields.append({"name": name, "type": _TYPES.get(kind, "array"), **told})
    return {
        "name": table.replace("_", "-"),
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": guide[None][0] or "",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
