"""How the warehouse stands, in a few milliseconds: what is loaded, and whether the copy is behind.

Read apart from the writer, without Arrow: a run that finds nothing to do opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.errors import UserError


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as the warehouse holds it."""

    id: str
    key: str  # names the work that was loaded; empty where the worker was lost
    doc: str
    kind: str
    source: str
    edition: int | None
    country: str | None
    failed: bool
    current: bool  # False: another version has taken its place


@dataclass(frozen=True, slots=True)
class Standing:
    loaded: dict[str, Loaded] = field(default_factory=dict)  # by document id
    problems: frozenset[tuple[str, str]] = frozenset()  # (name, code) of files that are no documents
    stale: bool = False  # the published copy is behind the working database, or missing


def standing(working: Path, published: Path) -> Standing:
    """Read from the working database; nothing is written, and nothing is there before the first run."""
    if not working.exists():
        return Standing()
    try:
        connection = duckdb.connect(str(working), read_only=True)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise UserError(f"another run is writing to {working}; wait for it to end, or stop it") from error
        raise UserError(f"cannot open {working}: {error}") from error
    try:
        with connection:
            documents = connection.execute(
                "SELECT document_id, key, doc, kind, source, edition, country, failed, replaced_by IS NULL "
                "FROM documents"
            ).fetchall()
            problems = connection.execute(
                "SELECT name, code FROM problems WHERE document_id IS NULL AND stage = 'acquire'"
            ).fetchall()
    except duckdb.CatalogException:  # made, but not yet migrated: a run was killed in its first second
        return Standing()
    behind = not published.exists() or published.stat().st_mtime_ns < working.stat().st_mtime_ns
    return Standing({row[0]: Loaded(*row) for row in documents}, frozenset(problems), behind)
