"""Plain text is read as it is: an offset into the clean text is an offset into the file's text.

Blank lines part blocks. A file is UTF-8 or UTF-16 (told by its byte order mark), else Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import numpy as np

from pipeline.read.unreadable import unreadable
from pipeline.records import Block, CharMap, Document, Problem, Reading

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t\r]*\n))*")
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_BULLET = re.compile(r"[•●▪◦‣·*–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s")
_HEADING_LENGTH = 100  # characters: a longer line is a sentence


def read_text(document: Document) -> Reading:
    """The text of a file with its blocks; Unreadable when it is empty or not text at all."""
    raw = document.path.read_bytes()
    text, mark, problems = _decode(raw)
    if "\0" in text:
        raise unreadable("not-text", "the file holds bytes that are not text; give a PDF, HTML or text file")
    if not text.strip():
        raise unreadable("empty", "the file holds no text")
    blocks = tuple(blocks_of(text))
    offsets = np.arange(mark, len(text) + mark, dtype=np.int32)
    title = text[blocks[0].start : blocks[0].end] if blocks[0].kind == "heading" else None
    return Reading(text, blocks, CharMap(offset=offsets), problems=problems, title=title)


def blocks_of(text: str) -> Iterator[Block]:
    """Headings, list items and paragraphs, parted by blank lines.

    A heading is one short line without a sentence's end; one in capitals is a heading even without
    blank lines around it. The first heading has level 1, capitals 2, others 3.
    """
    level = 1
    for paragraph in _PARAGRAPH.finditer(text):
        lines = [line for line in _LINE.finditer(text, *paragraph.span()) if line.group().strip()]
        heads = [_is_heading(line.group(), alone=len(lines) == 1) for line in lines]
        index = 0
        while index < len(lines):
            last = index
            while not heads[index] and last + 1 < len(lines) and not heads[last + 1]:
                last += 1
            start, end = lines[index].start(), lines[last].end()
            if heads[index]:
                yield Block(
                    start, end, "heading", level if level == 1 else 2 if text[start:end].isupper() else 3
                )
            else:
                yield Block(start, end, "list" if _BULLET.match(text, start) else "paragraph")
            level = 2
            index = last + 1


def _is_heading(line: str, *, alone: bool) -> bool:
    """Whether a line is a heading: alone between blank lines, or in capitals beside others."""
    return (
        len(line) <= _HEADING_LENGTH
        and not line.endswith((".", ";", ",", "!", "?", "”", '"'))
        and not _BULLET.match(line)
        and line[0].isupper()
        and (alone or (line.isupper() and len(line) > 8))
    )


def _decode(raw: bytes) -> tuple[str, int, tuple[Problem, ...]]:
    """The text, the number of characters before it (a byte order mark), and what is odd about it."""
    for marks, encoding in (
        ((codecs.BOM_UTF8,), "utf-8"),
        ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
    ):
        if raw.startswith(marks):
            try:
                return raw.decode(encoding).removeprefix("\ufeff"), 1, ()
            except UnicodeDecodeError:
                break
    try:
        return raw.decode("utf-8"), 0, ()
    except UnicodeDecodeError as error:
        text = raw.decode("cp1252", errors="replace")
        lost = text.count("\ufffd")
        reason = f"the text is not UTF-8 (byte {error.start}) and was read as Windows-1252"
        if lost:
            reason += f"; {lost} bytes could not be read"
        return text, 0, (Problem("read", "not-utf-8", reason, severity="warning"),)
