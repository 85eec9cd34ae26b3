"""Fetching a publisher's editions: what is at the addresses of the catalogue, and whether it is new.

Nothing is judged by its address or its status alone. A document must begin as a PDF or a page does:
an error page that is sent with status 200 is refused, and the document that stood there before stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree

from sources.addresses import Wanted, links, wanted
from sources.catalogue import Source
from sources.ledger import Ledger, Line, Outcome
from sources.polite import Answer, Failed, Polite, Refused

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_ERROR_PAGE = re.compile(
    rb"<(?:title|h1)[^>]*>[^<]*(?:not found|\b40[0-9]\b|\b50[0-9]\b|access denied|forbidden|error|"
    rb"unavailable|just a moment|are you a robot)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one address. `path` holds the bytes of a new or changed document."""

    wanted: Wanted
    outcome: Outcome
    reason: str = ""  # of what was refused or failed, or what a changed document was
    path: Path | None = None
    sha256: str | None = None
    replaces: str | None = None  # sha256 of what the address held before


def fetch(
    source: Source,
    ledger: Ledger,
    folder: Path,
    *,
    years: Collection[int] | None = None,
    countries: Collection[str] = (),
    have: Callable[[str], bool],
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Fetched]:
    """Ask each wanted address in turn; what comes of it is in the ledger before it is told.

    `have` says whether the bytes of a sha256 are still at hand: those are not asked for again unless
    they changed. New bytes are left in `folder` for the caller to take. Index pages are told only when
    they cannot be read.
    """
    most = int(source.fetch.megabytes_at_most * 1_000_000)
    with Polite(folder, source.fetch.seconds_between_requests, most, tell) as polite:
        for one in wanted(source, years, countries):
            if one.link is None:
                yield _fetch_one(source, one, ledger, polite, have)
                continue
            try:
                page = _index_page(polite, one)
            except (Refused, Failed) as error:
                yield _told(source, one, ledger, error)
                continue
            for listed in links(page, one, years, countries, source.fetch.country_slugs):
                yield _fetch_one(source, listed, ledger, polite, have)


def listed(
    source: Source,
    folder: Path,
    *,
    years: Collection[int] | None = None,
    countries: Collection[str] = (),
    tell: Callable[[str], None] = lambda _: None,
    missed: Callable[[str], None] = lambda _: None,
) -> Iterator[Wanted]:
    """The documents that `fetch` would ask for. Index pages are read, documents are not.

    `missed` hears of index pages that cannot be read.
    """
    most = int(source.fetch.megabytes_at_most * 1_000_000)
    with Polite(folder, source.fetch.seconds_between_requests, most, tell) as polite:
        for one in wanted(source, years, countries):
            if one.link is None:
                yield one
                continue
            try:
                page = _index_page(polite, one)
            except (Refused, Failed) as error:
                missed(f"{one.url}: {error}")
                continue
            yield from links(page, one, years, countries, source.fetch.country_slugs)


def file_name(one: Wanted, source: Source, head: bytes) -> str:
    """Where a document belongs, the same each time: "state-tip-2018/KHM.html"."""
    suffix = ".pdf" if b"%PDF-" in head[:1024] else ".html"
    last = unquote(urlsplit(one.url).path.rstrip("/").rpartition("/")[2])
    stem = one.country or re.sub(r"[^\w.-]+", "-", last.rpartition(".")[0] or last) or "report"
    return f"{source.id}-{one.edition or 'undated'}/{stem}{suffix}"


