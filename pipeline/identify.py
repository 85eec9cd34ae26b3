"""What a document is: source, edition and country, told by itself, its name, or a sidecar file.

What the user says on the command line stands above a sidecar, a sidecar above the document, and
the document above its name. A guess is made only where it is safe; what is missing is a problem
that says what to type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from models.strict import DataFileError, Strict, load
from pipeline.identity import Identity
from pipeline.opening import Opening, open_document
from pipeline.records import Kind, Problem
from sources.catalogue import Source, catalogue
from sources.countries import countries, country_code

_FIRST_YEAR = 1990
_NUMBERS = re.compile(r"\d+")
_TITLE_LINE, _TITLE = 70, 150  # characters
_PATH_PARTS = 3  # of a path: folder/folder/name
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_YEAR = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r",?\s+(?P<year>(?:20\s?|19\s?)\d\s?\d)\b",
    re.I,
)


class Sidecar(Strict):
    """`<file>.yaml` beside a document that does not say these things itself."""

    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    country: str | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None


def identify(path: Path, kind: Kind, sidecar: Path | None) -> Identity:
    """What can be told of the document at `path` without asking anybody."""
    told, problems = _read_sidecar(sidecar) if sidecar else (Sidecar(), ())
    opening = open_document(path, kind)
    name = "/".join(path.parts[-_PATH_PARTS:])
    source = catalogue().get(told.source or "") or _recognised(opening, name)
    if source is None and (kind == "pdf" or sidecar):
        source = next(source for source in catalogue().values() if source.fallback)
    if source is None:
        return Identity(title=opening.title or None, problems=problems)
    study = source.documents == "study"
    edition = _edition(source, opening, name)
    if study and edition is None:
        edition = _year_of_study(opening, path)
    country = _country(source, opening, name)
    if country is None and not study:
        country = _country_in_name(path)
    title = opening.title or (_headline(opening.text) if study else "")
    return Identity(
        source=source.id,
        edition=told.year or edition,
        country=told.country or country,
        title=told.title or title or None,
        publisher=told.publisher or (None if source.fallback else source.publisher),
        url=told.url or opening.url or None,
        problems=problems + (_assumed(path, edition) if source.fallback and not sidecar else ()),
    )


def missing(identity: Identity) -> tuple[Problem, ...]:
    """What a document needs and nothing tells, as errors that say what to type."""
    known = catalogue()
    choices = ", ".join(known)
    if identity.source is None:
        reason = f"nothing in it shows which publisher it is from; give --source: one of {choices}"
        return (Problem("acquire", "unknown-source", reason),)
    if identity.source not in known:
        reason = f"there is no source '{identity.source}'; the catalogue has: {choices}"
        return (Problem("acquire", "unknown-source", reason),)
    source = known[identity.source]
    problems = []
    if identity.edition is None and source.documents != "study":
        reason = f"nothing in it shows the edition of {source.title}; give --edition YEAR"
        problems.append(Problem("acquire", "unknown-edition", reason))
    if identity.country is None and source.documents == "country-report":
        reason = (
            f"nothing in it shows which country this {source.title} is on; give --country ISO3 (such as KHM)"
        )
        problems.append(Problem("acquire", "unknown-country", reason))
    if identity.country is not None and identity.country not in countries():
        reason = f"'{identity.country}' is no country's ISO 3166 alpha-3 code (such as KHM)"
        problems.append(Problem("acquire", "unknown-country", reason))
    if identity.edition is not None and not _FIRST_YEAR <= identity.edition <= datetime.now(UTC).year + 1:
        reason = f"{identity.edition} cannot be the year of an edition; give --edition YEAR"
        problems.append(Problem("acquire", "unknown-edition", reason))
    return tuple(problems)


def _read_sidecar(path: Path) -> tuple[Sidecar, tuple[Problem, ...]]:
    try:
        told = load(path, Sidecar)
    except DataFileError as error:
        return Sidecar(), (Problem("acquire", "sidecar", str(error)),)
    if told.country and (code := country_code(told.country)):
        told = told.model_copy(update={"country": code})
    return told, ()


def _recognised(opening: Opening, name: str) -> Source | None:
    """The source whose mark stands first in the document, else the one that its name is of."""
    text = f"{opening.title}\n{opening.text}"
    marks: list[tuple[int, Source]] = []
    for source in catalogue().values():
        for pattern in source.recognise.url:
            if re.search(pattern, opening.url, re.I):
                return source
        for pattern in source.recognise.text:
            if match := re.search(pattern, text, re.I | re.M):
                marks.append((match.start(), source))
    if marks:
        return min(marks, key=lambda mark: mark[0])[1]
    for source in catalogue().values():
        if any(re.search(pattern, name, re.I) for pattern in source.recognise.path):
            return source
    return None


def _found(patterns: tuple[str, ...], group: str, opening: Opening, name: str) -> Iterator[str]:
    for pattern in patterns:
        for words in (opening.title, opening.url, name, opening.text):
            if match := re.search(pattern, words, re.I | re.M):
                yield " ".join(match[group].split())


def _edition(source: Source, opening: Opening, name: str) -> int | None:
    """The year by the source's own patterns, else the only year in folder and name."""
    for year in _found(source.recognise.edition, "year", opening, name):
        return int(year)
    years = set(_YEAR.findall("/".join(name.split("/")[-2:])))
    if len(years) == 1 and source.documents != "study":
        return int(years.pop())
    return None


def _country(source: Source, opening: Opening, name: str) -> str | None:
    for words in _found(source.recognise.country, "country", opening, name):
        spelt = words.upper() if len(words) == 3 else words.replace("-", " ")
        if code := country_code(spelt):
            return code
    return None


def _country_in_name(path: Path) -> str | None:
    """A country's code or name that is all of a file's name but a year: "KHM", "Sri-Lanka-2018"."""
    words = re.sub(r"[\W_]+", " ", _YEAR.sub(" ", path.stem)).strip()
    return country_code(words) if words and (len(words) > 3 or words.isupper()) else None


def _year_of_study(opening: Opening, path: Path) -> int | None:
    """A month and year on the first pages, else a year in the name that the file's own date bears out."""
    month = _MONTH_YEAR.search(opening.text[:1500])
    if month:
        year = int(month["year"].replace(" ", ""))
        if opening.created is None or abs(opening.created - year) <= 1:
            return year
    named = {int(year) for year in _YEAR.findall(path.stem)}
    if len(named) == 1 and opening.created is not None and 0 <= opening.created - min(named) <= 2:
        return named.pop()
    return None


def _headline(text: str) -> str:
    """The first lines of a first page if they are set like a title: short lines, no prose."""
    title: list[str] = []
    for line in text[:800].split("\n"):
        words = " ".join(line.split())
        if not title and (len(words) < 8 or _MONTH_YEAR.match(words) or words[0].isdigit()):
            continue
        if not any(c.isalpha() for c in words) or len(words) > _TITLE_LINE or words in title:
            break
        if len(_NUMBERS.findall(words)) > 1:  # a table of contents
            break
        if len(" ".join([*title, words])) > _TITLE:
            break
        title.append(words)
    return " ".join(title)


def _assumed(path: Path, edition: int | None) -> tuple[Problem, ...]:
    year = f", year {edition}" if edition else ""
    reason = (
        f"no publisher's mark was found, so it is taken for a study (ngo-study{year}); give --source and "
        f"--edition, or write title, publisher, year and country into {path.name}.yaml"
    )
    return (Problem("acquire", "source-assumed", reason, severity="warning"),)
