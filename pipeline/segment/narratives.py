"""Country narratives: the headings that open them and the stretch of text that each covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import Block, Document, Reading
from sources.catalogue import Source
from sources.countries import country_code, country_name

_RANK = r"tier\s*[123i]{1,3}(?:\s*[-–—,:(]?\s*watch\s*list\)?)?|special\s+cases?"
_RANK_ALONE = re.compile(rf"[(\[]?\s*(?:{_RANK})\s*[)\]]?[*†1]?", re.I)
_HEADING = re.compile(rf"(?P<name>.{{3,70}}?)\s*[:(\[–—-]\s*(?:{_RANK})\s*[)\]]?[*†]?", re.I | re.S)
_HEADING_LENGTH = 120  # characters


@dataclass(frozen=True, slots=True)
class Extent:
    """A narrative's place: `blocks` are indices into the reading's, the heading included."""

    country: str | None
    title: str
    start: int
    end: int
    blocks: range


def find_narratives(document: Document, reading: Reading, source: Source) -> list[Extent]:
    """The narratives of a document; one that covers all of it where no country heading is found."""
    openings = _openings(reading) if source.documents == "country-narratives" else []
    if not openings:
        title = reading.title or document.title or document.name
        if document.country and (source.documents == "country-narratives" or title == document.name):
            title = country_name(document.country)
        whole = range(len(reading.blocks))
        return [Extent(document.country, title, 0, len(reading.text), whole)]
    last = _back_matter(reading, source, openings[-1].first)
    closings = [opening.first for opening in openings[1:]] + [last]
    extents = []
    for opening, closing in zip(openings, closings, strict=True):
        blocks = range(opening.first, closing)
        start, end = reading.blocks[blocks[0]].start, reading.blocks[blocks[-1]].end
        country = opening.country or (document.country if len(openings) == 1 else None)
        extents.append(Extent(country, opening.title, start, end, blocks))
    return extents


@dataclass(frozen=True, slots=True)
class _Opening:
    first: int  # index of the heading's first block
    country: str | None
    title: str


def _openings(reading: Reading) -> list[_Opening]:
    """The country headings, in text order.

    A heading may be set in two blocks (a long name, or the tier on its own line). A country that is
    headed again straight away (a page's title above the report's own heading) is opened once.
    """
    found: list[_Opening] = []
    for index, block in enumerate(reading.blocks):
        opening = _opening(reading, index, block)
        if opening is None or (found and opening.first <= found[-1].first):
            continue
        if found and found[-1].country == opening.country and opening.country is not None:
            between = reading.blocks[found[-1].first + 1 : opening.first]
            if not any(b.kind in {"paragraph", "list"} for b in between):
                continue
        found.append(opening)
    return found


def _opening(reading: Reading, index: int, block: Block) -> _Opening | None:
    if not _may_be_heading(block):
        return None
    title = _words(reading, block)
    match = _HEADING.fullmatch(title)
    if match and (code := country_code(match["name"])):
        return _Opening(index, code, title)
    if (match or _RANK_ALONE.fullmatch(title)) and index > 0:
        above = reading.blocks[index - 1]
        joined = f"{_words(reading, above)} {title}" if match else f"{_words(reading, above)}: {title}"
        both = _HEADING.fullmatch(joined) if _may_be_heading(above) else None
        if both and (code := country_code(both["name"])):
            return _Opening(index - 1, code, joined)
    if match and block.kind == "heading" and match["name"].isupper():
        return _Opening(index, None, title)
    return None


def _may_be_heading(block: Block) -> bool:
    return block.kind in {"heading", "paragraph"} and block.end - block.start <= _HEADING_LENGTH


def _words(reading: Reading, block: Block) -> str:
    return " ".join(reading.text[block.start : block.end].split())


def _back_matter(reading: Reading, source: Source, first: int) -> int:
    """The index of the first block after the last narrative: a heading that closes it, or the end."""
    patterns = [re.compile(pattern, re.I) for pattern in source.back_matter]
    for index in range(first + 1, len(reading.blocks)):
        block = reading.blocks[index]
        if block.kind == "heading" and any(p.fullmatch(_words(reading, block)) for p in patterns):
            return index
    return len(reading.blocks)
