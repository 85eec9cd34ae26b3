"""Named queries: `queries/NAME.sql`, whose first comment is the question that it answers.

Each takes the same three parameters: `$countries` (a list, or null for all), `$from_year` and
`$to_year`. Comment lines may follow the question: `-- default: country = KHM,THA` where none are
named on the command line, and `-- needs: TABLE` for a reference table that must have been loaded.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import UserError
from warehouse.ask import Answer, ask

FOLDER = Path(__file__).with_name("queries")
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Query:
    name: str
    question: str
    sql: str
    countries: tuple[str, ...] = ()
    needs: str | None = None  # a reference table


def queries(folder: Path = FOLDER) -> dict[str, Query]:
    """All named queries by name."""
    return {file.stem: _read(file) for file in sorted(folder.glob("*.sql"))}


def query(name: str) -> Query:
    known = queries()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UserError(f"no query is called '{name}': {hint}`tiptrace query` lists them all")
    return known[name]


def run(
    connection: duckdb.DuckDBPyConnection,
    named: Query,
    countries: Sequence[str] = (),
    from_year: int | None = None,
    to_year: int | None = None,
) -> Answer:
    """The answer for some countries (all where none is named) and years, first and last included."""
    if named.needs and not _filled(connection, named.needs):
        raise UserError(
            f"'{named.name}' compares with {named.needs}, which is empty: load the publisher's file with "
            "`tiptrace reference load FILE`"
        )
    chosen = [code.upper() for code in (countries or named.countries)]
    values = {
        "countries": chosen or None,
        "from_year": from_year if from_year is not None else FIRST_YEAR,
        "to_year": to_year if to_year is not None else LAST_YEAR,
    }
    used = {name: value for name, value in values.items() if f"${name}" in named.sql}
    return ask(connection, named.sql, used)


def _read(file: Path) -> Query:
    sql = file.read_text(encoding="utf-8")
    question = sql.split("\n", 1)[0].removeprefix("--").strip()
    default = re.search(r"^-- default: country = ([A-Z,]+)$", sql, re.MULTILINE)
    needs = re.search(r"^-- needs: (\S+)", sql, re.MULTILINE)
    return Query(
        file.stem,
        question,
        sql,
        tuple(default[1].split(",")) if default else (),
        needs[1] if needs else None,
    )


def _filled(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None
