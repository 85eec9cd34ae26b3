"""Collecting: what a publisher has is fetched, and becomes documents of the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.acquire import acquire
from pipeline.fetches import ledger_of
from pipeline.home import Home
from pipeline.records import Document, Problem
from sources.catalogue import Source
from sources.fetch import Fetched, fetch, file_name


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of one address: the document, if there is a new one, or why there is none."""

    fetched: Fetched
    document: Document | None = None
    problems: tuple[Problem, ...] = ()


def collect(
    home: Home,
    source: Source,
    *,
    years: Collection[int] | None = None,
    countries: Collection[str] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Collected]:
    """Fetch what is new at a publisher's addresses into the store, one document at a time.

    A document that changed at its address is a new version: both stay in the store, and the newer one
    is among its documents. `tell` hears what the downloader is waiting for.
    """
    folder = home.store / ".fetching"

    def have(sha256: str) -> bool:
        return next((home.store / sha256[:2]).glob(f"{sha256}.*"), None) is not None

    with ledger_of(home) as ledger:
        for fetched in fetch(source, ledger, folder, years=years, countries=countries, have=have, tell=tell):
            if fetched.path is None:
                wrong = fetched.outcome in {"refused", "failed"}
                problem = Problem("fetch", fetched.outcome, fetched.reason)
                yield Collected(fetched, problems=(problem,) if wrong else ())
            else:
                yield _stored(home, source, fetched, fetched.path)


def _stored(home: Home, source: Source, fetched: Fetched, path: Path) -> Collected:
    """Take a fetched file into the store under its lasting name."""
    with path.open("rb") as file:
        name = file_name(fetched.wanted, source, file.read(1024))
    place = path.parent / "documents" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)
    acquired = acquire(
        [path.parent / "documents"],
        home,
        source=source.id,
        edition=fetched.wanted.edition,
        country=fetched.wanted.country,
        url=fetched.wanted.url,
    )
    place.unlink()
    problems = [problem for _, problem in acquired.problems]
    if fetched.outcome == "changed":
        problems.append(Problem("fetch", "changed", fetched.reason, severity="warning"))
    document = acquired.documents[0] if acquired.documents else None
    return Collected(fetched, document, tuple(problems))
