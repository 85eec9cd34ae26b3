"""The one writer of the working database.

Workers leave Parquet; only `Writer` turns it into rows, one document a transaction: a process killed
at any moment leaves each document either as it was before or whole. DuckDB lets one process write at
a time; analysts are not disturbed, since they open the published copy (`warehouse.publish`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb

from pipeline.errors import UserError
from pipeline.records import Document, Problem
from pipeline.tables import SCHEMAS
from warehouse import changes
from warehouse.migrations import migrate, utc_now

# Where each table of `pipeline.tables` is kept; decisions of reviewers come between `mined` and readers.
TABLES = {name: f"mined.{name}" if name in ("figures", "mentions") else name for name in SCHEMAS}


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the warehouse holds it, current versions only."""

    id: str
    key: str
    doc: str
    source: str
    edition: int | None
    country: str | None
    failed: bool


class Writer:
    """`with Writer(home.working) as writer:` - migrated and ready; closed at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.connection = duckdb.connect(str(self.path))
        except duckdb.IOException as error:
            if "lock" in str(error).lower():
                raise UserError(
                    f"another run is writing to {self.path}; wait for it to end, or stop it"
                ) from error
            raise UserError(f"cannot open {self.path}: {error}") from error
        self.migrate()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def migrate(self) -> None:
        """Bring the tables up to date; nothing happens where they are."""
        migrate(self.connection)

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    # Runs

    def begin_run(self, command: str) -> int:
        """Open a run and return its number; a run that never ended is written down as interrupted."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE runs SET outcome = 'interrupted', ended_at = ? WHERE outcome = 'running'", [utc_now()]
            )
            run_id: int = self._value("SELECT coalesce(max(run_id), 0) + 1 FROM runs")
            connection.execute(
                "INSERT INTO runs (run_id, command, started_at, outcome) VALUES (?, ?, ?, 'running')",
                [run_id, command, utc_now()],
            )
        return run_id

    def end_run(
        self,
        run_id: int,
        outcome: Literal["done", "with problems", "interrupted", "failed"] = "done",
        *,
        loaded: int = 0,
        unchanged: int = 0,
        failed: int = 0,
        seconds: float = 0.0,
    ) -> None:
        """Close a run: documents loaded, unchanged and failed, and seconds from start to end."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE runs SET outcome = ?, ended_at = ?, loaded = ?, unchanged = ?, failed = ?, "
                "seconds = ? WHERE run_id = ?",
                [outcome, utc_now(), loaded, unchanged, failed, seconds, run_id],
            )

    # Documents

    def load(
        self,
        document: Document,
        folder: Path,
        run_id: int,
        *,
        why: str = "new document",
        key: str = "",
        failed: bool = False,
        replaces: str | None = None,
        seconds: float = 0.0,
    ) -> changes.Changes:
        """Replace all rows of `document` by the Parquet files in `folder`, in one transaction.

        `why` is the reason for the work, kept with each change; `key` names the work; `replaces` is
        the id of the version that this document restates: its rows stay, and are no longer current;
        `seconds` were spent on reading and mining. The number of changes is returned.
        """
        with self.transaction() as connection:
            changes.remember(connection, replaces or document.id)
            replaced_by = None
            if not replaces:  # an old version that is mined again stays old
                replaced_by = self._value(
                    "SELECT replaced_by FROM documents WHERE document_id = ?", document.id
                )
            for name, table in TABLES.items():
                connection.execute(f"DELETE FROM {table} WHERE document_id = ?", [document.id])
                self._insert(name, table, folder / f"{name}.parquet", document, run_id)
            connection.execute("DELETE FROM documents WHERE document_id = ?", [document.id])
            self._insert_document(document, run_id, key, failed, seconds, replaced_by)
            if replaces:
                connection.execute(
                    "UPDATE documents SET replaced_by = ? WHERE document_id = ?", [document.id, replaces]
                )
            return changes.record(connection, run_id, document.id, replaces, why)

    def forget(self, document_id: str, run_id: int, why: str = "removed by hand") -> changes.Changes:
        """Take a document out of the warehouse; its decisions and former changes stay."""
        with self.transaction() as connection:
            changes.remember(connection, document_id)
            for table in (*TABLES.values(), "documents"):
                connection.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])
            return changes.record(connection, run_id, document_id, None, why)

    def held(self) -> dict[str, Held]:
        """Every current document by id, to plan with."""
        rows = self.connection.execute(
            "SELECT document_id, key, doc, source, edition, country, failed FROM documents "
            "WHERE replaced_by IS NULL"
        ).fetchall()
        return {row[0]: Held(*row) for row in rows}

    # Problems and fetches

    def problem(self, run_id: int, name: str, problem: Problem, document_id: str | None = None) -> None:
        """Keep a problem of a file; the same problem of the same file is kept once."""
        self.problems(run_id, [(name, problem)], document_id)

    def problems(
        self, run_id: int, problems: Iterable[tuple[str, Problem]], document_id: str | None = None
    ) -> None:
        with self.transaction() as connection:
            for name, p in problems:
                connection.execute(
                    "DELETE FROM problems WHERE name = ? AND stage = ? AND code = ? "
                    "AND page IS NOT DISTINCT FROM ? AND document_id IS NOT DISTINCT FROM ?",
                    [name, p.stage, p.code, p.page, document_id],
                )
                connection.execute(
                    "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [document_id, name, p.stage, p.severity, p.code, p.page, p.reason, run_id],
                )

    def solved(self, name: str) -> None:
        """Drop the problems of a file that never became a document (it has now, or it is gone)."""
        self.connection.execute("DELETE FROM problems WHERE document_id IS NULL AND name = ?", [name])

    def fetched(self, row: Mapping[str, Any]) -> None:
        """Replace the ledger's line on one address; keys are the columns of `fetches`."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM fetches WHERE url = ?", [row["url"]])
            columns, values = ", ".join(row), list(row.values())
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO fetches ({columns}) VALUES ({marks})", values)

    # Helpers

    def _value(self, sql: str, *parameters: Any) -> Any:
        row = self.connection.execute(sql, list(parameters)).fetchone()
        return row[0] if row else None

    def _insert(self, name: str, table: str, file: Path, document: Document, run_id: int) -> None:
        extra = ", $name AS name, $run_id AS run_id" if name == "problems" else ""
        columns = ", ".join(f'"{column}"' for column in SCHEMAS[name].names)
        parameters: dict[str, Any] = {"file": str(file)}
        if extra:
            parameters |= {"name": document.name, "run_id": run_id}
        self.connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {columns}{extra} FROM read_parquet($file)", parameters
        )

    def _insert_document(
        self,
        document: Document,
        run_id: int,
        key: str,
        failed: bool,
        seconds: float,
        replaced_by: str | None,
    ) -> None:
        counts = {
            "pages": "SELECT count(*) FROM pages WHERE document_id = $id",
            "words": "SELECT coalesce(sum(words), 0) FROM narratives WHERE document_id = $id",
            "figures": "SELECT count(*) FROM mined.figures WHERE document_id = $id",
            "mentions": "SELECT count(*) FROM mined.mentions WHERE document_id = $id",
            "tiers": "SELECT count(*) FROM tiers WHERE document_id = $id",
        }
        values: dict[str, Any] = {
            "document_id": document.id,
            "path": str(document.path),
            "key": key,
            "failed": failed,
            "seconds": seconds,
            "replaced_by": replaced_by,
            "run_id": run_id,
            "loaded_at": utc_now(),
        }
        described = "sha256 doc name kind bytes source edition country title publisher url"
        values |= {name: getattr(document, name) for name in described.split()}
        selected = [f"${name} AS {name}" for name in values]
        selected += [f"({sql.replace('$id', '$document_id')}) AS {name}" for name, sql in counts.items()]
        self.connection.execute(f"INSERT INTO documents BY NAME SELECT {', '.join(selected)}", values)
