"""Reading a PDF: characters, columns, blocks, text."""

from __future__ import annotations

from collections import Counter

from pipeline.read.pdf_assemble import assemble
from pipeline.read.pdf_blocks import Body, Draft, blocks_of, join_across, level_headings
from pipeline.read.pdf_columns import Region, regions
from pipeline.read.pdf_furniture import furniture
from pipeline.read.pdf_lines import Span, spans_of, upright
from pipeline.read.pdf_open import load
from pipeline.read.pdf_text import Printed, spell
from pipeline.read.unreadable import unreadable
from pipeline.records import Document, Reading


def read_pdf(document: Document) -> Reading:
    """The clean text of a PDF; Unreadable when it cannot be opened or holds no text."""
    pages, problems, title = load(document.path)
    sheets = [upright(glyphs) for glyphs in pages]
    spans = [spans_of(sheet.read) for sheet in sheets]
    dropped = furniture([sheet.read for sheet in sheets], spans, _commonest_size(spans))
    drafts: list[Draft] = []
    found: list[Region] = []
    for sheet, of_page, out in zip(sheets, spans, dropped, strict=True):
        kept = [span for index, span in enumerate(of_page) if index not in out]
        printed = Printed.of(sheet.read)
        for region in regions(sheet.read.number, kept, sheet.read.rules):
            for line in region.lines:
                spell(line, sheet.read, printed)
            found.append(region)
    body = Body.of([line for region in found for line in region.lines])
    for region in found:
        drafts += blocks_of(region, body)
    drafts = join_across(drafts)
    level_headings(drafts)
    text, blocks, chars, described = assemble(drafts, [sheet.shown for sheet in sheets])
    if not text.strip():
        raise unreadable("no-text", "Nothing but running heads and page numbers was found in the PDF.")
    return Reading(text, blocks, chars, described, tuple(problems), title)


def _commonest_size(spans: list[list[Span]]) -> float:
    weights: Counter[float] = Counter()
    for of_page in spans:
        for span in of_page:
            weights[round(span.size * 2) / 2] += span.end - span.start
    return weights.most_common(1)[0][0] if weights else 10.0