def _fetch_one(
    source: Source, one: Wanted, ledger: Ledger, polite: Polite, have: Callable[[str], bool]
) -> Fetched:
    before = ledger.last(one.url)
    held = before if before and before.sha256 and have(before.sha256) else None
    try:
        answer = polite.get(
            one.url, etag=held.etag if held else None, last_modified=held.last_modified if held else None
        )
        if answer.path is None:
            assert held is not None
            same = _line(source, one, "unchanged", answer)
            ledger.add(replace(same, sha256=held.sha256, bytes=held.bytes, words=held.words))
            return Fetched(one, "unchanged", sha256=held.sha256)
        _check(source, one, answer)
    except (Refused, Failed) as error:
        return _told(source, one, ledger, error)
    assert answer.path is not None
    raw = answer.path.read_bytes()
    sha256, words = hashlib.sha256(raw).hexdigest(), _words(raw)
    new = replace(_line(source, one, "new", answer), sha256=sha256, bytes=len(raw), words=words)
    if before and held and before.words == words:
        # The page's furniture may differ (a date, a token): the bytes at hand stand for it.
        answer.path.unlink()
        ledger.add(replace(new, outcome="unchanged", sha256=held.sha256, bytes=held.bytes))
        return Fetched(one, "unchanged", sha256=held.sha256)
    if before is None or before.words == words:
        ledger.add(new)
        return Fetched(one, "new", path=answer.path, sha256=sha256)
    ledger.add(replace(new, outcome="changed"))
    reason = f"the document at this address was another on {before.fetched_at[:10]}"
    return Fetched(one, "changed", reason, answer.path, sha256, before.sha256)


def _words(raw: bytes) -> str:
    """A digest of what a document says: of a page its text, of a PDF its bytes."""
    if _HTML.match(raw[:8192]):
        page = lxml.html.document_fromstring(raw)
        etree.strip_elements(page, "script", "style", "noscript", etree.Comment, with_tail=False)
        raw = " ".join(page.text_content().split()).encode()
    return hashlib.sha256(raw).hexdigest()


def _check(source: Source, one: Wanted, answer: Answer) -> None:
    """Raise Refused unless the bytes are of a kind that the publisher's documents are."""
    assert answer.path is not None
    with answer.path.open("rb") as file:
        head = file.read(8192)
    if b"%PDF-" in head[:1024]:
        kind = "pdf"
    else:
        kind = "html" if _HTML.match(head) or answer.content_type == "text/html" else "text"
    expected = {"pdf"} if urlsplit(one.url).path.lower().endswith(".pdf") else set(source.fetch.expect)
    why = ""
    if kind not in expected:
        sent = answer.content_type or "no content type"
        why = f"a {' or '.join(sorted(expected))} is expected, and the server sent {kind} ({sent})"
    elif kind == "html" and _ERROR_PAGE.search(head):
        why = "the page is an error page, although it was sent as a success"
    elif kind == "html" and _is_front(answer.url) and not _is_front(one.url):
        why = f"the address leads to the site's front page ({answer.url})"
    if why:
        answer.path.unlink()
        raise Refused(why)


def _is_front(url: str) -> bool:
    return urlsplit(url).path in {"", "/"}


def _index_page(polite: Polite, one: Wanted) -> str:
    answer = polite.get(one.url)
    assert answer.path is not None
    page = answer.path.read_text(encoding="utf-8", errors="replace")
    answer.path.unlink()
    if not page.strip():
        raise Refused("the index page is empty")
    return page


def _told(source: Source, one: Wanted, ledger: Ledger, error: Refused | Failed) -> Fetched:
    outcome: Outcome = "refused" if isinstance(error, Refused) else "failed"
    status = re.search(r"answered (\d{3})", str(error))
    line = _line(source, one, outcome, None)
    ledger.add(replace(line, http_status=int(status[1]) if status else None))
    return Fetched(one, outcome, str(error))


def _line(source: Source, one: Wanted, outcome: Outcome, answer: Answer | None) -> Line:
    return Line(
        url=one.url,
        source=source.id,
        edition=one.edition,
        country=one.country,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        http_status=answer.status if answer else None,
        etag=answer.etag if answer else None,
        last_modified=answer.last_modified if answer else None,
        sha256=None,
        bytes=None,
        outcome=outcome,
    )
