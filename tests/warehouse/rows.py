"""Small hand-made rows for the tests of the warehouse, as the Parquet that workers leave."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Document
from pipeline.tables import SCHEMAS

Row = dict[str, Any]


def document(
    doc: str,
    source: str = "state-tip",
    edition: int | None = 2018,
    country: str | None = "KHM",
    text: str = "",
) -> Document:
    """A document whose bytes are named after it; another `text` makes another version of it."""
    sha256 = hashlib.sha256(f"{doc}{text}".encode()).hexdigest()
    return Document(
        sha256=sha256,
        path=Path("store") / sha256[:2] / f"{sha256}.txt",
        name=f"{doc}.txt",
        doc=doc,
        kind="text",
        bytes=1000,
        source=source,
        edition=edition,
        country=country,
        publisher="A publisher",
    )


def figure(indicator: str = "convictions", number: float | None = None, **fields: Any) -> Row:
    """One figure; `number` is both bounds, and 0 makes an explicit zero."""
    status = "reported" if number is None or number else "zero"
    row: Row = {
        "indicator": indicator,
        "unit": "person",
        "low": number,
        "high": number,
        "qualifier": "exact",
        "status": status,
        "comparison": False,
        "reporter": "government",
        "anchor": f"{number:g} persons" if number is not None else "no number",
        "rule": "test.rule",
        "confidence": 0.95,
    }
    return row | fields


def folder(
    at: Path,
    owner: Document,
    figures: Sequence[Row] = (),
    mentions: Sequence[Row] = (),
    tiers: Sequence[Row] = (),
    evidence: Sequence[Row] = (),
    problems: Sequence[Row] = (),
    sentences: Sequence[str] = (),
) -> Path:
    """Write what a worker would write: one narrative, a sentence for each figure, and the rows given.

    A row may name its `id`; otherwise ids follow from the document and the row's place.
    """
    narrative = _id(owner.sha256, "narrative")
    own = {"document_id": owner.id, "narrative_id": narrative}
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    rows["narratives"] = [
        own
        | {"source": owner.source, "edition": owner.edition, "country": owner.country, "title": owner.doc}
        | {"start": 0, "end": 10_000, "first_page": 1, "last_page": 1, "words": 500}
    ]
    section = own | {"section_id": _id(narrative, "section")}
    rows["sections"] = [
        section | {"ordinal": 0, "kind": "prosecution", "title": "", "start": 0, "end": 10_000}
    ]
    rows["pages"] = [
        {
            "document_id": owner.id,
            "page": 1,
            "width": 612.0,
            "height": 792.0,
            "rotation": 0,
            "start": 0,
            "end": 9,
        }
    ]
    texts = list(sentences) or [f"The government reported {row['anchor']}." for row in figures]
    for number, text in enumerate(texts):
        rows["sentences"].append(
            section
            | {
                "sentence_id": _id(narrative, "sentence", number),
                "section": "prosecution",
                "paragraph": number,
            }
            | {"start": number * 100, "end": number * 100 + len(text), "page": 1, "text": text}
        )
    kinds = (
        ("figures", "figure_id", figures),
        ("mentions", "mention_id", mentions),
        ("tiers", "tier_id", tiers),
        ("obligation_evidence", "evidence_id", evidence),
    )
    for table, key, given in kinds:
        for number, row in enumerate(given):
            place = {
                "start": number * 100,
                "end": number * 100 + 9,
                "page": 1,
                "boxes": [],
                "extractor": "test",
            }
            named = {key: row.get("id") or _id(owner.sha256, table, number), "country": owner.country}
            sentence = {"sentence_id": _id(narrative, "sentence", number)}
            values = {name: value for name, value in row.items() if name != "id"}
            rows[table].append(own | place | sentence | named | values)
    rows["problems"] = [{"document_id": owner.id} | row for row in problems]
    at.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        pq.write_table(pa.Table.from_pylist(rows[name], schema=schema), at / f"{name}.parquet")
    return at


def _id(*values: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:12]
