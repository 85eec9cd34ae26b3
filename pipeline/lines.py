"""Rows for other programs: what was mined from one document, one JSON object a line, in text order.

The fields are the codebook's. `id` counts from 1 within the document, and `part_of` names an `id`.
A tier carries a `doc` of its own (`DOC#tier`): readers that take each row without `category` for a
figure of DOC, the gold set's scorer among them, then pass it by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.records import Document

if TYPE_CHECKING:
    from pipeline.rows import Found

Line = dict[str, Any]
_PLACE = ("start", "end", "anchor")
_FIGURE = ("indicator", "unit", "low", "high", "qualifier", "status", "period", "comparison", "reporter")
_DIMENSIONS = ("exploitation", "sex", "age", "nationality", "place", "currency")  # left out where null
_MENTION = ("category", "stance", "actors", "period")
_TIER = ("tier", "change", "years_on")


def lines(document: Document, found: Sequence[Found]) -> list[Line]:
    """Figures, mentions and tiers of `document`, by their place in the clean text."""
    placed: list[tuple[int, int, int, int, int, Any]] = []
    for narrative, one in enumerate(found):
        kinds: tuple[Sequence[Any], ...] = (one.mined.tiers, one.mined.figures, one.mined.mentions)
        for rank, records in enumerate(kinds):
            placed += [(r.start, r.end, narrative, rank, index, r) for index, r in enumerate(records)]
    placed.sort(key=lambda entry: entry[:5])
    ids = {entry[2:5]: number for number, entry in enumerate(placed, start=1)}
    made = []
    for _, _, narrative, rank, index, record in placed:
        line: Line = {"doc": document.doc, "id": ids[narrative, rank, index]}
        line |= {name: getattr(record, name) for name in _PLACE}
        if rank == 0:
            line["doc"] += "#tier"
            line |= {name: getattr(record, name) for name in _TIER}
            line["edition"] = record.edition or found[narrative].narrative.edition
        elif rank == 1:
            line |= {name: getattr(record, name) for name in _FIGURE}
            line |= {name: getattr(record, name) for name in _DIMENSIONS if getattr(record, name) is not None}
            if record.part_of is not None:
                line["part_of"] = ids[narrative, 1, record.part_of]
        else:
            line |= {name: getattr(record, name) for name in _MENTION}
        line["country"] = record.country or found[narrative].narrative.country
        line["rule"] = record.rule
        line["confidence"] = getattr(record, "confidence", 1.0)
        made.append(line)
    return made
