"""The full-text index of the sentences, kept in the working database and extended by what is new.

DuckDB's FTS extension can only build an index from nothing, which takes longer than all the rest of
publishing. What it builds are plain tables (terms, documents, a dictionary, two sums) that its macro
reads, so that sentences can be added and taken out in SQL, with the extension's own tokeniser and
stemmer. `indexed` says which documents are in it; where it is missing, or was made by another
version, the extension builds the whole.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

SCHEMA = "fts_main_sentences"  # the extension's name for the index of main.sentences
# Digits are kept: figures are what people search for.
BUILD = (
    r"PRAGMA create_fts_index('sentences', 'sentence_id', 'text', ignore = '(\.|[^a-z0-9])+', overwrite = 1)"
)
_MADE_BY = f"DuckDB {duckdb.__version__}, {BUILD}".replace("'", "")

_TAKE_OUT = f"""
CREATE TEMP TABLE gone AS
    SELECT docid FROM {SCHEMA}.docs WHERE name NOT IN (
        SELECT sentence_id FROM sentences JOIN kept USING (document_id));
UPDATE {SCHEMA}.dict SET df = df - lost.n FROM (
    SELECT termid, count(DISTINCT docid) AS n FROM {SCHEMA}.terms JOIN gone USING (docid) GROUP BY termid
) AS lost WHERE lost.termid = dict.termid;
DELETE FROM {SCHEMA}.terms WHERE docid IN (FROM gone);
DELETE FROM {SCHEMA}.docs WHERE docid IN (FROM gone);
DELETE FROM {SCHEMA}.dict WHERE df = 0;
DROP TABLE gone;
"""
_PUT_IN = f"""
CREATE TEMP TABLE added AS
    SELECT row_number() OVER () + coalesce((SELECT max(docid) FROM {SCHEMA}.docs), -1) AS docid,
        sentence_id AS name, {SCHEMA}.tokenize(text) AS tokens
    FROM sentences WHERE document_id NOT IN (SELECT document_id FROM kept);
CREATE TEMP TABLE words AS
    SELECT docid, stem(token, 'porter') AS term FROM (SELECT docid, unnest(tokens) AS token FROM added)
    WHERE token <> '' AND token NOT IN (SELECT sw FROM {SCHEMA}.stopwords);
INSERT INTO {SCHEMA}.dict (termid, term, df)
    SELECT row_number() OVER () + coalesce((SELECT max(termid) FROM {SCHEMA}.dict), -1), term, 0
    FROM (SELECT DISTINCT term FROM words WHERE term NOT IN (SELECT term FROM {SCHEMA}.dict));
UPDATE {SCHEMA}.dict SET df = df + found.n FROM (
    SELECT term, count(DISTINCT docid) AS n FROM words GROUP BY term
) AS found WHERE found.term = dict.term;
INSERT INTO {SCHEMA}.terms BY NAME
    SELECT docid, 0 AS fieldid, termid FROM words JOIN {SCHEMA}.dict USING (term);
INSERT INTO {SCHEMA}.docs BY NAME
    SELECT docid, name, count(words.term) AS len FROM added LEFT JOIN words USING (docid) GROUP BY ALL;
DROP TABLE added;
DROP TABLE words;
"""
_SUM_UP = f"""
UPDATE {SCHEMA}.stats SET num_docs = told.n, avgdl = told.average FROM (
    SELECT count(*) AS n, avg(len) AS average FROM {SCHEMA}.docs) AS told;
DELETE FROM {SCHEMA}.indexed;
INSERT INTO {SCHEMA}.indexed SELECT document_id, loaded_at FROM documents;
"""


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
    """Bring the index up to date with the sentences; False where there is no extension."""
    if not load_extension(connection):
        return False
    if not (_usable(connection) and _extend(connection)):
        connection.execute(BUILD)
        connection.execute(
            f"CREATE TABLE {SCHEMA}.indexed AS SELECT document_id, loaded_at FROM documents; "
            f"COMMENT ON TABLE {SCHEMA}.indexed IS '{_MADE_BY}'"
        )
    return True


def _extend(connection: duckdb.DuckDBPyConnection) -> bool:
    """Take out the documents that are gone or were loaded again, put in those that are not in it.

    False where that is not worth it, or cannot be done since the index is not laid out as we know it.
    """
    connection.execute("BEGIN")
    try:
        connection.execute(
            "CREATE TEMP TABLE kept AS "
            f"SELECT document_id FROM documents JOIN {SCHEMA}.indexed USING (document_id, loaded_at)"
        )
        counts = connection.execute(
            f"SELECT (SELECT count(*) FROM kept), (SELECT count(*) FROM {SCHEMA}.indexed), "
            "(SELECT count(*) FROM documents)"
        ).fetchone()
        assert counts is not None  # counts are always a row
        kept, indexed, documents = counts
        if 2 * kept < documents:  # most of it is new: the extension is as quick
            connection.execute("ROLLBACK")
            return False
        if kept < indexed:
            connection.execute(_TAKE_OUT)
        if kept < documents:
            connection.execute(_PUT_IN)
        if kept < max(indexed, documents):
            connection.execute(_SUM_UP)
        connection.execute("DROP TABLE kept")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        return False
    connection.execute("COMMIT")
    return True


def has_index(connection: duckdb.DuckDBPyConnection) -> bool:
    """The database holds an index, whole and by this version or not."""
    found = connection.execute(
        f"SELECT 1 FROM duckdb_schemas() WHERE schema_name = '{SCHEMA}' "
        "AND database_name = current_database()"
    ).fetchone()
    return found is not None


def _usable(connection: duckdb.DuckDBPyConnection) -> bool:
    """The index was finished, by this version of DuckDB and with these settings."""
    found = connection.execute(
        f"SELECT comment FROM duckdb_tables() WHERE schema_name = '{SCHEMA}' AND table_name = 'indexed' "
        "AND database_name = current_database()"
    ).fetchone()
    return found is not None and found[0] == _MADE_BY
