"""Blocks of lines to clean text with a page and a box for each character."""

from __future__ import annotations

import numpy as np

from pipeline.read.pdf_blocks import Draft
from pipeline.read.pdf_glyphs import SOFT_HYPHEN, Glyphs, Ints
from pipeline.read.pdf_hyphens import Hyphens
from pipeline.read.pdf_lines import Line
from pipeline.records import Block, CharMap, Page

DASHES = ("—", "–", "/", "―")


class Writer:
    """Clean text as it grows, and the glyph of each of its characters; boxes are looked up at the end."""

    def __init__(self, pages: list[Glyphs]) -> None:
        self._pages = pages
        ends = np.cumsum([len(glyphs.code) for glyphs in pages]).tolist()
        self._first = dict(zip((glyphs.number for glyphs in pages), [0, *ends], strict=False))
        self._text: list[str] = []
        self._glyphs: list[Ints] = []
        self._shift: list[int] = []  # to the document's count of glyphs
        self.length = 0

    def line(self, line: Line, end: int | None = None) -> None:
        """The text of `line`, up to its character `end`."""
        self._add(line.text[:end], line.glyphs[:end], self._first[line.page])

    def plain(self, text: str) -> None:
        """Characters that were not printed."""
        self._add(text, np.full(len(text), -1), 0)

    def _add(self, text: str, glyphs: Ints, shift: int) -> None:
        self._text.append(text)
        self._glyphs.append(glyphs)
        self._shift.append(shift)
        self.length += len(text)

    def finish(self) -> tuple[str, CharMap]:
        if not self._text:
            return "", CharMap(np.zeros(0, np.int32), np.zeros((0, 4), np.float32))
        glyph = np.concatenate(self._glyphs)
        printed = glyph >= 0
        glyph += np.repeat(self._shift, [len(part) for part in self._glyphs])
        glyph = glyph[printed]
        page = np.zeros(len(printed), np.int32)
        box = np.zeros((len(printed), 4), np.float32)
        numbers = np.array([glyphs.number for glyphs in self._pages], np.int32)
        page[printed] = np.repeat(numbers, [len(glyphs.code) for glyphs in self._pages])[glyph]
        box[printed] = np.concatenate([glyphs.box for glyphs in self._pages])[glyph]
        return "".join(self._text), CharMap(page, box)


def assemble(
    drafts: list[Draft], pages: list[Glyphs]
) -> tuple[str, tuple[Block, ...], CharMap, tuple[Page, ...]]:
    """The clean text: main blocks in reading order, then the notes, parted by blank lines."""
    hyphens = Hyphens(line.text for draft in drafts for line in draft.lines)
    writer = Writer(pages)
    blocks: list[Block] = []
    reached: dict[int, int] = {}
    for draft in sorted(drafts, key=lambda draft: draft.kind == "note"):
        if blocks:
            writer.plain("\n\n")
        start = writer.length
        for line, following in zip(draft.lines, [*draft.lines[1:], None], strict=True):
            if draft.kind != "note":
                reached.setdefault(line.page, writer.length)
            _join(writer, line, following, draft.kind == "table", hyphens)
        blocks.append(Block(start, writer.length, draft.kind, draft.level))
        if draft.kind != "note":
            main_end = writer.length
    text, chars = writer.finish()
    return text, tuple(blocks), chars, _pages(pages, reached, main_end if blocks else 0)


def _join(writer: Writer, line: Line, following: Line | None, table: bool, hyphens: Hyphens) -> None:
    """Write `line` and what stands between it and the `following` line of its block."""
    if following is None:
        writer.line(line)
    elif table:
        writer.line(line)
        writer.plain("\n")
    elif line.text.endswith(chr(SOFT_HYPHEN)):
        writer.line(line, -1)
    elif line.text.endswith("-") and line.text[-2:-1].isalnum():
        if hyphens.suspended(line.text, following.text):
            writer.line(line)
            writer.plain(" ")
            return
        printed_twice = following.text[:1] == "-" and following.text[1:2].isalpha()
        kept = not printed_twice and hyphens.kept(line.text, following.text)
        writer.line(line, None if kept else -1)
    elif line.text.endswith(DASHES) and line.text[-2:-1].isalnum():
        writer.line(line)
    else:
        writer.line(line)
        writer.plain(" ")


def _pages(pages: list[Glyphs], reached: dict[int, int], end: int) -> tuple[Page, ...]:
    """Each page's stretch of the main text, without gaps; a page that printed none has an empty one."""
    found: list[Page] = []
    following = end
    for glyphs in reversed(pages):
        start = min(reached.get(glyphs.number, following), following)
        found.append(Page(glyphs.number, glyphs.width, glyphs.height, start, following, glyphs.rotation))
        following = start
    return tuple(reversed(found))
