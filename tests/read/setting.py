"""Small PDFs set for one test each; all sentences in them are ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from pipeline.read import read
from pipeline.records import Document, Reading

LEFT, RIGHT, TOP, LEADING = 54.0, 318.0, 700.0, 12.0


def document(path: Path) -> Document:
    """A PDF on disk as the acquire stage would hand it over."""
    return Document("0" * 64, path, path.name, path.stem, "pdf", path.stat().st_size, "ngo-study")


def set_pdf(path: Path, *pages: Callable[[Canvas], None], **options: object) -> Path:
    """One page for each function, drawn in 10 point Times."""
    canvas = Canvas(str(path), pagesize=LETTER, **options)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def reading(path: Path, *pages: Callable[[Canvas], None], **options: object) -> Reading:
    return read(document(set_pdf(path, *pages, **options)))


def lines(canvas: Canvas, x: float, top: float, text: str, *, leading: float = LEADING) -> None:
    """The lines of `text` one below the other."""
    for index, line in enumerate(text.strip().splitlines()):
        canvas.drawString(x, top - index * leading, line.strip())


def blocks(found: Reading, kind: str) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == kind]
