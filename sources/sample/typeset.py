"""Set the sample's texts as PDF: `python -m sources.sample.typeset [FOLDER]`.

The country narratives stand in two justified columns with running heads, page numbers and words
broken at line ends, as the printed report has them; the press study has one column, a ruled table
and a footnote. The bytes depend on the texts alone, so a second run changes nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from sources.sample.manuscript import Block, Manuscript, read

HERE = Path(__file__).parent
WIDTH, HEIGHT = 7 * inch, 10 * inch
MARGIN = 38.0  # points
GUTTER = 16.0
SOFT_HYPHEN = "\u00ad"

_BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=11,
    leading=13.2,
    alignment=TA_JUSTIFY,
    firstLineIndent=10,
    embeddedHyphenation=1,
    allowWidows=0,
    allowOrphans=0,
)
_ITEM = ParagraphStyle("item", parent=_BODY, firstLineIndent=0, leftIndent=10, bulletIndent=0)
_TITLE = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=16, leading=22, textColor=HexColor("#7a1f1f"), spaceAfter=4
)
_HEADING = ParagraphStyle(
    "heading",
    fontName="Helvetica-Bold",
    fontSize=11,
    leading=15,
    textColor=HexColor("#1f3f7a"),
    spaceBefore=6,
    spaceAfter=3,
    keepWithNext=1,
)
_STUDY = ParagraphStyle("study", parent=_BODY, leading=14, firstLineIndent=0, spaceAfter=7)
_CAPTION = ParagraphStyle("caption", parent=_STUDY, fontName="Times-Italic", fontSize=9.5, leading=12)
_NOTE = ParagraphStyle("note", parent=_BODY, fontSize=8.5, leading=10.5, firstLineIndent=0)
_CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold")


def hyphenator(path: Path = HERE / "text" / "hyphens.lst") -> Callable[[str], str]:
    """A function that marks where the listed words may be broken, as in "traf-fick-ing"."""
    breaks = {word.replace("-", ""): word for word in path.read_text(encoding="utf-8").split()}

    def mark(match: re.Match[str]) -> str:
        word = match[0]
        pattern = breaks.get(word.lower())
        if pattern is None:
            return word
        letters = iter(word)
        return "".join(SOFT_HYPHEN if sign == "-" else next(letters) for sign in pattern)

    return lambda text: re.sub(r"[A-Za-z]{6,}", mark, text)


def _flow(block: Block, mark: Callable[[str], str], body: ParagraphStyle) -> list[Any]:
    """The pieces that one block is set as."""
    if block.kind == "title":
        return [Paragraph(block.lines[0], _TITLE)]
    if block.kind == "heading":
        return [Paragraph(block.lines[0], _HEADING)]
    if block.kind == "list":
        return [Paragraph(mark(line), _ITEM, bulletText="•") for line in block.lines]
    if block.kind == "caption":
        return [Paragraph(block.lines[0], _CAPTION)]
    if block.kind == "table":
        head, *rows = [line.split(" | ") for line in block.lines]
        cells = [[Paragraph(c, _HEAD) for c in head], *([Paragraph(c, _CELL) for c in row] for row in rows)]
        style = [("GRID", (0, 0), (-1, -1), 0.6, black), ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eeeeee"))]
        return [Table(cells, colWidths=[96, 78, 78, 78, 78], style=style, spaceBefore=4, spaceAfter=8)]
    text = mark(block.lines[0]).replace("[1]", "<super size=7>1</super>")
    return [Paragraph(text, body)]


def _write(text: Manuscript, path: Path, page: PageTemplate, body: ParagraphStyle, title: str) -> None:
    mark = hyphenator()
    template = BaseDocTemplate(
        str(path), pagesize=(WIDTH, HEIGHT), pageTemplates=[page], title=title, author="tiptrace", invariant=1
    )
    template.build([piece for b in text.blocks if b.kind != "note" for piece in _flow(b, mark, body)])


def narrative(text: Manuscript, path: Path) -> None:
    """Set one country narrative in the manner of the report, the page numbers as in the middle of it."""
    edition, first = text.about["edition"], text.about["page"]

    def furniture(canvas: Any, document: Any) -> None:
        number = first + document.page - 1
        canvas.setFont("Helvetica", 7.5)
        if number % 2:
            canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 30, f"CAMBODIA   {number}")
        else:
            canvas.drawString(MARGIN, HEIGHT - 30, f"{number}   CAMBODIA")
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, HEIGHT - 36, WIDTH - MARGIN, HEIGHT - 36)
        canvas.setFont("Helvetica", 6.5)
        canvas.drawCentredString(WIDTH / 2, 22, f"{edition} TRAFFICKING IN PERSONS REPORT (TIPTRACE SAMPLE)")

    width = (WIDTH - 2 * MARGIN - GUTTER) / 2
    left, right = (Frame(x, 38, width, HEIGHT - 80, 0, 0, 0, 0) for x in (MARGIN, MARGIN + width + GUTTER))
    page = PageTemplate(frames=[left, right], onPage=furniture)
    _write(text, path, page, _BODY, f"{edition} Trafficking in Persons Report: Cambodia (tiptrace sample)")


def study(text: Manuscript, path: Path) -> None:
    """Set a study: one column, its note under a short rule at the foot of the first page."""
    note = Paragraph(
        "".join(f"<super size=6>1</super> {b.lines[0]}" for b in text.blocks if b.kind == "note"), _NOTE
    )

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7.5)
        canvas.drawCentredString(WIDTH / 2, 30, str(document.page))
        if document.page == 1:
            _, height = note.wrapOn(canvas, WIDTH - 96, 100)
            canvas.setLineWidth(0.4)
            canvas.line(48, 58 + height, 148, 58 + height)
            note.drawOn(canvas, 48, 50)

    page = PageTemplate(frames=[Frame(48, 100, WIDTH - 96, HEIGHT - 172, 0, 0, 0, 0)], onPage=furniture)
    _write(text, path, page, _STUDY, text.about["title"])


def typeset(folder: Path = HERE) -> list[Path]:
    """Set every text of the sample into `folder`; the paths written, in order."""
    written = []
    for source in sorted((HERE / "text").glob("*.md")):
        target = folder / f"{source.stem}.pdf"
        text = read(source)
        (narrative if source.stem.startswith("tip-") else study)(text, target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in typeset(*map(Path, sys.argv[1:])):
        print(path)
