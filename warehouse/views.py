"""What analysts see beside the tables: views, macros and comments, made when a copy is published.

Since the copy never changes, views that take time are stored as tables. `views/*.sql` run in order;
`schema.yaml` says in words what each table and column means.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
from pydantic import Field

from models.codebook import codebook
from models.strict import Strict, load
from sources.countries import countries

FOLDER = Path(__file__).with_name("views")
WORDS = Path(__file__).with_name("schema.yaml")
SCHEMAS = ("main", "mined", "reference")


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


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Create all of it in a database that holds the tables of the migrations."""
    _codebook(connection)
    for file in sorted(FOLDER.glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
    comment(connection)


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
    connection.execute(";\n".join(["BEGIN", *statements, "COMMIT"]))  # some hundreds: one transaction


def _text(words: str) -> str:
    return "'" + " ".join(words.split()).replace("'", "''") + "'"
