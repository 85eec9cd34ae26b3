"""Reading a PDF: characters, columns, blocks, text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.read.pdf_assemble import assemble
from pipeline.read.pdf_blocks import Body, Draft, blocks_of, join_across, level_headings
from pipeline.read.pdf_columns import regions
from pipeline.read.pdf_furniture import furniture
from pipeline.read.pdf_glyphs import FaceTable, Glyphs, open_page
from pipeline.read.pdf_lines import Span, spans_of, upright
from pipeline.read.pdf_text import Printed, mend, spell
from pipeline.read.unreadable import unreadable
from pipeline.records import Document, Problem, Reading


def read_pdf(document: Document) -> Reading:
    """The clean text of a PDF; Unreadable when it cannot be opened or holds no text."""
    pages, problems = _load(document.path)
    for glyphs in pages:
        mend(glyphs)
    upright_pages = [upright(glyphs) for glyphs in pages]
    mains = [main for main, _, _, _ in upright_pages]
    spans = [spans_of(main, box) for main, box, _, _ in upright_pages]
    size = _commonest_size(spans)
    dropped = furniture(mains, spans, size)
    drafts: list[Draft] = []
    found = []
    for (main, _, rules, _), of_page, out in zip(upright_pages, spans, dropped, strict=True):
        kept = [span for index, span in enumerate(of_page) if index not in out]
        printed = Printed.of(main)
        for region in regions(main.number, kept, rules):
            for line in region.lines:
                spell(line, main, printed)
            found.append(region)
    body = Body.of([line for region in found for line in region.lines])
    for region in found:
        drafts += blocks_of(region, body)
    drafts = join_across(drafts)
    level_headings(drafts)
    text, blocks, chars, described = assemble(drafts, mains)
    if not text.strip():
        raise unreadable("no-text-layer", "no text")
    return Reading(text, blocks, chars, described, tuple(problems), None)


def _commonest_size(spans: list[list[Span]]) -> float:
    weights: Counter[float] = Counter()
    for of_page in spans:
        for span in of_page:
            weights[round(span.size * 2) / 2] += span.end - span.start
    return weights.most_common(1)[0][0] if weights else 10.0


def _load(path: Path) -> tuple[list[Glyphs], list[Problem]]:
    document = pdfium.PdfDocument(path)
    faces = FaceTable()
    pages: list[Glyphs] = []
    problems: list[Problem] = []
    for index in range(len(document)):
        pages.append(open_page(document, index, faces))
    document.close()
    return pages, problems
