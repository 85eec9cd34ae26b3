"""A downloader that a publisher need not mind: one request at a time, slowly, never twice for nothing.

It waits between requests to a host, asks only for what has changed (ETag, Last-Modified), goes on
where a transfer broke off (Range), waits as long as it is told to (Retry-After), keeps to robots.txt,
and stops at a size cap.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from urllib.robotparser import RobotFileParser

import httpx

USER_AGENT = f"tiptrace/{version('tiptrace')} (research on anti-trafficking reports)"
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_TRIES = 5
_LONGEST_WAIT = 120.0  # seconds: a host that asks for more is left until next time


class Refused(Exception):
    """What an address gives cannot be used, now or later; the message says why."""


class Failed(Exception):
    """An address could not be had this time; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a publisher's server gave: a file, or the word that nothing has changed."""

    status: int  # 200, or 304 for nothing new
    url: str  # where the address led in the end
    path: Path | None = None  # of the bytes; None for 304
    etag: str | None = None
    last_modified: str | None = None
    content_type: str = ""


@dataclass(slots=True)
class Polite:
    """Use as a context manager; one for a publisher.

    `pause` seconds lie between two requests to one host, more if its robots.txt says so. Broken
    transfers are kept in `folder` and gone on with, by a later process too.
    """

    folder: Path
    pause: float
    most: int  # bytes of one document
    tell: Callable[[str], None] = lambda _: None  # what it is waiting for
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client = field(init=False)
    _ready: dict[str, float] = field(init=False, default_factory=dict)  # host: when it may be asked
    _robots: dict[str, RobotFileParser] = field(init=False, default_factory=dict)

    def __enter__(self) -> Polite:
        self.folder.mkdir(parents=True, exist_ok=True)
        timeout = httpx.Timeout(60.0, connect=20.0)
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        self._client = httpx.Client(follow_redirects=True, max_redirects=5, timeout=timeout, headers=headers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The bytes at `url`, or 304 if they are still those of `etag` and `last_modified`.

        Raises Refused for what will not change by asking again, Failed when all tries failed.
        """
        if not self._allowed(url):
            raise Refused("the host's robots.txt asks programs not to fetch this")
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in known.items() if value}
        why = ""
        for number in range(_TRIES):
            try:
                return self._try(url, conditions)
            except _Again as error:
                why = str(error)
                wait = error.wait if error.wait is not None else 2.0**number / 2 * random.uniform(0.5, 1.0)
                if wait > _LONGEST_WAIT:
                    raise Failed(f"{why}, and asks to wait {wait:.0f} seconds; try again later") from error
                if number + 1 < _TRIES:
                    self.tell(f"{why}; trying again in {wait:.0f} s")
                    self.sleep(wait)
        raise Failed(f"{why}, {_TRIES} times; try again later")

    def _try(self, url: str, conditions: Mapping[str, str]) -> Answer:
        part = _Part(self.folder, url)
        headers = part.headers() or dict(conditions)  # what broke off was new already
        self._wait_turn(url)
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code == 304 and conditions:
                    return _answer(response, None)
                if response.status_code == 416:
                    part.forget()
                    raise _Again("the broken transfer could not be gone on with")
                self._check(response)
                self._receive(response, part)
                return _answer(response, part.path)
        except httpx.TooManyRedirects as error:
            raise Refused("it leads round in redirects") from error
        except httpx.ConnectError as error:
            raise _Again(f"{httpx.URL(url).host} cannot be reached ({error})") from error
        except httpx.TransportError as error:
            raise _Again(str(error) or type(error).__name__) from error
        finally:
            self._ready[httpx.URL(url).host] = time.monotonic() + self.pause

    def _check(self, response: httpx.Response) -> None:
        """Raise for a status that is no success, and for a size above the cap."""
        status = response.status_code
        if status in _TRANSIENT:
            wait = _retry_after(response.headers.get("Retry-After"))
            raise _Again(f"the server answered {status} {response.reason_phrase}", wait)
        if status not in {200, 206}:
            raise Refused(f"the server answered {status} {response.reason_phrase}")
        size = _total(response)
        if size is not None and size > self.most:
            raise Refused(f"it has {size:,} bytes, and {self.most:,} are allowed")

    def _receive(self, response: httpx.Response, part: _Part) -> None:
        """Write the body to the part file, after what is there if the server goes on from it."""
        goes_on = response.status_code == 206
        size = _total(response)
        part.begin(response.headers, goes_on=goes_on)
        with part.path.open("ab" if goes_on else "wb") as file:
            for chunk in response.iter_bytes():
                file.write(chunk)
                if file.tell() > self.most:
                    part.forget()
                    raise Refused(f"it goes on beyond the {self.most:,} bytes that are allowed")
        got = part.path.stat().st_size
        if size is not None and got != size:
            raise _Again(f"the transfer broke off after {got:,} of {size:,} bytes")

    def _wait_turn(self, url: str) -> None:
        wait = self._ready.get(httpx.URL(url).host, 0.0) - time.monotonic()
        if wait > 0:
            self.sleep(wait)

    def _allowed(self, url: str) -> bool:
        where = httpx.URL(url)
        site = f"{where.scheme}://{where.netloc.decode()}"
        if site not in self._robots:
            robots = self._robots[site] = RobotFileParser()
            self._wait_turn(url)
            try:
                answer = self._client.get(f"{site}/robots.txt")
                robots.parse(answer.text.splitlines() if answer.status_code == 200 else [])
            except httpx.HTTPError:
                robots.parse([])  # the request for the document itself will tell what is wrong
            self._ready[where.host] = time.monotonic() + self.pause
            self.pause = max(self.pause, float(robots.crawl_delay(USER_AGENT) or 0))
        return self._robots[site].can_fetch(USER_AGENT, url)


class _Again(Exception):
    """A try failed in a way that another may not; `wait` seconds if the server named them."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class _Part:
    """A transfer under way: its bytes, and the marks by which the server knows what they are of."""

    def __init__(self, folder: Path, url: str) -> None:
        name = hashlib.sha256(url.encode()).hexdigest()[:24]
        self.path = folder / f"{name}.part"
        self._about = folder / f"{name}.json"

    def headers(self) -> dict[str, str]:
        """Ask for the rest, on condition that the whole is still the same."""
        if not (self.path.exists() and self._about.exists()):
            return {}
        mark = json.loads(self._about.read_text()).get("mark")
        size = self.path.stat().st_size
        return {"Range": f"bytes={size}-", "If-Range": mark} if mark and size else {}

    def begin(self, headers: httpx.Headers, *, goes_on: bool) -> None:
        """Remember the marks of a transfer that begins anew; a weak ETag marks nothing."""
        if not goes_on:
            etag = headers.get("ETag", "")
            mark = etag if etag and not etag.startswith("W/") else headers.get("Last-Modified")
            self._about.write_text(json.dumps({"mark": mark}))

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)


def _answer(response: httpx.Response, path: Path | None) -> Answer:
    headers = response.headers
    return Answer(
        status=304 if path is None else 200,
        url=str(response.url),
        path=path,
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        content_type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
    )


def _total(response: httpx.Response) -> int | None:
    """The size of the whole document in bytes, if the server says it; packed, it says another."""
    if "Content-Encoding" in response.headers:
        return None
    if response.status_code == 206:
        total = response.headers.get("Content-Range", "").rpartition("/")[2]
    else:
        total = response.headers.get("Content-Length", "")
    return int(total) if total.isdigit() else None


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait: the header holds seconds or a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
