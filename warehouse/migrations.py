"""Numbered migrations: `migrations/NNN_name.sql`, applied in order, each once, each whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.errors import UserError

FOLDER = Path(__file__).with_name("migrations")


def utc_now() -> datetime:
    """The time as the warehouse keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()[:16]


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """All migrations by number; a gap or a number used twice is a mistake in the project itself."""
    found = []
    for file in sorted(folder.glob("*.sql")):
        number, _, name = file.stem.partition("_")
        found.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    if [m.number for m in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"{folder}: migrations must count 1, 2, 3 ... without a gap")
    return found


def migrate(connection: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> list[Migration]:
    """Apply what is missing; return what was applied.

    A database that a newer tiptrace has migrated, or whose migrations differ from ours, is refused:
    its tables are not what this version would write.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, "
        "digest VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    applied = dict(connection.execute("SELECT number, digest FROM migrations").fetchall())
    ours = migrations(folder)
    if newer := set(applied) - {m.number for m in ours}:
        raise UserError(
            f"the warehouse was written by a newer tiptrace (migration {max(newer)}, this one knows "
            f"{len(ours)}); update tiptrace, or name another --home"
        )
    for migration in ours:
        if applied.get(migration.number, migration.digest) != migration.digest:
            raise UserError(
                f"the warehouse was made with another migration {migration.number:03} ({migration.name}); "
                "name another --home, or remove its warehouse folder and run again (no PDF is read again)"
            )
    missing = [m for m in ours if m.number not in applied]
    for migration in missing:
        connection.execute("BEGIN")
        try:
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, ?, ?)",
                [migration.number, migration.name, migration.digest, utc_now()],
            )
            connection.execute("COMMIT")
        except duckdb.Error:
            connection.execute("ROLLBACK")
            raise
    return missing
