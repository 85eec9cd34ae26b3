"""The copy that analysts open: made beside the old one, swapped in by one rename.

A reader keeps the file that it has open; whoever opens next gets the new one. Since a published copy
never changes, the views that take time are computed once, when it is made (`warehouse.views`); what
does not depend on what was loaded last is in the working database and comes with its file.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.errors import UserError
from warehouse.fulltext import index
from warehouse.views import fill, shape

KEPT = 3  # published copies, the current one included


def publish(working: Path, published: Path) -> Path:
    """Publish what is in `working` (which no writer may hold open) and return the copy's own name.

    `published` is always the latest copy; the last three stay beside it under `copies/`.
    """
    if not working.exists():
        raise UserError("nothing has been loaded yet: run `tiptrace run PATH...` first")
    copies = published.parent / "copies"
    copies.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    draft, copy = copies / f"draft-{os.getpid()}.duckdb", copies / f"{published.stem}-{stamp}.duckdb"
    draft.unlink(missing_ok=True)
    try:
        _copy(working, draft)
        _fill(draft)
        draft.replace(copy)
    finally:
        draft.unlink(missing_ok=True)
        Path(f"{draft}.wal").unlink(missing_ok=True)
    _swap(copy, published)
    for old in sorted(copies.glob(f"{published.stem}-*.duckdb"))[:-KEPT]:
        old.unlink()
    return copy


def _copy(working: Path, draft: Path) -> None:
    """A copy of the working database's file, once its shape and its index are up to date.

    The connection is held until the file is copied: no writer comes in between.
    """
    try:
        connection = duckdb.connect(str(working))
    except duckdb.IOException as error:
        raise UserError(f"cannot publish while {working} is being written: {error}") from error
    with connection:
        connection.execute("SET enable_progress_bar = false")
        shape(connection)
        index(connection)
        connection.execute("CHECKPOINT")
        shutil.copyfile(working, draft)


def _fill(draft: Path) -> None:
    """Compute the tables that the working database holds empty."""
    with duckdb.connect(str(draft)) as connection:
        # One transaction, larger than the threshold: it goes straight into the file, past the log.
        connection.execute("SET enable_progress_bar = false; SET checkpoint_threshold = '1KB'")
        connection.execute("BEGIN")
        fill(connection)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _swap(copy: Path, published: Path) -> None:
    """Let `published` be another name of `copy` from one moment to the next."""
    link = published.with_name(f".{published.name}-{os.getpid()}")
    link.unlink(missing_ok=True)
    try:
        os.link(copy, link)
    except OSError:  # a file system without hard links
        shutil.copyfile(copy, link)
    link.replace(published)
