"""What a load changed: figures added, gone and changed, worked out in SQL, with the reason.

A figure keeps its id while the same bytes state the same indicator at the same words, so that two
minings of one document are compared by id. A restated document has other bytes: its figures are
paired with those of the version before by what they are about (country, indicator, unit, period,
breakdown), in the order of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

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
WITH loaded AS (SELECT * FROM loading WHERE {which}),
old AS (SELECT *, {pair} AS pair FROM figures_before WHERE loading_id IN (SELECT document_id FROM loaded)),
new AS (
    SELECT *, document_id AS loading_id, {pair} AS pair
    FROM mined.figures WHERE document_id IN (SELECT document_id FROM loaded)
)
SELECT $run_id, loading_id, coalesce(new.figure_id, old.figure_id), coalesce(new.country, old.country),
    coalesce(new.indicator, old.indicator), coalesce(new.period, old.period),
    CASE WHEN old.figure_id IS NULL THEN 'added' WHEN new.figure_id IS NULL THEN 'gone' ELSE 'changed' END,
    CASE WHEN old.figure_id IS NOT NULL AND new.figure_id IS NOT NULL
         THEN list_filter([{differences}], lambda name: name IS NOT NULL) END,
    CASE WHEN old.figure_id IS NOT NULL THEN {old} END,
    CASE WHEN new.figure_id IS NOT NULL THEN {new} END,
    loaded.why
FROM old FULL JOIN new USING (loading_id, pair) JOIN loaded ON loaded.document_id = loading_id
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


def remember(connection: duckdb.DuckDBPyConnection, documents: Sequence[tuple[str, str | None, str]]) -> None:
    """Keep the figures of documents as they are, to compare with after loading.

    Each document: its id, the id of the version that it restates or None, and the reason for the work.
    """
    ids, restates, why = (list(column) for column in zip(*documents, strict=True))
    columns = {"document_id": ids, "restates": pa.array(restates, pa.string()), "why": why}
    connection.register("loading_now", pa.table(columns))
    connection.execute("CREATE OR REPLACE TEMP TABLE loading AS FROM loading_now")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE figures_before AS "
        f"SELECT figure_id, start, {', '.join((*ABOUT, *SAYS))}, figures.document_id, "
        "loading.document_id AS loading_id FROM mined.figures "
        "JOIN loading ON figures.document_id = coalesce(loading.restates, loading.document_id)"
    )


def record(connection: duckdb.DuckDBPyConnection, run_id: int) -> Changes:
    """Write the differences to what was remembered into `run_changes`, and count them."""
    about = ", ".join(ABOUT)
    order = f"row_number() OVER (PARTITION BY document_id, {about} ORDER BY start, figure_id)"
    by_about = f"struct_pack({', '.join(f'{name} := {name}' for name in ABOUT)}, ordinal := {order})"
    compared = (*ABOUT, *SAYS)
    before = _counts(connection, run_id)
    for which, pair in (("restates IS NULL", "figure_id"), ("restates IS NOT NULL", by_about)):
        if not connection.execute(f"SELECT 1 FROM loading WHERE {which} LIMIT 1").fetchone():
            continue
        sql = _RECORD.format(
            which=which,
            pair=pair,
            old=_SAID.format("old"),
            new=_SAID.format("new"),
            differs=" OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in compared),
            differences=", ".join(
                f"CASE WHEN old.{name} IS DISTINCT FROM new.{name} THEN '{name}' END" for name in compared
            ),
        )
        connection.execute(sql, {"run_id": run_id})
    after = _counts(connection, run_id)
    return Changes(*(b - a for a, b in zip(before, after, strict=True)))


def decided(
    connection: duckdb.DuckDBPyConnection,
    run_id: int,
    figure_id: str,
    decision: str,
    fields: Mapping[str, object],
) -> None:
    """Write down what a reviewer's correction or rejection did to a figure."""
    after = ", ".join(f"{name}: {'none' if value is None else value}" for name, value in fields.items())
    connection.execute(
        "INSERT INTO run_changes SELECT $run_id, document_id, figure_id, country, indicator, period, "
        f"$change, $fields, {_SAID.format('f')}, $after, 'human correction' "
        "FROM mined.figures AS f WHERE figure_id = $figure_id",
        {
            "run_id": run_id,
            "figure_id": figure_id,
            "change": "gone" if decision == "reject" else "changed",
            "fields": list(fields) or None,
            "after": after or None,
        },
    )


def _counts(connection: duckdb.DuckDBPyConnection, run_id: int) -> tuple[int, int, int]:
    row = connection.execute(
        "SELECT count(*) FILTER (change = 'added'), count(*) FILTER (change = 'gone'), "
        "count(*) FILTER (change = 'changed') FROM run_changes WHERE run_id = ?",
        [run_id],
    ).fetchone()
    assert row is not None  # a count always has a row
    return row[0], row[1], row[2]
