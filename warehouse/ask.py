"""One question to the published copy: only statements that read, checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.errors import UserError

_READS = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.RELATION,
}
_BATCH = 5_000  # rows held at a time while streaming


@dataclass(slots=True)
class Answer:
    """Named columns and their rows, fetched as they are asked for."""

    columns: list[str]
    types: list[str]
    result: duckdb.DuckDBPyConnection

    def rows(self) -> Iterator[tuple[Any, ...]]:
        while batch := self.result.fetchmany(_BATCH):
            yield from batch

    def dicts(self) -> Iterator[dict[str, Any]]:
        for row in self.rows():
            yield dict(zip(self.columns, row, strict=True))


def ask(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> Answer:
    """Run one reading statement; UserError where it would write, or where the SQL is wrong.

    DuckDB's read-only mode protects the database file, but not other files: COPY, ATTACH, EXPORT and
    the like are refused by their kind, before they run.
    """
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise UserError(_plain(error)) from error
    if not statements:
        raise UserError('no SQL was given; for instance: tiptrace sql "from schema_guide"')
    if len(statements) > 1:
        raise UserError(f"one statement at a time, please ({len(statements)} were given)")
    kind = statements[0].type
    if kind not in _READS:
        raise UserError(
            f"{kind.name} is refused: the published copy is for reading (SELECT, FROM, WITH, DESCRIBE, "
            "EXPLAIN); use --csv, --json or `tiptrace export` to write results"
        )
    try:
        result = connection.execute(statements[0], dict(parameters) if parameters else None)
        description = result.description or []
    except duckdb.Error as error:
        raise UserError(_plain(error)) from error
    return Answer([column[0] for column in description], [str(column[1]) for column in description], result)


def _plain(error: duckdb.Error) -> str:
    """DuckDB's message without the words that only matter to programmers."""
    text = str(error).strip()
    for prefix in ("Parser Error: ", "Binder Error: ", "Catalog Error: "):
        text = text.removeprefix(prefix)
    if "does not exist" in text and "Table" in text:
        text += '\n\nWhat there is: tiptrace sql "select distinct name, kind from schema_guide"'
    return text
