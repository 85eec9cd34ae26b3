"""What a load changed: figures added, gone and changed, worked out in SQL, with the reason.

A figure keeps its id while the same bytes state the same indicator at the same words, so that two
minings of one document are compared by id. A restated document has other bytes: its figures are
paired with those of the version before by what they are about (country, indicator, unit, period,
breakdown), in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# What makes two statements the same statement, and what it says of it.
ABOUT = (
    "country", "indicator", "unit", "period", "comparison", "exploitation", "sex", "age", "nationality",
    "place", "currency",
)  # fmt: skip
SAYS = ("low", "high", "qualifier", "status", "reporter", "anchor")

_SAID = """concat_ws(' ',
    CASE {0}.status WHEN 'not_reported' THEN 'not reported' END,
    nullif(replace({0}.qualifier, '_', ' '), 'exact'),
    CASE WHEN {0}.low = {0}.high THEN printf('%g', {0}.low)
         ELSE concat_ws(' to ', printf('%g', {0}.low), printf('%g', {0}.high)) END,
    {0}.currency, {0}.unit, {0}.exploitation, {0}.sex, {0}.age, {0}.nationality, {0}.place,
    '(' || {0}.period || ')')"""

_RECORD = """
INSERT INTO run_changes
SELECT $run_id, $document_id, coalesce(new.figure_id, old.figure_id), coalesce(new.country, old.country),
    coalesce(new.indicator, old.indicator), coalesce(new.period, old.period),
    CASE WHEN old.figure_id IS NULL THEN 'added' WHEN new.figure_id IS NULL THEN 'gone' ELSE 'changed' END,
    CASE WHEN old.figure_id IS NOT NULL AND new.figure_id IS NOT NULL
         THEN list_filter([{differences}], name -> name IS NOT NULL) END,
    CASE WHEN old.figure_id IS NOT NULL THEN {old} END,
    CASE WHEN new.figure_id IS NOT NULL THEN {new} END,
    $why
FROM (SELECT *, {pair} AS pair FROM figures_before) AS old
FULL JOIN (SELECT *, {pair} AS pair FROM mined.figures WHERE document_id = $document_id) AS new USING (pair)
WHERE old.figure_id IS NULL OR new.figure_id IS NULL OR {differs}
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many figures a load added, took away and changed."""

    added: int = 0
    gone: int = 0
    changed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.gone + other.gone, self.changed + other.changed)


def remember(connection: duckdb.DuckDBPyConnection, document_id: str) -> None:
    """Keep the figures of a document as they are, to compare with after loading."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE figures_before AS SELECT * FROM mined.figures WHERE document_id = ?",
        [document_id],
    )


def record(
    connection: duckdb.DuckDBPyConnection, run_id: int, document_id: str, restates: str | None, why: str
) -> Changes:
    """Write the difference to what was remembered into `run_changes`, and count it."""
    pair = "figure_id"
    if restates and restates != document_id:
        about = ", ".join(ABOUT)
        order = f"row_number() OVER (PARTITION BY {about} ORDER BY start, figure_id)"
        pair = f"struct_pack({', '.join(f'{name} := {name}' for name in ABOUT)}, ordinal := {order})"
    compared = (*ABOUT, *SAYS)
    sql = _RECORD.format(
        pair=pair,
        old=_SAID.format("old"),
        new=_SAID.format("new"),
        differs=" OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in compared),
        differences=", ".join(
            f"CASE WHEN old.{name} IS DISTINCT FROM new.{name} THEN '{name}' END" for name in compared
        ),
    )
    before = _counts(connection, run_id, document_id)
    connection.execute(sql, {"run_id": run_id, "document_id": document_id, "why": why})
    after = _counts(connection, run_id, document_id)
    return Changes(*(b - a for a, b in zip(before, after, strict=True)))


def _counts(connection: duckdb.DuckDBPyConnection, run_id: int, document_id: str) -> tuple[int, int, int]:
    row = connection.execute(
        "SELECT count(*) FILTER (change = 'added'), count(*) FILTER (change = 'gone'), "
        "count(*) FILTER (change = 'changed') FROM run_changes WHERE run_id = ? AND document_id = ?",
        [run_id, document_id],
    ).fetchone()
    assert row is not None  # a count always has a row
    return row[0], row[1], row[2]
