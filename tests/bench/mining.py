"""Mining narratives that are already read: words a second in one process."""

from __future__ import annotations

from pathlib import Path

from pipeline.document import mine, read
from pipeline.records import Document
from tests.bench import Row, best, reports

NARRATIVES = 40


def main() -> list[Row]:
    paths = sorted(reports("corpus", "tip-2018").glob("*.txt"))[:NARRATIVES]
    read_ = [(document, read(document)) for document in map(_document, paths)]
    words = sum(len(reading.text.split()) for _, reading in read_)
    seconds = best(lambda: [mine(document, reading) for document, reading in read_], 2)
    return [
        Row("segmenting and mining", words / seconds, "words/s", note=f"{NARRATIVES} narratives, one process")
    ]


def _document(path: Path) -> Document:
    return Document("0" * 64, path, path.name, path.stem, "text", 0, "state-tip", 2018, path.stem)
