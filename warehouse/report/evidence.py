"""A statement with its evidence: the row, its sentence in context, the document and the place in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

from pipeline.errors import UserError
from pipeline.records import Box

Kind = Literal["figure", "mention", "tier"]
TABLES: dict[Kind, str] = {"figure": "figures", "mention": "mentions", "tier": "tiers"}
SHORTEST_PREFIX = 4

# A table's alias in a select list is the whole row as a struct, so the columns may change freely.
_SQL = """
WITH chosen AS (SELECT * FROM {table} WHERE {condition}),
told AS (
    SELECT *, lag(text) OVER w AS before, lead(text) OVER w AS after
    FROM sentences WHERE narrative_id IN (SELECT narrative_id FROM chosen)
    WINDOW w AS (PARTITION BY narrative_id ORDER BY start)
)
SELECT c, t, d, n
FROM chosen c
JOIN documents d ON d.document_id = c.document_id
JOIN narratives n ON n.narrative_id = c.narrative_id
LEFT JOIN told t ON t.sentence_id = c.sentence_id
ORDER BY n.edition, d.name, c.start, c."end"
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure, corruption mention or tier, with all that shows where it comes from."""

    kind: Kind
    row: dict[str, Any]  # every column of its table
    sentence: str
    start: int  # of the anchor within the sentence
    end: int
    previous: str | None  # the sentences around it
    following: str | None
    document: dict[str, Any]
    narrative: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.row[f"{self.kind}_id"])

    @property
    def page(self) -> int | None:
        page: int | None = self.row["page"]
        return page

    @property
    def edition(self) -> int | None:
        edition: int | None = self.narrative["edition"]
        return edition

    @property
    def boxes(self) -> tuple[Box, ...]:
        """One for each printed line of the anchor; empty for text and HTML."""
        return tuple(Box(**box) for box in self.row["boxes"] or ())

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence before the anchor, the anchor, and the rest, on one line each."""
        pieces = (
            self.sentence[: self.start],
            self.sentence[self.start : self.end],
            self.sentence[self.end :],
        )
        before, anchor, after = (piece.replace("\n", " ") for piece in pieces)
        return before, anchor, after


def find(connection: duckdb.DuckDBPyConnection, identifier: str) -> Evidence:
    """The statement that has this id, or the only one whose id begins so."""
    if len(identifier) < SHORTEST_PREFIX:
        raise UserError(f"'{identifier}' is too short for an id: give at least {SHORTEST_PREFIX} characters")
    found = [
        evidence
        for kind, table in TABLES.items()
        for evidence in _select(connection, kind, f"starts_with({kind}_id, ?)", [identifier], table)
    ]
    if not found:
        raise UserError(
            f"no figure, mention or tier has the id '{identifier}'; ids are in the first column of "
            '`tiptrace sql "from figures"`'
        )
    if len(found) > 1:
        ids = ", ".join(evidence.id for evidence in found[:5])
        raise UserError(f"{len(found)} ids begin with '{identifier}': {ids}{', …' if len(found) > 5 else ''}")
    return found[0]


def of_country(connection: duckdb.DuckDBPyConnection, country: str, kind: Kind) -> list[Evidence]:
    """Every statement of one kind about a country, by edition, document and place in the text."""
    return list(_select(connection, kind, "country = ?", [country], TABLES[kind]))


def _select(
    connection: duckdb.DuckDBPyConnection, kind: Kind, condition: str, values: list[Any], table: str
) -> Iterable[Evidence]:
    for row, told, document, narrative in connection.execute(
        _SQL.format(table=table, condition=condition), values
    ).fetchall():
        text, offset = told["text"], told["start"]
        if text is None:  # the words stand outside of every sentence, in a heading
            text, offset = row["anchor"], row["start"]
        start = min(max(row["start"] - offset, 0), len(text))
        end = min(max(row["end"] - offset, start), len(text))
        yield Evidence(
            kind,
            row,
            text,
            start,
            end,
            told["before"],
            told["after"],
            document,
            narrative,
        )
