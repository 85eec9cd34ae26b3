"""Sections by their headings, and the sentences of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.records import Block, Reading, Section, SectionKind, Sentence
from pipeline.segment.narratives import Extent
from pipeline.segment.sentences import split
from sources.catalogue import Source

_SPOKEN = frozenset({"paragraph", "list", "caption"})  # kinds of block that hold sentences
_HEADING_LENGTH = 140  # characters
_LINE = re.compile(r"(?<![^\n])[^\s][^\n]{0,80}?(?=\s*\n)")
_HEADING_END = re.compile(r"(?<=[a-z])\s+\d{1,3}$", re.I)  # a page number that was drawn into it
_HEADING_TRIM = re.compile(r"^[\s•*_#]+|[\s:.*_]+$")


def divide(
    reading: Reading, source: Source, extent: Extent
) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The sections of a narrative, which cover it without a gap, and its sentences in text order.

    A heading that the catalogue knows opens a section of its kind. One that it does not know opens a
    section too: of the kind in force if the source says that such headings divide the known sections
    ("inherit") or if it stands deeper than the last known heading, else of kind "other".
    """
    sections: list[tuple[SectionKind, str, int]] = [(source.opening, extent.title, extent.start)]
    sentences: list[Sentence] = []
    paragraph = 0
    kind, level, closing = source.opening, 0, 0  # closing: the level of a heading of back matter
    for index in extent.blocks:
        block = reading.blocks[index]
        start = block.start
        words = _words(reading.text[start : block.end]) if _short(block) else ""
        if block.kind == "heading" and not any(c.isalpha() for c in words):
            continue  # a number in large type
        known = _kind_of(source, words) if words else None
        if known or (block.kind == "heading" and index > extent.blocks[0]):
            closes = _closes(source, words)
            if known:
                kind, level = known, block.level
            elif closes or (source.unknown_headings == "other" and (level == 0 or block.level <= level)):
                kind = "other"
            if closes:
                closing = max(block.level, 1)
            elif known or block.level <= closing:
                closing = 0
            sections.append((kind, _HEADING_TRIM.sub("", words), start))
            continue
        if closing or block.kind not in _SPOKEN:
            continue
        if _is_title(index, extent, words):
            continue
        headings = [*_run_in(source, reading.text, block), None]
        for heading, following in zip([None, *headings], headings, strict=False):
            if heading:
                kind, start = heading.kind, heading.end
                sections.append((kind, heading.title, heading.start))
            stop = following.start if following else block.end
            spans = list(split(reading.text, start, stop))
            sentences += [Sentence(a, b, len(sections) - 1, paragraph) for a, b in spans]
            paragraph += bool(spans)
    return _covered(sections, extent.end), tuple(sentences)


def _covered(sections: list[tuple[SectionKind, str, int]], end: int) -> tuple[Section, ...]:
    ends = [start for _, _, start in sections[1:]] + [end]
    return tuple(
        Section(kind, title, start, stop) for (kind, title, start), stop in zip(sections, ends, strict=True)
    )


def _short(block: Block) -> bool:
    """Whether a block may be a heading that the catalogue knows; readers sometimes take it for less."""
    return block.kind not in {"list", "note"} and block.end - block.start <= _HEADING_LENGTH


def _words(heading: str) -> str:
    return _HEADING_END.sub("", " ".join(heading.split()))


def _is_title(index: int, extent: Extent, words: str) -> bool:
    """Whether a block is the narrative's own heading, set as a paragraph."""
    return bool(words) and index - extent.blocks[0] < 2 and words in extent.title


def _kind_of(source: Source, words: str) -> SectionKind | None:
    """The kind of section that these words head, if the catalogue knows the heading."""
    for kind, heading, _ in _rules(source):
        if heading.fullmatch(words):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class _RunIn:
    """A heading within a paragraph, from `start` to `end`."""

    kind: SectionKind
    title: str
    start: int
    end: int


def _run_in(source: Source, text: str, block: Block) -> list[_RunIn]:
    """The headings that a paragraph carries, in text order: in its lines, or as a line of their own."""
    found = []
    several = text.find("\n", block.start, block.end) >= 0
    for line in _LINE.finditer(text, block.start, block.end) if several else ():
        if line.end() < block.end and (known := _kind_of(source, line.group())):
            found.append(_RunIn(known, _HEADING_TRIM.sub("", line.group()), line.start(), line.end()))
    for kind, _, run_in in _rules(source):
        for match in run_in.finditer(text, block.start, block.end) if run_in else ():
            before = text[block.start : match.start()].rstrip()
            if any(one.start <= match.start() < one.end for one in found):
                continue
            if not before or before[-1] in ".!?:”\"’')":
                title = _HEADING_TRIM.sub("", " ".join(match.group().split()))
                found.append(_RunIn(kind, title, match.start(), match.end()))
    return sorted(found, key=lambda heading: heading.start)


def _closes(source: Source, words: str) -> bool:
    return any(re.fullmatch(pattern, words, re.I) for pattern in source.back_matter)


_Rule = tuple[SectionKind, re.Pattern[str], re.Pattern[str] | None]


def _rules(source: Source) -> tuple[_Rule, ...]:
    return _compiled(tuple((rule.kind, rule.heading, rule.run_in) for rule in source.sections))


@cache
def _compiled(rules: tuple[tuple[SectionKind, str, str | None], ...]) -> tuple[_Rule, ...]:
    return tuple(
        (kind, re.compile(heading, re.I), re.compile(run_in) if run_in else None)
        for kind, heading, run_in in rules
    )
