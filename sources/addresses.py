"""Which addresses a catalogue entry leads to, for the editions and countries that are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urldefrag, urljoin

import lxml.html

from sources.catalogue import Address, Source
from sources.countries import country_code, country_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """One address to ask: of a document, or of an index page with the pattern of its links."""

    url: str
    edition: int | None = None
    country: str | None = None  # ISO 3166 alpha-3; None for a whole report
    link: str | None = None  # of an index page
    verified: date | None = None


def wanted(source: Source, years: Iterable[int] | None, countries: Iterable[str]) -> list[Wanted]:
    """The addresses to ask, by edition; all editions that the catalogue knows without `years`.

    With countries, their own pages, else the whole report of an edition where the publisher has one.
    Without, the whole report, else the index page that lists the pages of its countries.
    """
    codes = tuple(countries)
    known = {year for address in source.fetch.addresses for year in _years(address)}
    found = []
    for year in sorted(known if years is None else set(years)):
        serving = [a for a in source.fetch.addresses if a.years is None or year in _years(a)]
        whole = [a for a in serving if a.what == "document" and not _is_by_country(a)]
        single = [a for a in serving if a.what == "document" and _is_by_country(a)]
        index = [a for a in serving if a.what == "index"]
        chosen = (single or index or whole) if codes else (whole or index)
        for address in chosen:
            for code in codes if address in single else (None,):
                found.append(_filled(source, address, year, code))
    return list(dict.fromkeys(found))


def links(
    page: str, index: Wanted, years: Iterable[int] | None, countries: Iterable[str], slugs: dict[str, str]
) -> Iterator[Wanted]:
    """The documents that an index page lists, of the editions and countries that are wanted.

    The page of one edition is not followed to others.
    """
    assert index.link is not None
    editions = {index.edition} if index.edition else None if years is None else set(years)
    codes = set(countries)
    by_slug = {slug.casefold(): code for code, slug in slugs.items()}
    seen = set()
    for anchor in lxml.html.document_fromstring(page).iter("a"):
        url = urldefrag(urljoin(index.url, anchor.get("href") or "")).url
        match = re.search(index.link, url)
        if match is None or url in seen:
            continue
        seen.add(url)
        groups = match.groupdict()
        year = int(groups["year"]) if groups.get("year") else index.edition
        slug = groups.get("country") or ""
        code = by_slug.get(slug.casefold()) or country_code(re.sub(r"[-_]+", " ", slug))
        if (editions is None or year in editions) and (not codes or code in codes):
            yield Wanted(url, year, code)


def _filled(source: Source, address: Address, year: int, code: str | None) -> Wanted:
    words = country_name(code) if code else ""
    slug = source.fetch.country_slugs.get(code or "")
    plain = re.sub(r"[^A-Za-z]+", "-", words).strip("-")
    url = address.url.format(year=year, country=slug or plain.lower(), Country=slug or plain, iso3=code or "")
    edition = year if address.what == "document" or "{year}" in address.url else None
    return Wanted(url, edition, code, address.link, address.verified)


def _is_by_country(address: Address) -> bool:
    return re.search(r"{(?:country|Country|iso3)}", address.url) is not None


def _years(address: Address) -> range:
    first, last = address.years or (1, 0)
    return range(first, min(last, datetime.now(UTC).year) + 1)
