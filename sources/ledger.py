"""The ledger of fetching: what was asked of which address, when, and what came of it.

One line is added for each look at an address and none is ever changed; but for the last, the columns
are those of the warehouse's table `fetches`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["new", "changed", "unchanged", "refused", "failed"]

_SCHEMA = """
create table if not exists fetches (
    url text not null,
    source text not null,
    edition integer,
    country text,
    fetched_at text not null,     -- UTC, ISO 8601
    http_status integer,
    etag text,
    last_modified text,
    sha256 text,
    bytes integer,
    outcome text not null,
    words text                    -- digest of what the document says, without its furniture
);
create index if not exists fetches_url on fetches (url, sha256);
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One look at an address."""

    url: str
    source: str
    edition: int | None
    country: str | None
    fetched_at: str
    http_status: int | None
    etag: str | None
    last_modified: str | None
    sha256: str | None  # of the bytes that the address held then
    bytes: int | None
    outcome: Outcome
    words: str | None = None


class Ledger:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lines = sqlite3.connect(path, timeout=30)
        self._lines.executescript(_SCHEMA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def add(self, line: Line) -> None:
        marks = ", ".join("?" * 12)
        self._lines.execute(f"insert into fetches values ({marks})", astuple(line))
        self._lines.commit()

    def last(self, url: str) -> Line | None:
        """The last time that the address gave a document, or word that it had not changed."""
        row = self._lines.execute(
            "select * from fetches where url = ? and sha256 is not null order by rowid desc limit 1", (url,)
        ).fetchone()
        return Line(*row) if row else None

    def since(self, moment: str = "") -> list[Line]:
        """The last line of each address that was asked at or after `moment` (UTC, ISO 8601)."""
        rows = self._lines.execute(
            "select * from fetches where rowid in (select max(rowid) from fetches group by url) "
            "and fetched_at >= ? order by rowid",
            (moment,),
        )
        return [Line(*row) for row in rows]

    def lines(self) -> list[Line]:
        """All lines, the oldest first."""
        return [Line(*row) for row in self._lines.execute("select * from fetches order by rowid")]
