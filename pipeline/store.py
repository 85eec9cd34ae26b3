"""The store: documents as they came, named by the sha256 of their bytes, and an index of them.

    store/3f/3f9a….pdf      read-only copies
    store/index.sqlite      what each document is, and which file was last seen with which bytes

The index saves work, and remembers what somebody said a document is. It lets a run over hundreds of
unchanged files answer without opening one of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from pipeline.home import Home
from pipeline.identity import Identity
from pipeline.records import Document, Kind, Problem

_SUFFIX: dict[Kind, str] = {"pdf": ".pdf", "html": ".html", "text": ".txt"}
_INCOMING, _ABANDONED = ".incoming-", 3600  # seconds
_SCHEMA = """
create table if not exists documents (
    sha256 text primary key,
    name text not null,
    doc text not null,
    kind text not null,
    bytes integer not null,
    identity text not null,      -- JSON: what the document is
    said text not null,          -- JSON: what somebody said it is, which stands above the rest
    superseded_by text           -- sha256 of the version that took its place
);
create table if not exists files (
    path text primary key,
    stamp text not null,         -- size, time and sidecar when the file was last looked at
    sha256 text not null,
    kind text not null,
    identity text not null       -- JSON: what was told from the file
);
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a file that has not changed since it was last looked at."""

    sha256: str
    kind: Kind
    identity: Identity


class Store:
    """Opened once for a command; changes to the index are written when it is closed."""

    def __init__(self, home: Home) -> None:
        self.folder = home.store
        self.folder.mkdir(parents=True, exist_ok=True)
        self.index = sqlite3.connect(self.folder / "index.sqlite", timeout=30)
        self.index.executescript(_SCHEMA)
        for left in self.folder.glob(f"{_INCOMING}*"):  # by a process that was killed
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.commit()
        self.index.close()

    def seen(self, path: Path, stamp: str) -> Seen | None:
        """What a file was found to be, if neither it nor its sidecar has changed and it is stored."""
        row = self.index.execute(
            "select sha256, kind, identity from files where path = ? and stamp = ?", (str(path), stamp)
        ).fetchone()
        if row is None or not self.place(row[0], row[1]).exists():
            return None
        return Seen(row[0], row[1], _identity(row[2]))

    def take(self, path: Path, kind: Kind) -> str:
        """Copy a file's bytes into the store, whole or not at all; returns their sha256."""
        handle, name = tempfile.mkstemp(prefix=_INCOMING, dir=self.folder)
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as copy, path.open("rb") as file:
                shutil.copyfileobj(file, copy, 1 << 20)
            with incoming.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            place = self.place(sha256, kind)
            if not place.exists():
                place.parent.mkdir(exist_ok=True)
                incoming.chmod(0o444)
                incoming.replace(place)
        finally:
            incoming.unlink(missing_ok=True)
        return sha256

    def note(self, path: Path, stamp: str, seen: Seen) -> str | None:
        """Remember what a file was found to be; returns the sha256 it had before, if another."""
        row = self.index.execute("select sha256 from files where path = ?", (str(path),)).fetchone()
        self.index.execute(
            "insert or replace into files values (?, ?, ?, ?, ?)",
            (str(path), stamp, seen.sha256, seen.kind, _json(seen.identity)),
        )
        return row[0] if row and row[0] != seen.sha256 else None

    def said(self, sha256: str) -> dict[str, str | int]:
        """What somebody said that a document is, in this or an earlier run."""
        row = self.index.execute("select said from documents where sha256 = ?", (sha256,)).fetchone()
        return cast("dict[str, str | int]", json.loads(row[0])) if row else {}

    def known(self, sha256: str, identity: Identity, said: dict[str, str | int]) -> Document | None:
        """The document of these bytes, if it is written down as exactly this."""
        row = self.index.execute(
            "select sha256, name, doc, kind, bytes from documents where sha256 = ? and identity = ? "
            "and said = ? and superseded_by is null",
            (sha256, _json(identity), json.dumps(said, sort_keys=True)),
        ).fetchone()
        return self._document(row, identity) if row else None

    def keep(
        self, sha256: str, name: str, doc: str, kind: Kind, identity: Identity, said: dict[str, str | int]
    ) -> Document:
        """Write down what a document is. Its name is the one under which it first came."""
        row = self.index.execute("select name, doc from documents where sha256 = ?", (sha256,)).fetchone()
        name, doc = row or (name, doc)
        size = self.place(sha256, kind).stat().st_size
        self.index.execute(
            "insert or replace into documents values (?, ?, ?, ?, ?, ?, ?, null)",
            (sha256, name, doc, kind, size, _json(identity), json.dumps(said, sort_keys=True)),
        )
        return self._document((sha256, name, doc, kind, size), identity)

    def supersede(self, old: str, new: str) -> None:
        """The bytes at a known place have changed: `new` stands for them from now on."""
        self.index.execute("update documents set superseded_by = ? where sha256 = ?", (new, old))

    def documents(self) -> Iterator[Document]:
        """Every document in the store that no newer version stands for, by name."""
        rows = self.index.execute(
            "select sha256, name, doc, kind, bytes, identity from documents "
            "where superseded_by is null order by name, sha256"
        )
        for *about, identity in rows.fetchall():
            if self.place(about[0], about[3]).exists():
                yield self._document(tuple(about), _identity(identity))

    def place(self, sha256: str, kind: Kind) -> Path:
        """Where the bytes of a document are."""
        return self.folder / sha256[:2] / f"{sha256}{_SUFFIX[kind]}"

    def _document(self, about: tuple[str, str, str, Kind, int], identity: Identity) -> Document:
        sha256, name, doc, kind, size = about
        return Document(
            sha256=sha256,
            path=self.place(sha256, kind),
            name=name,
            doc=doc,
            kind=kind,
            bytes=size,
            source=identity.source or "",
            edition=identity.edition,
            country=identity.country,
            title=identity.title,
            publisher=identity.publisher,
            url=identity.url,
        )


def _json(identity: Identity) -> str:
    return json.dumps(asdict(identity), sort_keys=True, ensure_ascii=False)


def _identity(text: str) -> Identity:
    values = json.loads(text)
    problems = tuple(Problem(**problem) for problem in values.pop("problems"))
    return Identity(**values, problems=problems)
