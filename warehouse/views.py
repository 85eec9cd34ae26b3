"""What analysts see beside the tables: views, macros and comments.

Since a published copy never changes, its views are stored as tables. `views/*.sql` define them, in
order; `schema.yaml` says in words what each table and column means. The working database holds all of
it without rows (`shape`), so that a copy of it has only to be filled (`fill`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
from pydantic import Field

from models.codebook import FILE as CODEBOOK
from models.codebook import codebook
from models.strict import Strict, load
from sources.countries import FILE as COUNTRIES
from sources.countries import countries

FOLDER = Path(__file__).with_name("views")
WORDS = Path(__file__).with_name("schema.yaml")
SCHEMAS = ("main", "mined", "reference")
_COMMENT = re.compile(r"^\s*(--[^\n]*\n\s*)+")
_CREATE = re.compile(
    r'CREATE (?P<kind>TABLE|TEMP TABLE|VIEW|MACRO) "?(?P<name>\w+)"?\s*(?:\([^)]*\))?\s*AS\b(?P<rest>.*)',
    re.DOTALL,
)


class Thing(Strict):
    """A table, view or macro: what one row is, and the columns that `columns` does not explain."""

    row: str
    columns: dict[str, str] = Field(default_factory=dict)


class Words(Strict):
    columns: dict[str, str]  # the meaning of a column wherever it stands
    things: dict[str, Thing]


@cache
def words() -> Words:
    return load(WORDS, Words)


def shape(connection: duckdb.DuckDBPyConnection) -> None:
    """Make tables (empty), views, macros and comments in a database that holds the migrations' tables.

    Nothing happens where they are there, made from the present definitions; former ones are dropped.
    """
    digest = _digest()
    connection.execute("CREATE SCHEMA IF NOT EXISTS made")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS made.views (kind VARCHAR, name VARCHAR, definitions VARCHAR)"
    )
    former = connection.execute("FROM made.views").fetchall()
    if former and all(row[2] == digest for row in former):
        return
    connection.execute("BEGIN")
    for kind, name, _ in former:
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    connection.execute("DELETE FROM made.views")
    _codebook(connection)
    made = [("TABLE", "indicators"), ("TABLE", "countries")]
    for one in definitions():
        connection.execute(one.sql + (" WITH NO DATA" if one.query else ""))
        if one.kind != "TEMP TABLE":
            made.append((one.kind, one.name))
    comment(connection)
    connection.executemany("INSERT INTO made.views VALUES (?, ?, ?)", [(*row, digest) for row in made])
    connection.execute("COMMIT")


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute the tables, empty until now, in the order of their definitions."""
    for one in definitions():
        if one.query:
            connection.execute(one.sql if one.kind == "TEMP TABLE" else f"INSERT INTO {one.name} {one.query}")


@dataclass(frozen=True, slots=True)
class Definition:
    """One statement of `views/*.sql`."""

    kind: str  # as DROP wants it, or TEMP TABLE: a step on the way that is not kept
    name: str
    sql: str
    query: str  # of a table; empty for macros and views


def definitions() -> list[Definition]:
    found = []
    for file in sorted(FOLDER.glob("*.sql")):
        for statement in duckdb.extract_statements(file.read_text(encoding="utf-8")):
            sql = _COMMENT.sub("", statement.query).strip().rstrip(";")
            match = _CREATE.match(sql)
            if match is None:
                raise ValueError(f"{file}: neither a table nor a view nor a macro: {sql[:60]}")
            kind, rest = match["kind"], match["rest"].strip()
            if kind == "MACRO" and rest.startswith("TABLE"):
                kind = "MACRO TABLE"
            found.append(
                Definition(kind, match["name"], sql, rest if kind in {"TABLE", "TEMP TABLE"} else "")
            )
    return found


def _digest() -> str:
    digest = hashlib.sha256()
    for file in (*sorted(FOLDER.glob("*.sql")), WORDS, CODEBOOK, COUNTRIES, Path(__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _codebook(connection: duckdb.DuckDBPyConnection) -> None:
    """Indicators and countries as tables, so that SQL can join them."""
    book = codebook().indicators
    indicators = pa.table(
        {
            "indicator": list(book),
            "pillar": [one.pillar for one in book.values()],
            "counts": [one.counts for one in book.values()],
            "units": [list(one.units) for one in book.values()],
        }
    )
    names = pa.table({"country": list(countries()), "name": [one.name for one in countries().values()]})
    connection.register("codebook_indicators", indicators)
    connection.register("known_countries", names)
    connection.execute("CREATE TABLE indicators AS FROM codebook_indicators")
    connection.execute("CREATE TABLE countries AS FROM known_countries")
    connection.unregister("codebook_indicators")
    connection.unregister("known_countries")


def comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the words of `schema.yaml` into the database itself."""
    known = words()
    tables = connection.execute(
        "SELECT schema_name, table_name, 'TABLE' FROM duckdb_tables() "
        "WHERE database_name = current_database() UNION ALL "
        "SELECT schema_name, view_name, 'VIEW' FROM duckdb_views() "
        "WHERE database_name = current_database() AND NOT internal"
    ).fetchall()
    statements = []
    for schema, name, kind in tables:
        thing = known.things.get(name if schema == "main" else f"{schema}.{name}")
        if schema not in SCHEMAS or thing is None:
            continue
        statements.append(f"COMMENT ON {kind} {schema}.{name} IS {_text(thing.row)}")
        for (column,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() "
            "AND schema_name = ? AND table_name = ?",
            [schema, name],
        ).fetchall():
            meaning = thing.columns.get(column) or known.columns.get(column)
            if meaning:
                statements.append(f'COMMENT ON COLUMN {schema}.{name}."{column}" IS {_text(meaning)}')
    for (macro,) in connection.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE database_name = current_database() "
        "AND function_type = 'table_macro' AND NOT internal"
    ).fetchall():
        if macro in known.things:
            statements.append(f'COMMENT ON MACRO TABLE "{macro}" IS {_text(known.things[macro].row)}')
    connection.execute(";\n".join(statements))


def _text(words: str) -> str:
    return "'" + " ".join(words.split()).replace("'", "''") + "'"
