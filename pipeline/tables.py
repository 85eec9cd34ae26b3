"""The columns that mining writes and the warehouse loads: one Arrow schema for each table.

A worker writes these tables as Parquet; the one writer loads them as they are. All ids are short
hexadecimal digests of what they name (see `pipeline.document`), so that a second run that finds
the same things writes the same rows.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT, _INT, _REAL, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()

BOXES = pa.list_(pa.struct([("page", _INT), ("x0", _REAL), ("top", _REAL), ("x1", _REAL), ("bottom", _REAL)]))

_PLACE = [("start", _INT), ("end", _INT), ("page", _INT), ("boxes", BOXES)]
_OWNER = [("document_id", _TEXT), ("narrative_id", _TEXT), ("sentence_id", _TEXT)]

SCHEMAS: dict[str, pa.Schema] = {
    "pages": pa.schema(
        [
            ("document_id", _TEXT),
            ("page", _INT),
            ("width", _REAL),
            ("height", _REAL),
            ("rotation", _INT),
            ("start", _INT),
            ("end", _INT),
        ]
    ),
    "narratives": pa.schema(
        [
            ("narrative_id", _TEXT),
            ("document_id", _TEXT),
            ("source", _TEXT),
            ("edition", _INT),
            ("country", _TEXT),
            ("title", _TEXT),
            ("start", _INT),
            ("end", _INT),
            ("first_page", _INT),
            ("last_page", _INT),
            ("words", _INT),
        ]
    ),
    "sections": pa.schema(
        [
            ("section_id", _TEXT),
            ("narrative_id", _TEXT),
            ("document_id", _TEXT),
            ("ordinal", _INT),
            ("kind", _TEXT),
            ("title", _TEXT),
            ("start", _INT),
            ("end", _INT),
        ]
    ),
    "sentences": pa.schema(
        [
            ("sentence_id", _TEXT),
            ("document_id", _TEXT),
            ("narrative_id", _TEXT),
            ("section_id", _TEXT),
            ("section", _TEXT),
            ("paragraph", _INT),
            ("start", _INT),
            ("end", _INT),
            ("page", _INT),
            ("text", _TEXT),
        ]
    ),
    "figures": pa.schema(
        [
            ("figure_id", _TEXT),
            *_OWNER,
            ("country", _TEXT),
            ("indicator", _TEXT),
            ("unit", _TEXT),
            ("low", _REAL),
            ("high", _REAL),
            ("qualifier", _TEXT),
            ("status", _TEXT),
            ("period", _TEXT),
            ("comparison", _FLAG),
            ("reporter", _TEXT),
            ("exploitation", _TEXT),
            ("sex", _TEXT),
            ("age", _TEXT),
            ("nationality", _TEXT),
            ("place", _TEXT),
            ("currency", _TEXT),
            ("part_of", _TEXT),
            ("anchor", _TEXT),
            *_PLACE,
            ("rule", _TEXT),
            ("confidence", _REAL),
            ("extractor", _TEXT),
        ]
    ),
    "mentions": pa.schema(
        [
            ("mention_id", _TEXT),
            *_OWNER,
            ("country", _TEXT),
            ("category", _TEXT),
            ("stance", _TEXT),
            ("actors", pa.list_(_TEXT)),
            ("period", _TEXT),
            ("anchor", _TEXT),
            *_PLACE,
            ("rule", _TEXT),
            ("confidence", _REAL),
            ("extractor", _TEXT),
        ]
    ),
    "tiers": pa.schema(
        [
            ("tier_id", _TEXT),
            *_OWNER,
            ("country", _TEXT),
            ("edition", _INT),
            ("tier", _TEXT),
            ("change", _TEXT),
            ("years_on", _INT),
            ("anchor", _TEXT),
            *_PLACE,
            ("rule", _TEXT),
            ("extractor", _TEXT),
        ]
    ),
    "obligation_evidence": pa.schema(
        [
            ("evidence_id", _TEXT),
            *_OWNER,
            ("country", _TEXT),
            ("duty", _TEXT),
            ("direction", _TEXT),
            *_PLACE,
            ("rule", _TEXT),
            ("confidence", _REAL),
            ("extractor", _TEXT),
        ]
    ),
    "problems": pa.schema(
        [
            ("document_id", _TEXT),
            ("stage", _TEXT),
            ("severity", _TEXT),
            ("code", _TEXT),
            ("page", _INT),
            ("reason", _TEXT),
        ]
    ),
}
