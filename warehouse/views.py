"""Views, macros and comments of the published copy, from `views/*.sql` in order."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).with_name("views")


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Create everything that analysts see beside the tables themselves."""
    for file in sorted(FOLDER.glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
