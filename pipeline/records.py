"""The nouns of tiptrace: what one stage hands to the next.

Every offset is a code point offset into the *clean text* of one document; every box is in PDF
points with the origin at the top left of its page; pages count from 1. Field values follow the
codebook (`models/codebook.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:  # a run with nothing to do ends before NumPy would be there
    import numpy as np
    import numpy.typing as npt

Kind = Literal["pdf", "html", "text"]
BlockKind = Literal["heading", "paragraph", "list", "table", "note", "caption"]
SectionKind = Literal[
    "summary", "recommendations", "prosecution", "protection", "prevention", "profile", "other"
]
Status = Literal["reported", "zero", "not_reported"]
Stage = Literal["acquire", "read", "segment", "mine", "load", "fetch"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong or looks wrong, told to the user and kept in the warehouse."""

    stage: Stage
    code: str  # short and stable: "encrypted", "no-text-layer", "unknown-source"
    reason: str  # a full sentence, with what to do next
    severity: Literal["error", "warning"] = "error"  # an error: the document could not be used
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One stored file: the bytes are named by `sha256`, the rest says what they are."""

    sha256: str
    path: Path  # in the store
    name: str  # as the user gave it, relative to the folder named on the command line
    doc: str  # parent folder and stem, "tip-2018/KHM"
    kind: Kind
    bytes: int
    source: str  # id of a catalogue entry, "state-tip"
    edition: int | None = None  # year of publication
    country: str | None = None  # ISO 3166 alpha-3; None for a report on many countries
    title: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """The warehouse's key of the document: 16 hexadecimal digits of the digest."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Page:
    """One page and the stretch of clean text that was printed on it."""

    number: int
    width: float  # points, after rotation
    height: float
    start: int
    end: int
    rotation: int = 0  # degrees


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or the like; blocks are parted by a blank line in the text."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0  # of a heading: 1 is the highest


@dataclass(frozen=True, slots=True, eq=False)
class CharMap:
    """Where each character of the clean text came from; arrays as long as the text.

    A character that was not printed (a joined line's space, a paragraph's break) has page 0 or
    offset -1.
    """

    page: npt.NDArray[np.int32] | None = None  # PDF: page number
    box: npt.NDArray[np.float32] | None = None  # PDF: n × 4, x0, top, x1, bottom
    offset: npt.NDArray[np.int32] | None = None  # text, HTML: code point offset into the file

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each printed line that the characters `start`:`end` stand on."""
        if self.page is None or self.box is None:
            return ()
        lines: list[Box] = []
        for page, (x0, top, x1, bottom) in zip(
            self.page[start:end].tolist(), self.box[start:end].tolist(), strict=True
        ):
            if page == 0:
                continue
            if lines:
                last = lines[-1]
                middle = (top + bottom) / 2
                if last.page == page and last.top <= middle <= last.bottom and x0 >= last.x0:
                    lines[-1] = Box(
                        page, last.x0, min(top, last.top), max(x1, last.x1), max(bottom, last.bottom)
                    )
                    continue
            lines.append(Box(page, x0, top, x1, bottom))
        return tuple(lines)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A document read: clean text, its pages and blocks, and the way back to the source."""

    text: str
    blocks: tuple[Block, ...]
    chars: CharMap
    pages: tuple[Page, ...] = ()  # empty for text and HTML
    problems: tuple[Problem, ...] = ()
    title: str | None = None

    def page_at(self, offset: int) -> int | None:
        """The page that the character at `offset` was printed on; notes stand after the last page."""
        if self.chars.page is not None and offset < len(self.text) and self.chars.page[offset]:
            return int(self.chars.page[offset])
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None


@dataclass(frozen=True, slots=True)
class Section:
    kind: SectionKind
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    section: int  # index into the narrative's sections
    paragraph: int  # counts from 0 within the narrative


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one document says of one country (or region): the unit that is mined."""

    doc: str
    source: str
    edition: int | None
    country: str | None
    title: str
    start: int
    end: int
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[tuple[int, int], ...] = ()  # start and end of each ruled table; rows by \n, cells by \t


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported quantity, zero or silence: see the codebook for each field."""

    start: int
    end: int
    anchor: str
    indicator: str
    unit: str
    low: float | None
    high: float | None
    rule: str
    qualifier: str = "exact"
    status: Status = "reported"
    period: str | None = None
    comparison: bool = False
    reporter: str = "government"
    exploitation: str | None = None
    sex: str | None = None
    age: str | None = None
    nationality: str | None = None
    place: str | None = None
    currency: str | None = None
    part_of: int | None = None  # index into the narrative's figures
    country: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """One statement that ties officials or public power to trafficking."""

    start: int
    end: int
    anchor: str
    category: str
    stance: str
    actors: tuple[str, ...]
    rule: str
    period: str | None = None
    country: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Tier:
    """A country's rank in one edition."""

    start: int
    end: int
    anchor: str
    tier: str  # 1, 2, 2WL, 3 or SC
    rule: str
    change: str | None = None  # upgraded, downgraded, same
    years_on: int | None = None
    country: str | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that bears on a duty of the state."""

    start: int
    end: int
    duty: str  # "TIP6"
    direction: Literal["effort", "shortfall", "neutral"]
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mined:
    """All that was found in one narrative, each list in text order."""

    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tiers: tuple[Tier, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
