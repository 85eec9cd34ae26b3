"""Full text of the sentences: DuckDB's FTS extension, and plain matching where it is not there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

# Digits are kept: figures are what people search for.
_INDEX = (
    r"PRAGMA create_fts_index('sentences', 'sentence_id', 'text', ignore = '(\.|[^a-z0-9])+', overwrite = 1)"
)


def load_extension(connection: duckdb.DuckDBPyConnection) -> bool:
    """Load FTS from the Python package `duckdb-extension-fts` (never from the network); False if absent."""
    package = find_spec("duckdb_extension_fts")
    if package is None or package.origin is None:
        return False
    folder = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    try:
        connection.execute(f"LOAD '{str(folder / 'fts.duckdb_extension').replace(chr(39), chr(39) * 2)}'")
    except duckdb.Error:  # built for another platform or version
        return False
    return True


def index(connection: duckdb.DuckDBPyConnection) -> bool:
    """Index the sentences of a copy that is being published; False where there is no extension."""
    if not load_extension(connection):
        return False
    connection.execute(_INDEX)
    return True
