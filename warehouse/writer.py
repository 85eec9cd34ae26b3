"""The one writer of the working database.

Workers leave Parquet; only `Writer` turns it into rows, one document a transaction: a process killed
at any moment leaves each document either as it was before or whole. DuckDB lets one process write at
a time; analysts are not disturbed, since they open the published copy (`warehouse.publish`).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb
import pyarrow as pa

from pipeline.errors import UserError
from pipeline.records import Document, Problem
from pipeline.tables import SCHEMAS
from warehouse import changes
from warehouse.migrations import migrate, utc_now

# Where each table of `pipeline.tables` is kept; decisions of reviewers come between `mined` and readers.
TABLES = {name: f"mined.{name}" if name in ("figures", "mentions") else name for name in SCHEMAS}


_COUNTS = {
    "pages": ("pages", "count(*)"),
    "words": ("narratives", "sum(words)"),
    "figures": ("mined.figures", "count(*)"),
    "mentions": ("mined.mentions", "count(*)"),
    "tiers": ("tiers", "count(*)"),
}
_DOCUMENTS = pa.schema(
    [(name, pa.string()) for name in ("document_id", "sha256", "doc", "name", "path", "kind", "source")]
    + [(name, pa.string()) for name in ("country", "title", "publisher", "url", "key", "replaced_by")]
    + [(name, pa.int32()) for name in ("edition", "run_id")]
    + [("bytes", pa.int64()), ("failed", pa.bool_()), ("seconds", pa.float64())]
    + [("loaded_at", pa.timestamp("us"))]
)


@dataclass(frozen=True, slots=True)
class Load:
    """A document that is to be loaded.

    `why` is the reason for the work, kept with each change; `key` names the work; `replaces` is the
    id of the version that this document restates: its rows stay, and are no longer current;
    `seconds` were spent on reading and mining.
    """

    document: Document
    folder: Path  # one Parquet file for each table of `pipeline.tables`
    why: str = "new document"
    key: str = ""
    failed: bool = False
    replaces: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer made of one row; `reading` is the digest that the published row showed."""

    kind: Literal["figure", "mention"]
    row_id: str
    document_id: str
    decision: Literal["accept", "correct", "reject"]
    reading: str
    reviewer: str
    decided_on: date
    fields: Mapping[str, Any] | None = None  # corrected columns; None as a value clears one
    comment: str | None = None


class Writer:
    """`with Writer(home.working) as writer:` - migrated and ready; closed at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.connection = duckdb.connect(str(self.path))
            # One thread: it costs half the processor time of two, and the workers have the other cores.
            self.connection.execute("SET threads = 1; SET enable_progress_bar = false")
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
        """Replace all rows of one document in one transaction; see `Load` for the arguments."""
        return self.load_all([Load(document, folder, why, key, failed, replaces, seconds)], run_id)

    def load_all(self, loads: Sequence[Load], run_id: int) -> changes.Changes:
        """Replace all rows of some documents, all of them in one transaction.

        A batch costs little more than a document: give a worker's dozen at once, not a whole corpus,
        so that little is lost when the run is killed. The number of changes is returned.
        """
        if not loads:
            return changes.Changes()
        ids = [load.document.id for load in loads]
        with self.transaction() as connection:
            changes.remember(connection, [(load.document.id, load.replaces, load.why) for load in loads])
            still_old = dict(
                connection.execute(
                    "SELECT document_id, replaced_by FROM documents WHERE document_id IN $ids", {"ids": ids}
                ).fetchall()
            )
            for name, table in TABLES.items():
                if still_old:
                    connection.execute(f"DELETE FROM {table} WHERE document_id IN $ids", {"ids": ids})
                self._insert(name, table, loads, run_id)
            connection.execute("DELETE FROM documents WHERE document_id IN $ids", {"ids": ids})
            self._insert_documents(loads, run_id, still_old)
            for load in loads:
                if load.replaces:
                    connection.execute(
                        "UPDATE documents SET replaced_by = ? WHERE document_id = ?",
                        [load.document.id, load.replaces],
                    )
            return changes.record(connection, run_id)

    def forget(self, document_id: str, run_id: int, why: str = "removed by hand") -> changes.Changes:
        """Take a document out of the warehouse; its decisions and former changes stay."""
        with self.transaction() as connection:
            changes.remember(connection, [(document_id, None, why)])
            for table in (*TABLES.values(), "documents"):
                connection.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])
            return changes.record(connection, run_id)

    def decide(self, decisions: Sequence[Decision], run_id: int) -> None:
        """Keep what reviewers decided, in the order given; what was decided before stays.

        What a decision does to a figure is a change of the run like any other.
        """
        with self.transaction() as connection:
            for one in decisions:
                fields = json.dumps(dict(one.fields), ensure_ascii=False) if one.fields else None
                connection.execute(
                    "INSERT INTO review_decisions SELECT coalesce(max(decision_id), 0) + 1, "
                    "?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM review_decisions",
                    [
                        *(one.kind, one.row_id, one.document_id, one.decision, fields, one.reading),
                        *(one.reviewer, one.decided_on, one.comment, run_id),
                    ],
                )
                if one.kind == "figure" and one.decision != "accept":
                    changes.decided(connection, run_id, one.row_id, one.decision, one.fields or {})

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

    def last_fetch(self) -> datetime | None:
        """When the ledger's newest line that is here was written, in UTC."""
        moment: datetime | None = self._value("SELECT max(fetched_at) FROM fetches")
        return moment

    # Helpers

    def _value(self, sql: str, *parameters: Any) -> Any:
        row = self.connection.execute(sql, list(parameters)).fetchone()
        return row[0] if row else None

    def _insert(self, name: str, table: str, loads: Sequence[Load], run_id: int) -> None:
        columns = ", ".join(f'"{column}"' for column in SCHEMAS[name].names)
        files = [str(load.folder / f"{name}.parquet") for load in loads]
        source, parameters = "read_parquet($files)", {"files": files}
        if name == "problems":
            names = pa.table(
                {
                    "document_id": [load.document.id for load in loads],
                    "name": [load.document.name for load in loads],
                }
            )
            self.connection.register("loaded_names", names)
            columns += f", name, {run_id} AS run_id"
            source += " JOIN loaded_names USING (document_id)"
        self.connection.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM {source}", parameters)

    def _insert_documents(
        self, loads: Sequence[Load], run_id: int, still_old: Mapping[str, str | None]
    ) -> None:
        now = utc_now()
        fields = dataclasses.fields(Document)
        rows = [
            {field.name: getattr(load.document, field.name) for field in fields}
            | {"document_id": load.document.id, "path": str(load.document.path)}
            | {"failed": load.failed, "key": load.key, "seconds": load.seconds}
            # An old version that is mined again stays old.
            | {"replaced_by": None if load.replaces else still_old.get(load.document.id)}
            | {"run_id": run_id, "loaded_at": now}
            for load in loads
        ]
        self.connection.register("loaded_documents", pa.Table.from_pylist(rows, schema=_DOCUMENTS))
        counts = ", ".join(f"coalesce({name}.n, 0) AS {name}" for name in _COUNTS)
        joins = " ".join(
            f"LEFT JOIN (SELECT document_id, {what} AS n FROM {table} WHERE document_id IN $ids "
            f"GROUP BY ALL) AS {name} USING (document_id)"
            for name, (table, what) in _COUNTS.items()
        )
        self.connection.execute(
            f"INSERT INTO documents BY NAME SELECT l.*, {counts} FROM loaded_documents AS l {joins}",
            {"ids": [load.document.id for load in loads]},
        )
