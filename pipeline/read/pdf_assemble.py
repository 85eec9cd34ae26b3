"""Blocks of lines to clean text with a page and a box for each character."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_blocks import Draft
from pipeline.read.pdf_glyphs import SOFT_HYPHEN, Glyphs
from pipeline.read.pdf_hyphens import Hyphens
from pipeline.read.pdf_lines import Line
from pipeline.records import Block, CharMap, Page

DASHES = ("—", "–", "/", "―")


class Writer:
    """Clean text as it grows: strings and, side by side, the page and glyph of each character."""

    def __init__(self, pages: dict[int, Glyphs]) -> None:
        self._pages = pages
        self._text: list[str] = []
        self._page: list[npt.NDArray[np.int32]] = []
        self._box: list[npt.NDArray[np.float32]] = []
        self.length = 0

    def line(self, line: Line, end: int | None = None) -> None:
        """The text of `line`, up to its character `end`."""
        text, index = line.text[:end], line.glyphs[:end]
        printed = index >= 0
        box = self._pages[line.page].box[index] * printed[:, None]
        self._add(text, np.where(printed, line.page, 0).astype(np.int32), box.astype(np.float32))

    def plain(self, text: str) -> None:
        """Characters that were not printed."""
        self._add(text, np.zeros(len(text), np.int32), np.zeros((len(text), 4), np.float32))

    def _add(self, text: str, page: npt.NDArray[np.int32], box: npt.NDArray[np.float32]) -> None:
        self._text.append(text)
        self._page.append(page)
        self._box.append(box)
        self.length += len(text)

    def finish(self) -> tuple[str, CharMap]:
        if not self._text:
            return "", CharMap(np.zeros(0, np.int32), np.zeros((0, 4), np.float32))
        return "".join(self._text), CharMap(np.concatenate(self._page), np.concatenate(self._box))


def assemble(
    drafts: list[Draft], pages: list[Glyphs]
) -> tuple[str, tuple[Block, ...], CharMap, tuple[Page, ...]]:
    """The clean text: main blocks in reading order, then the notes, parted by blank lines."""
    hyphens = Hyphens(line.text for draft in drafts for line in draft.lines)
    writer = Writer({glyphs.number: glyphs for glyphs in pages})
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
        writer.line(line, None if hyphens.kept(line.text, following.text) else -1)
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
