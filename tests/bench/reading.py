"""Reading PDFs: our characters with boxes, columns and paragraphs against pdfplumber's words."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from pipeline.read import read
from pipeline.records import Document
from tests.bench import Row, best, reports


def _ours(paths: list[Path]) -> None:
    for path in paths:
        read(Document("0" * 64, path, path.name, path.stem, "pdf", path.stat().st_size, "ilab-tda"))


def _words(paths: list[Path]) -> int:
    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.close()
                pages += 1
    return pages


def main() -> list[Row]:
    paths = sorted(reports("corpus", "ilab", "2019").glob("*.pdf"))[:4]
    pages = sum(_count(path) for path in paths)
    ours, theirs = best(lambda: _ours(paths)), best(lambda: _words(paths), 1)
    return [
        Row(
            "reading PDFs",
            pages / ours,
            "pages/s",
            "pdfplumber extract_words",
            pages / theirs,
            "labour reports of 2019, one process",
        )
    ]


def _count(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)
