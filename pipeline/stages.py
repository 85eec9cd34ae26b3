"""What the stages leave on disk: folders named by their key, there whole or not at all.

A folder is filled under a temporary name and then renamed, so that a process killed at any moment
leaves nothing half done under a key. Two processes that do the same work meet in the rename: the
second one finds the result there and throws its own away.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Block, CharMap, Page, Problem, Reading

TEXT, LAYOUT, CHARACTERS = "text.txt", "reading.json", "characters.parquet"
_BOX = ("x0", "top", "x1", "bottom")


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A temporary folder that becomes `folder` when the block ends without an error."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        yield draft
        draft.chmod(0o755)
        try:
            draft.rename(folder)
        except OSError:
            if not folder.is_dir():  # anything but "somebody was faster"
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove drafts that killed processes left behind (called while no worker runs)."""
    for draft in parent.glob(".draft-*"):
        shutil.rmtree(draft, ignore_errors=True)


def drop(folder: Path) -> None:
    """Take a result away, so that the work is done again; the name is free at once."""
    if folder.is_dir():
        doomed = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
        folder.replace(doomed)
        shutil.rmtree(doomed, ignore_errors=True)


def write_reading(reading: Reading, folder: Path) -> None:
    """Clean text as text, its layout as JSON, the way back of each character as Parquet."""
    (folder / TEXT).write_bytes(reading.text.encode("utf-8"))
    layout = {
        "title": reading.title,
        "blocks": [[b.start, b.end, b.kind, b.level] for b in reading.blocks],
        "pages": [asdict(page) for page in reading.pages],
        "problems": [asdict(problem) for problem in reading.problems],
    }
    (folder / LAYOUT).write_text(json.dumps(layout, ensure_ascii=False), encoding="utf-8")
    columns: dict[str, pa.Array] = {}
    if reading.chars.page is not None and reading.chars.box is not None:
        columns["page"] = pa.array(reading.chars.page)
        columns |= {name: pa.array(reading.chars.box[:, i]) for i, name in enumerate(_BOX)}
    if reading.chars.offset is not None:
        columns["offset"] = pa.array(reading.chars.offset)
    pq.write_table(
        pa.table(columns),
        folder / CHARACTERS,
        compression="zstd",
        compression_level=1,
        row_group_size=1 << 17,
    )


def read_reading(folder: Path) -> Reading:
    """The reading that `write_reading` left in `folder`."""
    layout = json.loads((folder / LAYOUT).read_text(encoding="utf-8"))
    file = pq.ParquetFile(folder / CHARACTERS)
    rows, names = file.metadata.num_rows, file.schema_arrow.names
    page = box = offset = None
    if "page" in names:
        page, box = np.empty(rows, dtype=np.int32), np.empty((rows, 4), dtype=np.float32)
        _fill(page, file, "page")
        for i, name in enumerate(_BOX):
            _fill(box[:, i], file, name)
    if "offset" in names:
        offset = np.empty(rows, dtype=np.int32)
        _fill(offset, file, "offset")
    return Reading(
        text=(folder / TEXT).read_bytes().decode("utf-8"),
        blocks=tuple(Block(start, end, kind, level) for start, end, kind, level in layout["blocks"]),
        chars=CharMap(page, box, offset),
        pages=tuple(Page(**values) for values in layout["pages"]),
        problems=tuple(Problem(**values) for values in layout["problems"]),
        title=layout["title"],
    )


def _fill(array: npt.NDArray[Any], file: pq.ParquetFile, column: str) -> None:
    """One column at a time, a piece at a time: a large report stays small in memory."""
    start = 0
    for batch in file.iter_batches(batch_size=1 << 17, columns=[column], use_threads=False):
        array[start : start + batch.num_rows] = batch.column(0).to_numpy()
        start += batch.num_rows
