"""The copy that analysts open: made beside the old one, swapped in by one rename.

A reader keeps the file that it has open; whoever opens next gets the new one. Since a published copy
never changes, the views that take time are computed once, when it is made (`warehouse.views`).
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.errors import UserError
from warehouse import search
from warehouse.views import build

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
        _write(working, draft)
        draft.replace(copy)
    finally:
        draft.unlink(missing_ok=True)
        Path(f"{draft}.wal").unlink(missing_ok=True)
    _swap(copy, published)
    for old in sorted(copies.glob(f"{published.stem}-*.duckdb"))[:-KEPT]:
        old.unlink()
    return copy


def _write(working: Path, draft: Path) -> None:
    """Tables of the working database, then views, comments and the full-text index."""
    with duckdb.connect(str(draft)) as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            connection.execute(f"ATTACH '{_quoted(working)}' AS working (READ_ONLY)")
        except duckdb.IOException as error:
            raise UserError(f"cannot publish while {working} is being written: {error}") from error
        connection.execute(f'COPY FROM DATABASE working TO "{draft.stem}"')
        connection.execute("DETACH working")
        with ThreadPoolExecutor(max_workers=1) as beside:  # half of the time goes into the full-text index
            indexed = beside.submit(search.index, connection.cursor())
            build(connection)
            indexed.result()
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


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
