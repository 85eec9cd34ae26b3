"""Fetching from a real HTTP server with a real publisher's moods."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.acquire import acquire
from pipeline.cli import app
from pipeline.collect import Collected, collect
from pipeline.errors import UserError
from pipeline.fetches import ledger_of, note_fetches
from pipeline.home import Home
from sources.addresses import wanted
from sources.catalogue import Source, catalogue
from tests.acquire.pages import pdf
from tests.sources.publisher import Site, answering, broken_off, publisher
from warehouse.writer import Writer


@pytest.fixture
def site() -> Iterator[Site]:
    with publisher() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def report(tmp_path: Path, words: str = "Courts convicted nine persons.") -> bytes:
    return pdf(
        tmp_path / "made.pdf", "\n".join(["CAMBODIA: Tier 2", words] + ["and so on"] * 40)
    ).read_bytes()


def source(site: Site, *addresses: dict[str, Any], **fetching: Any) -> Source:
    urls = [{**address, "url": site.url + address["url"]} for address in addresses]
    values = {"expect": ("pdf",), "seconds_between_requests": 0, "addresses": urls} | fetching
    tip = catalogue()["state-tip"].model_dump()
    return Source.model_validate(tip | {"fetch": values})


WHOLE = {"url": "/tip-2018.pdf", "years": (2018, 2018)}


def outcomes(collected: list[Collected]) -> list[str]:
    return [one.fetched.outcome for one in collected]


def test_a_report_is_fetched_once_and_then_only_asked_about(site: Site, home: Home, tmp_path: Path) -> None:
    body = report(tmp_path)
    site.files["/tip-2018.pdf"] = ("application/pdf", body)
    (one,) = collect(home, source(site, WHOLE))
    assert one.fetched.outcome == "new" and one.document is not None and one.problems == ()
    assert one.document.path.read_bytes() == body
    assert (one.document.source, one.document.edition) == ("state-tip", 2018)
    assert (one.document.doc, one.document.url) == ("state-tip-2018/tip-2018", f"{site.url}/tip-2018.pdf")
    (again,) = collect(home, source(site, WHOLE))
    assert again.fetched.outcome == "unchanged" and again.document is None
    assert site.asked[-1][1]["If-None-Match"]
    with ledger_of(home) as ledger:
        assert [(x.outcome, x.http_status, x.bytes) for x in ledger.lines()] == [
            ("new", 200, len(body)),
            ("unchanged", 304, len(body)),
        ]
    assert [d.sha256 for d in acquire([], home).documents] == [hashlib.sha256(body).hexdigest()]
    assert not list((home.store / ".fetching").rglob("*.pdf"))


def test_a_document_that_changed_silently_is_a_new_version(site: Site, home: Home, tmp_path: Path) -> None:
    first, second = report(tmp_path), report(tmp_path, "Courts convicted ten persons.")
    site.files["/tip-2018.pdf"] = ("application/pdf", first)
    (old,) = collect(home, source(site, WHOLE))
    site.files["/tip-2018.pdf"] = ("application/pdf", second)
    (new,) = collect(home, source(site, WHOLE))
    assert old.document is not None and new.document is not None
    assert new.fetched.outcome == "changed" and new.fetched.replaces == old.document.sha256
    assert [(p.code, p.severity) for p in new.problems] == [("changed", "warning")]
    assert old.document.path.read_bytes() == first and new.document.path.read_bytes() == second
    assert new.document.doc == old.document.doc
    assert [d.sha256 for d in acquire([], home).documents] == [new.document.sha256]


def test_a_document_that_is_no_longer_at_hand_is_fetched_again(
    site: Site, home: Home, tmp_path: Path
) -> None:
    site.files["/tip-2018.pdf"] = ("application/pdf", report(tmp_path))
    (one,) = collect(home, source(site, WHOLE))
    assert one.document is not None
    one.document.path.unlink()
    (again,) = collect(home, source(site, WHOLE))
    assert again.fetched.outcome == "new" and one.document.path.exists()


def test_an_error_page_with_status_200_never_replaces_a_report(
    site: Site, home: Home, tmp_path: Path
) -> None:
    site.files["/tip-2018.pdf"] = ("application/pdf", report(tmp_path))
    (good,) = collect(home, source(site, WHOLE))
    for kind in ("text/html", "application/pdf"):
        site.files["/tip-2018.pdf"] = (kind, b"<!doctype html><html><h1>Sorry</h1></html>")
        (bad,) = collect(home, source(site, WHOLE))
        assert bad.fetched.outcome == "refused" and "pdf is expected" in bad.problems[0].reason
    assert good.document is not None
    assert [d.sha256 for d in acquire([], home).documents] == [good.document.sha256]


def test_a_page_that_is_an_error_page_is_refused(site: Site, home: Home) -> None:
    page = b"<!doctype html><html><head><title>Page Not Found</title></head><body><p>x</p></body></html>"
    site.files["/reports/2018-tip/cambodia/"] = ("text/html", page)
    by_country = {"url": "/reports/{year}-tip/{country}/", "years": (2018, 2018)}
    (one,) = collect(home, source(site, by_country, expect=("html",)), countries=["KHM"])
    assert one.fetched.outcome == "refused" and "error page" in one.problems[0].reason


def test_a_broken_transfer_is_gone_on_with(site: Site, home: Home, tmp_path: Path) -> None:
    body = report(tmp_path)
    etag = f'"{hashlib.md5(body).hexdigest()}"'
    site.files["/tip-2018.pdf"] = ("application/pdf", body)
    site.moods["/tip-2018.pdf"] = [broken_off(body, 500, etag)]
    (one,) = collect(home, source(site, WHOLE))
    assert one.document is not None and one.document.path.read_bytes() == body
    assert site.asked[-1][1]["Range"] == "bytes=500-"


def test_a_transfer_broken_in_a_document_that_changed_begins_anew(
    site: Site, home: Home, tmp_path: Path
) -> None:
    body = report(tmp_path)
    site.files["/tip-2018.pdf"] = ("application/pdf", body)
    site.moods["/tip-2018.pdf"] = [broken_off(b"%PDF-1.4 another one" * 99, 500, '"another"')]
    (one,) = collect(home, source(site, WHOLE))
    assert one.document is not None and one.document.path.read_bytes() == body


def test_a_server_that_asks_to_wait_is_waited_for(site: Site, home: Home, tmp_path: Path) -> None:
    site.files["/tip-2018.pdf"] = ("application/pdf", report(tmp_path))
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    site.moods["/tip-2018.pdf"] = [answering(429, Retry_After="1"), answering(503, Retry_After=at)]
    heard: list[str] = []
    began = time.monotonic()
    (one,) = collect(home, source(site, WHOLE), tell=heard.append)
    assert one.fetched.outcome == "new" and time.monotonic() - began >= 1
    assert heard[0] == "the server answered 429 Too Many Requests; trying again in 1 s" and len(heard) == 2


def test_a_server_that_asks_to_wait_too_long_is_left(site: Site, home: Home) -> None:
    site.moods["/tip-2018.pdf"] = [answering(429, Retry_After="7200")]
    (one,) = collect(home, source(site, WHOLE))
    assert one.fetched.outcome == "failed" and "7200 seconds" in one.problems[0].reason
    assert site.paths() == ["/tip-2018.pdf"]


def test_redirects_are_followed_and_loops_refused(site: Site, home: Home, tmp_path: Path) -> None:
    site.files["/there.pdf"] = ("application/pdf", report(tmp_path))
    site.moods["/tip-2018.pdf"] = [answering(301, Location="/there.pdf")]
    site.moods["/loop.pdf"] = [answering(302, Location="/loop.pdf")] * 20
    loop = {"url": "/loop.pdf", "years": (2019, 2019)}
    assert outcomes(list(collect(home, source(site, WHOLE, loop)))) == ["new", "refused"]


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(
    site: Site, home: Home, tmp_path: Path
) -> None:
    body = report(tmp_path)
    site.files["/tip-2018.pdf"] = ("application/pdf", body)

    def unsaid(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    for _ in range(2):
        (one,) = collect(home, source(site, WHOLE, megabytes_at_most=0.001))
        assert one.fetched.outcome == "refused" and "1,000" in one.problems[0].reason
        site.moods["/tip-2018.pdf"] = [unsaid]
    assert acquire([], home).documents == ()


def test_what_is_not_there_or_not_allowed_is_refused(site: Site, home: Home, tmp_path: Path) -> None:
    site.files["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /private/\n")
    site.files["/private/tip.pdf"] = ("application/pdf", report(tmp_path))
    private = {"url": "/private/tip.pdf", "years": (2019, 2019)}
    found = list(collect(home, source(site, WHOLE, private)))
    assert [one.problems[0].reason for one in found] == [
        "the server answered 404 Not Found",
        "the host's robots.txt asks programs not to fetch this",
    ]
    assert site.paths() == ["/tip-2018.pdf"]


INDEX = b"""<!doctype html><html><body><nav><a href="/">Home</a></nav>
<a href="/reports/2018-tip/cambodia/">Cambodia</a> <a href="/reports/2018-tip/thailand/">Thailand</a>
<a href="/reports/2018-tip/cambodia/#top">again</a> <a href="/reports/2018-tip/cote-divoire/">Ivory Coast</a>
<a href="/reports/2017-tip/cambodia/">last year</a></body></html>"""


def page(country: str, token: str = "") -> bytes:
    words = f"<h1>{country}: Tier 2</h1><p>Nine were held.</p><script>token='{token}'</script>"
    return f"<!doctype html><html><body><main>{words}</main></body></html>".encode()


def test_an_index_page_leads_to_the_pages_of_countries(site: Site, home: Home) -> None:
    link = r"/reports/(?P<year>20\d\d)-tip/(?P<country>[a-z-]+)/?$"
    index = {"url": "/reports/{year}-tip/", "years": (2018, 2018), "what": "index", "link": link}
    site.files["/reports/2018-tip/"] = ("text/html", INDEX)
    for name in ("cambodia", "thailand", "cote-divoire"):
        site.files[f"/reports/2018-tip/{name}/"] = ("text/html", page(name.title()))
    listing = source(site, index, expect=("html",), country_slugs={"CIV": "cote-divoire"})
    found = list(collect(home, listing, years=[2018]))
    assert [(c.fetched.outcome, c.document and c.document.country) for c in found] == [
        ("new", "KHM"),
        ("new", "THA"),
        ("new", "CIV"),
    ]
    assert [c.document.doc for c in found if c.document] == [
        "state-tip-2018/KHM",
        "state-tip-2018/THA",
        "state-tip-2018/CIV",
    ]
    site.files["/reports/2018-tip/cambodia/"] = ("text/html", page("Cambodia", token="of another visit"))
    assert outcomes(list(collect(home, listing, countries=["KHM"]))) == ["unchanged"]


def test_requests_to_a_host_keep_their_distance(site: Site, home: Home, tmp_path: Path) -> None:
    site.files["/tip-2018.pdf"] = ("application/pdf", report(tmp_path))
    began = time.monotonic()
    list(collect(home, source(site, WHOLE, seconds_between_requests=0.4)))
    assert len(site.asked) == 2  # robots.txt and the report
    assert time.monotonic() - began >= 0.4


def test_a_host_that_is_not_there_fails_and_is_told(home: Home) -> None:
    nowhere = Site(url="http://127.0.0.1:9")
    (one,) = collect(home, source(nowhere, WHOLE), tell=lambda _: None)
    assert one.fetched.outcome == "failed" and one.problems[0].stage == "fetch"


def test_addresses_by_edition_and_country() -> None:
    tip = catalogue()["state-tip"]
    whole = wanted(tip, [2018], [])
    assert [(w.edition, w.country, w.link) for w in whole] == [(2018, None, None)]
    single = wanted(tip, [2018, 2023], ["KHM", "CIV"])
    assert [w.url for w in single] == [
        f"https://www.state.gov/reports/{year}-trafficking-in-persons-report/{slug}/"
        for year in (2018, 2023)
        for slug in ("cambodia", "cote-divoire")
    ]
    assert all(w.link for w in wanted(tip, [2024], []))  # no whole report is known: the index is asked
    assert {w.edition for w in wanted(tip, None, [])} >= set(range(2013, 2025))


def test_the_command_lists_without_fetching(home: Home) -> None:
    arguments = ["fetch", "state-hrr", "--years", "2021-2022", "--countries", "khm,Thailand", "--dry-run"]
    result = CliRunner().invoke(app, [*arguments, "--home", str(home.root)])
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.output.splitlines()] == [
        [year, country, "unverified"] for year in ("2021", "2022") for country in ("KHM", "THA")
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "there is no source 'nope'"),
        (["ngo-study"], "put its files into the inbox"),
        (["state-tip", "--years", "2025-2019"], "--years 2025-2019"),
        (["state-tip", "--countries", "Atlantis"], "'Atlantis' is no country"),
    ],
)
def test_the_command_says_what_is_wrong_with_what_was_typed(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["fetch", *arguments])
    assert isinstance(result.exception, UserError) and message in str(result.exception)


def test_the_warehouse_tells_what_was_asked_of_each_address(site: Site, home: Home, tmp_path: Path) -> None:
    site.files["/tip-2018.pdf"] = ("application/pdf", report(tmp_path))
    missing = {"url": "/none.pdf", "years": (2019, 2019)}
    for outcome in ("new", "unchanged"):
        list(collect(home, source(site, WHOLE, missing)))
        with Writer(home.working) as writer:
            note_fetches(home, writer)
            rows = writer.connection.execute(
                "SELECT edition, http_status, outcome FROM fetches ORDER BY edition"
            ).fetchall()
        assert [(year, result) for year, _, result in rows] == [(2018, outcome), (2019, "refused")]
        assert rows[1][1] == 404
