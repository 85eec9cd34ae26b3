"""Reading the published copy: read-only, so that no reader can hold up the writer."""

from __future__ import annotations

import duckdb

from pipeline.errors import UserError
from pipeline.home import Home


def open_published(home: Home) -> duckdb.DuckDBPyConnection:
    """The latest published copy; UserError where nothing has been published yet."""
    if not home.published.exists():
        raise UserError(
            f"nothing has been loaded into {home.root} yet: run `tiptrace run PATH...` first, "
            "or name another folder with --home"
        )
    try:
        return duckdb.connect(str(home.published), read_only=True)
    except duckdb.Error as error:
        raise UserError(f"cannot open {home.published}: {error}") from error
