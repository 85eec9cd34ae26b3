"""Records to rows: what was found in one document as Arrow tables, with ids that last.

An id is the digest of what it names, so that a second run that finds the same thing writes the
same row, and a row that is gone or new is visible as such.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.records import Document, Mined, Narrative, Problem, Reading
from pipeline.tables import SCHEMAS

Row = dict[str, Any]
_FIGURE = (
    *("indicator", "unit", "low", "high", "qualifier", "status", "period", "comparison", "reporter"),
    *("exploitation", "sex", "age", "nationality", "place", "currency", "anchor", "rule", "confidence"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One narrative and what was mined from it."""

    narrative: Narrative
    mined: Mined


def digest(*values: object) -> str:
    """12 hexadecimal digits that name `values`."""
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:12]


class Names:
    """Ids within one document: the same words may state one indicator twice, hence an ordinal."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        self.seen: Counter[tuple[object, ...]] = Counter()

    def name(self, *key: object) -> str:
        self.seen[key] += 1
        return digest(self.sha256, *key, self.seen[key])


def tables(
    document: Document, reading: Reading, found: Sequence[Found], extractor: str
) -> dict[str, pa.Table]:
    """Every table of `pipeline.tables` but `problems`, for one document."""
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS if name != "problems"}
    rows["pages"] = [
        {
            "document_id": document.id,
            "page": p.number,
            "width": p.width,
            "height": p.height,
            "rotation": p.rotation,
            "start": p.start,
            "end": p.end,
        }
        for p in reading.pages
    ]
    names = Names(document.sha256)
    for one in found:
        _Narrative(document, reading, one, extractor).add_to(rows, names)
    return {name: pa.Table.from_pylist(values, schema=SCHEMAS[name]) for name, values in rows.items()}


def problem_table(document: Document, problems: Iterable[Problem]) -> pa.Table:
    rows = [
        {
            "document_id": document.id,
            "stage": p.stage,
            "severity": p.severity,
            "code": p.code,
            "page": p.page,
            "reason": p.reason,
        }
        for p in problems
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["problems"])


class _Narrative:
    """Writes the rows of one narrative."""

    def __init__(self, document: Document, reading: Reading, found: Found, extractor: str) -> None:
        self.document, self.reading, self.extractor = document, reading, extractor
        self.narrative, self.mined = found.narrative, found.mined
        self.id = digest(document.sha256, self.narrative.country, self.narrative.start)
        self.sentences = self.narrative.sentences
        self.starts = [sentence.start for sentence in self.sentences]

    def add_to(self, rows: dict[str, list[Row]], names: Names) -> None:
        rows["narratives"].append(self._narrative())
        rows["sections"] += self._sections()
        rows["sentences"] += self._sentences()
        rows["figures"] += self._figures(names)
        for mention in self.mined.mentions:
            row = self._found(mention, ("category", "stance", "period", "anchor", "rule", "confidence"))
            name = names.name("mention", mention.start, mention.end, mention.category)
            rows["mentions"].append(row | {"mention_id": name, "actors": list(mention.actors)})
        for tier in self.mined.tiers:
            row = self._found(tier, ("tier", "change", "years_on", "anchor", "rule"))
            row["edition"] = tier.edition if tier.edition is not None else self.narrative.edition
            rows["tiers"].append(row | {"tier_id": names.name("tier", tier.start, tier.tier)})
        for evidence in self.mined.evidence:
            row = self._found(evidence, ("duty", "direction", "rule", "confidence"))
            name = names.name("evidence", evidence.start, evidence.end, evidence.duty)
            rows["obligation_evidence"].append(row | {"evidence_id": name})

    def _narrative(self) -> Row:
        n = self.narrative
        pages = [p.number for p in self.reading.pages if p.start < n.end and p.end > n.start]
        return {
            "narrative_id": self.id,
            "document_id": self.document.id,
            "source": n.source,
            "edition": n.edition,
            "country": n.country,
            "title": n.title,
            "start": n.start,
            "end": n.end,
            "first_page": min(pages, default=None),
            "last_page": max(pages, default=None),
            "words": len(self.reading.text[n.start : n.end].split()),
        }

    def _section_id(self, ordinal: int) -> str:
        return digest(self.document.sha256, self.id, "section", ordinal)

    def _sections(self) -> list[Row]:
        return [
            {
                "section_id": self._section_id(ordinal),
                "narrative_id": self.id,
                "document_id": self.document.id,
                "ordinal": ordinal,
                "kind": section.kind,
                "title": section.title,
                "start": section.start,
                "end": section.end,
            }
            for ordinal, section in enumerate(self.narrative.sections)
        ]

    def _sentences(self) -> list[Row]:
        return [
            {
                "sentence_id": self._sentence_id(index),
                "document_id": self.document.id,
                "narrative_id": self.id,
                "section_id": self._section_id(sentence.section),
                "section": self.narrative.sections[sentence.section].kind,
                "paragraph": sentence.paragraph,
                "start": sentence.start,
                "end": sentence.end,
                "page": self._page(sentence.start, sentence.end),
                "text": self.reading.text[sentence.start : sentence.end],
            }
            for index, sentence in enumerate(self.sentences)
        ]

    def _sentence_id(self, index: int) -> str:
        sentence = self.sentences[index]
        return digest(self.document.sha256, sentence.start, sentence.end)

    def _figures(self, names: Names) -> list[Row]:
        figures = self.mined.figures
        ids = [names.name("figure", figure.start, figure.indicator) for figure in figures]
        return [
            self._found(figure, _FIGURE)
            | {"figure_id": name, "part_of": None if figure.part_of is None else ids[figure.part_of]}
            for name, figure in zip(ids, figures, strict=True)
        ]

    def _found(self, record: Any, copied: Iterable[str]) -> Row:
        """What figures, mentions, tiers and evidence share: owner, place, and `copied` fields as they are."""
        index = bisect_right(self.starts, record.start) - 1
        inside = index >= 0 and record.start < self.sentences[index].end  # else it stands in a table
        row: Row = {name: getattr(record, name) for name in copied}
        return row | {
            "document_id": self.document.id,
            "narrative_id": self.id,
            "sentence_id": self._sentence_id(index) if inside else None,
            "country": getattr(record, "country", None) or self.narrative.country,
            "start": record.start,
            "end": record.end,
            "page": self._page(record.start, record.end),
            "boxes": [box._asdict() for box in self.reading.chars.boxes(record.start, record.end)],
            "extractor": self.extractor,
        }

    def _page(self, start: int, end: int) -> int | None:
        """The page of the first printed character; None for text and HTML."""
        if self.reading.chars.page is None:
            return None
        printed = self.reading.chars.page[start:end]
        printed = printed[printed > 0]
        return int(printed[0]) if len(printed) else None
