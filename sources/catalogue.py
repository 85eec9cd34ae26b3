"""The catalogue of publishers: one strictly validated YAML file for each, beside this module.

A catalogue file says what a publisher's documents are, how they are told from others', how they are
divided, where they are found, and what a sound reading of one looks like. It knows nothing of
figures.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from models.strict import DataFileError, Strict, load

FOLDER = Path(__file__).parent
NOT_SOURCES = frozenset({"countries.yaml"})

SectionKind = Literal[
    "summary", "recommendations", "prosecution", "protection", "prevention", "profile", "other"
]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class SectionRule(Strict):
    """Headings that open a kind of section: `heading` matches the whole heading, capitals aside.

    `run_in` is looked for within paragraphs, capitals as written, at their beginning and after the
    end of a sentence: publishers set some headings in the line ("Recommendations for Ruritania:
    Enact"), and extraction loses the break around others ("were tried.PROTECTIONThe police").
    """

    kind: SectionKind
    heading: Pattern
    run_in: Pattern | None = None


class Recognition(Strict):
    """How a document of this source shows itself; all patterns are searched, capitals aside.

    `text` is looked for in the document's title and first pages, line by line (^ and $ are a line's),
    `url` in its canonical address, `path` in the last parts of its path, with forward slashes. One
    match is enough. `edition` has a group `year`, `country` a group `country`; each list is tried in
    order on title, address, path and text.
    """

    text: tuple[Pattern, ...] = ()
    url: tuple[Pattern, ...] = ()
    path: tuple[Pattern, ...] = ()
    edition: tuple[Pattern, ...] = ()
    country: tuple[Pattern, ...] = ()


class Address(Strict):
    """Where a document or an index page is, or was when somebody last looked.

    `{year}`, `{country}` (slug: "sri-lanka"), `{Country}` ("Sri-Lanka") and `{iso3}` are filled in,
    with `country_slugs` where the publisher's own differs. An address without a country leads to a
    whole report. `verified` is the day on which it was last seen to work; without it nobody has tried
    it.
    """

    url: Annotated[str, Field(pattern=r"^https?://")]
    what: Literal["document", "index"] = "document"
    years: tuple[int, int] | None = None  # first and last edition that the address serves
    link: Pattern | None = None  # of an index: which links lead to documents; groups year, country
    verified: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _index_has_link(self) -> Address:
        if (self.what == "index") != (self.link is not None):
            raise ValueError("an index needs a 'link' pattern, a document has none")
        return self


class Fetching(Strict):
    """How to get documents from the publisher politely."""

    expect: tuple[Literal["pdf", "html", "text"], ...] = ("pdf", "html")
    seconds_between_requests: float = Field(default=5.0, ge=0)
    megabytes_at_most: float = Field(default=200.0, gt=0)
    country_slugs: dict[str, str] = Field(default={})  # ISO 3166 alpha-3 to the publisher's own slug
    addresses: tuple[Address, ...] = ()


class Assertion(Strict):
    """What a sound reading holds: below `min` the document fails, above `max` it is a warning."""

    count: Literal["narratives", "words", "sentences"]
    per: Literal["document", "narrative"] = "document"
    min: int | None = None
    max: int | None = None


class Source(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    publisher: str
    title: str
    licence: str
    cadence: str
    documents: Literal["country-narratives", "country-report", "study"]
    subject: Literal["trafficking", "child labor", "human rights"]
    default_reporter: str = "government"
    section_reporters: dict[SectionKind, str] = Field(default={})  # where a section's own default differs
    opening: SectionKind = "summary"  # the section before the first heading
    unknown_headings: Literal["inherit", "other"] = "other"  # a sub-heading's section, or its own
    sections: tuple[SectionRule, ...] = ()
    back_matter: tuple[Pattern, ...] = ()  # headings after which nothing is read as sentences
    topic: tuple[Pattern, ...] = ()  # words of our topic, where a source writes of more than that
    recognise: Recognition = Recognition()
    fallback: bool = False  # takes documents that no other source recognises
    fetch: Fetching = Fetching()
    assertions: tuple[Assertion, ...] = ()

    def reporter(self, section: SectionKind) -> str:
        """Who speaks in a section when the text does not say."""
        return self.section_reporters.get(section, self.default_reporter)


@cache
def catalogue(folder: Path = FOLDER) -> dict[str, Source]:
    """All sources by id; DataFileError names file and line of what is wrong."""
    sources: dict[str, Source] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in NOT_SOURCES:
            continue
        source = load(path, Source)
        if source.id != path.stem:
            raise DataFileError(f"{path}:1: id is '{source.id}', but the file is named '{path.stem}'")
        sources[source.id] = source
    return sources


def tells_of_trafficking_by_country(source: str) -> bool:
    """Whether a source is one of country narratives on trafficking, like the texts that models learn from."""
    entry = catalogue().get(source)
    return entry is not None and entry.documents == "country-narratives" and "trafficking" in entry.subject
