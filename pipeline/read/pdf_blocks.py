"""Paragraphs, headings, list items, tables, captions and notes: lines grouped into blocks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from pipeline.read.pdf_columns import Region
from pipeline.read.pdf_lines import Line
from pipeline.records import BlockKind

BULLET = re.compile(r"^([•●▪■◦○‣⁃∙·➢►✓*–—-]|o(?= [A-Z\d]))\s")  # Word's second bullet is the letter o
DASH = re.compile(r"^[–—-]\s")
LEADERS = re.compile(r"(\. ?){5,}|…{2,}")  # the dots of a table of contents
NUMBERED = re.compile(r"^(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\([ivx]{1,5}\)|[ivx]{1,5}[.)])\s")
TERMINAL = re.compile(r"[.!?:…][”’\"')\]]*(\s?[\[(][\d,\-–\s]+[\])])?$")
_SENTENCE_END = re.compile(r"[.;,]\W*([\[(][\d,\-–\s]+[\])])?$")
CAPTION = re.compile(
    r"^((figure|fig|table|map|chart|graph|box)\.?\s?(\d+[a-z]?|[ivx]+\b)([.:]|\W{0,3}(?-i:[A-Z“\"'‘(]|$))"
    r"|(sources?|notes?)( for [^:]{1,60})?:)",
    re.IGNORECASE,
)
NOTE_MARK = re.compile(r"^(\d{1,3}|[*†‡§]+)\.?\s")


@dataclass(slots=True)
class Draft:
    """A block before its lines are joined."""

    kind: BlockKind
    lines: list[Line]
    level: int = 0
    opens_column: bool = False  # the first block of a column or page
    closes_column: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Body:
    """The face of the running text of a document: the largest that a fifth of it is set in.

    Endnotes and tables may well be longer than the text they belong to, and are smaller.
    """

    size: float
    bold: bool

    @classmethod
    def of(cls, lines: list[Line]) -> Body:
        sizes: Counter[float] = Counter()
        bold: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            bold[round(line.size * 2) / 2] += len(line.text) * line.bold
        if not sizes:
            return cls(10.0, False)
        size = max(size for size, count in sizes.items() if count >= 0.2 * sizes.total())
        return cls(size, 2 * bold[size] > sizes[size])


def blocks_of(region: Region, body: Body) -> list[Draft]:
    """The blocks of one region in order; kinds are settled but for headings' levels."""
    lines = [line for line in region.lines if line.text.strip()]
    if not lines:
        return []
    if region.kind == "table":
        drafts = [Draft("table", lines)]
    else:
        drafts = [_classed(Draft("paragraph", group), body) for group in _paragraphs(lines)]
        _mark_notes(drafts, body)
    drafts[0].opens_column = drafts[-1].closes_column = True
    return drafts


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    leading = _leading(lines)
    groups = [[lines[0]]]
    edge = max(line.x1 for line in lines)
    justified = sum(line.x1 > edge - 0.3 * line.size for line in lines) > 0.5 * len(lines)
    for index in range(1, len(lines)):
        line, last = lines[index], lines[index - 1]
        near = lines[max(0, index - 3) : index + 3]
        alike = [other.x1 for other in near if abs(other.size - line.size) < 0.5 and other.x0 < line.x1]
        room = max(alike, default=edge) - last.x1 - (0.0 if justified else 0.35 * (last.x1 - last.x0))
        if _parted(groups[-1], last, line, leading, room):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _leading(lines: list[Line]) -> dict[float, float]:
    """The usual distance of baselines for lines of each size, in points."""
    steps: dict[float, list[float]] = {}
    for last, line in itertools.pairwise(lines):
        if abs(last.size - line.size) < 0.5 and 0 < line.bottom - last.bottom < 2.5 * line.size:
            steps.setdefault(round(line.size), []).append(line.bottom - last.bottom)
    return {size: sorted(found)[len(found) // 3] for size, found in steps.items()}


def _parted(group: list[Line], last: Line, line: Line, leading: dict[float, float], room: float) -> bool:
    """Whether `line` begins a new block after `last`, the last line of `group`.

    `room` is how far `last` is from filling its column, as far as that tells anything: the lines
    of a ragged column all leave some.
    """
    size = max(last.size, line.size)
    if abs(last.size - line.size) > 0.08 * size or last.bold != line.bold:
        return not (_inline(last, line) and abs(last.size - line.size) < 0.5)
    step = line.bottom - last.bottom
    usual = leading.get(round(line.size), 1.25 * size)
    if step > 1.3 * usual + 0.5 or step < 0:
        return True
    if line.marked:
        return True
    done = ends_sentence(last)
    if BULLET.match(line.text) and (done or not DASH.match(line.text) or DASH.match(group[0].text)):
        return True
    listed = bool(BULLET.match(group[0].text) or NUMBERED.match(group[0].text) or group[0].marked)
    if NUMBERED.match(line.text) and (done or listed) and abs(line.x0 - group[0].x0) < size:
        return True
    if line.x0 > last.x0 + 0.8 * size:
        return not (listed and len(group) == 1) and line.x0 - last.x0 < 8 * size and (done or len(group) > 1)
    if line.x0 < last.x0 - 0.8 * size and (len(group) > 1 or listed):
        return True
    word = line.text.split(" ", 1)[0]
    needed = (line.x1 - line.x0) / max(1, len(line.text)) * (len(word) + 1.5)
    return done and line.text[:1].isupper() and room > needed + 0.5 * size


def _inline(last: Line, line: Line) -> bool:
    """A change of weight within a sentence is no new block: one line goes on in the other."""
    return line.text[:1].islower() and not ends_sentence(last)


def _classed(draft: Draft, body: Body) -> Draft:
    text = " ".join(line.text for line in draft.lines).strip()
    start = text[:300]  # enough to tell a heading or a row of numbers by
    letters = [letter for letter in start if letter.isalpha()]
    size = max(line.size for line in draft.lines)
    if CAPTION.match(text) and (len(draft.lines) <= 3 or size < 0.95 * body.size):
        draft.kind = "caption"
    elif LEADERS.search(start) and 2 * sum(map(_leads, draft.lines)) >= len(draft.lines):
        draft.kind = "table"
    elif BULLET.match(text):
        draft.kind = "list"
    elif _heads(draft, text, letters, size, body):
        draft.kind = "heading"
    elif NUMBERED.match(text) and not draft.first.bold:
        draft.kind = "list"
    elif len(letters) < 0.4 * len(start.replace(" ", "")):
        draft.kind = "table"
    return draft


def _leads(line: Line) -> bool:
    return bool(LEADERS.search(line.text))


def ends_sentence(line: Line) -> bool:
    """Whether a line ends as a sentence does; citations in brackets may follow the full stop."""
    return bool(TERMINAL.search(line.text[-40:]))


def _heads(draft: Draft, text: str, letters: list[str], size: float, body: Body) -> bool:
    if (
        len(draft.lines) > 4
        or len(text) > 220
        or len(letters) < max(3, 0.5 * len(text.replace(" ", "")))
        or _SENTENCE_END.search(text)
    ):
        return False
    bold = all(line.bold for line in draft.lines) and not body.bold
    caps = len(letters) > 3 and all(letter.isupper() for letter in letters) and size >= 0.9 * body.size
    return size >= 1.15 * body.size or (bold and size >= 0.9 * body.size) or (caps and len(text) < 100)


def _mark_notes(drafts: list[Draft], body: Body) -> None:
    """Small print that opens with a mark, and the small print below it."""
    noted = False
    for draft in drafts:
        small = max(line.size for line in draft.lines) <= 0.9 * body.size
        if not small or draft.kind in ("heading", "caption"):
            noted = False
        elif draft.first.marked or NOTE_MARK.match(draft.first.text) or noted:
            draft.kind = "note"
            noted = True


def level_headings(drafts: list[Draft]) -> None:
    """Levels from 1: by size, bold before regular, capitals before mixed, over the whole document."""

    def style(draft: Draft) -> tuple[float, bool, bool]:
        text = " ".join(line.text for line in draft.lines)
        return (round(max(line.size for line in draft.lines) * 2) / 2, draft.first.bold, text.isupper())

    headings = [draft for draft in drafts if draft.kind == "heading"]
    ranks = {
        key: rank for rank, key in enumerate(sorted({style(head) for head in headings}, reverse=True), 1)
    }
    for head in headings:
        head.level = ranks[style(head)]


def join_across(drafts: list[Draft]) -> list[Draft]:
    """Join the paragraph that one column or page leaves open with its rest in the next.

    Tables, captions, notes and headings of a float may stand between; they follow the joined
    paragraph.
    """
    joined: list[Draft] = []
    for draft in drafts:
        before = _open_paragraph(joined, draft) if draft.opens_column else None
        if before is None:
            joined.append(draft)
        else:
            before.lines.extend(draft.lines)
            before.closes_column = draft.closes_column
    return joined


def _open_paragraph(joined: list[Draft], draft: Draft) -> Draft | None:
    """The paragraph before `draft` that it goes on from, if it does."""
    if draft.kind != "paragraph":
        return None
    same_size = joined and abs(joined[-1].last.size - draft.first.size) < 0.05 * draft.first.size
    if same_size and joined[-1].kind == "note" and not ends_sentence(joined[-1].last):
        return joined[-1]  # a note that fills its column goes on in the next as well
    for before in reversed(joined[-8:]):
        if before.kind in ("table", "caption", "note"):
            continue
        if before.kind not in ("paragraph", "list") or draft.first.page - before.last.page > 2:
            return None
        if abs(before.last.size - draft.first.size) > 0.05 * draft.first.size:
            return None
        open_end = not ends_sentence(before.last)
        if before.last.bold != draft.first.bold or not open_end:
            return None
        lower = draft.first.text[:1].islower() or before.last.text.endswith("-")
        if draft.first.page == before.last.page and draft.first.top > before.last.top and not lower:
            return None  # further down the same column: what stood between them parted them
        return before if lower or (before.closes_column and len(before.last.text) > 25) else None
    return None
