"""Runs of the real command on the embedded sample."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sources" / "sample"
TipTrace = Callable[..., subprocess.CompletedProcess[str]]

# Everything that a run loads, without the times at which and the runs in which it did.
CONTENT = {
    "documents": "SELECT * EXCLUDE (run_id, loaded_at, seconds, path) FROM documents",
    "figures": "SELECT * FROM mined.figures",
    "mentions": "SELECT * FROM mined.mentions",
    "tiers": "SELECT * FROM tiers",
    "sentences": "SELECT * FROM sentences",
    "sections": "SELECT * FROM sections",
    "narratives": "SELECT * FROM narratives",
    "pages": "SELECT * FROM pages",
    "problems": "SELECT * EXCLUDE (run_id) FROM problems",
}


def command(*arguments: object) -> list[str]:
    code = "from pipeline.cli import main\nif __name__ == '__main__': main()"
    return [sys.executable, "-c", code, *map(str, arguments)]


@pytest.fixture
def tiptrace() -> TipTrace:
    """`tiptrace ARGUMENTS` in a process of its own; `root` is the project that it runs from."""

    def call(*arguments: object, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            capture_output=True,
            text=True,
            check=False,
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "100"},
        )

    return call


def content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the working database, in an order of their own."""
    with duckdb.connect(str(home / "warehouse" / "working.duckdb"), read_only=True) as connection:
        return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in CONTENT.items()}
