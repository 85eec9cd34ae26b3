"""Files and folders become documents; what cannot is a problem with a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.acquire import Acquired, acquire
from pipeline.home import Home
from sources.catalogue import catalogue
from tests.acquire.pages import HRR, TIP, pdf, write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def codes(acquired: Acquired) -> list[tuple[str, str, str]]:
    return [(name, problem.code, problem.severity) for name, problem in acquired.problems]


def about(acquired: Acquired) -> list[tuple[str, int | None, str | None]]:
    return [(d.source, d.edition, d.country) for d in acquired.documents]


def test_a_document_is_stored_under_its_digest(home: Home, reports: Path) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    (document,) = acquire([path], home).documents
    assert document.path == home.store / document.sha256[:2] / f"{document.sha256}.txt"
    assert document.path.read_bytes() == path.read_bytes()
    assert not os.access(document.path, os.W_OK) or os.geteuid() == 0
    assert (document.name, document.doc, document.kind) == (str(path), "tip-2018/KHM", "text")
    assert (document.source, document.edition, document.country) == ("state-tip", 2018, "KHM")
    assert document.bytes == len(TIP)


def test_a_folder_is_walked_and_other_files_are_passed_over(home: Home, reports: Path) -> None:
    write(reports / "tip-2018" / "KHM.txt", TIP)
    write(reports / "web" / "page.html", HRR)
    write(reports / "web" / "page-without-a-suffix", HRR + "<!-- another -->")
    write(reports / "tables" / "tiers.csv", "country,tier\n")
    write(reports / ".hidden" / "KHM.txt", TIP)
    write(reports / "README.txt", "Notes on these files.")
    acquired = acquire([reports], home)
    assert [d.name for d in acquired.documents] == [
        "tip-2018/KHM.txt",
        "web/page-without-a-suffix",
        "web/page.html",
    ]
    assert about(acquired)[1:] == [("state-hrr", 2021, "KHM")] * 2
    assert acquired.skipped == ("tables/tiers.csv",)
    assert codes(acquired) == [("README.txt", "unknown-source", "warning")]


def test_the_same_bytes_twice_are_one_document(home: Home, reports: Path) -> None:
    for name in ("tip-2018/KHM.txt", "tip-2018/copy.txt"):
        write(reports / name, TIP)
    acquired = acquire([reports], home)
    assert [d.name for d in acquired.documents] == ["tip-2018/KHM.txt"]
    assert codes(acquired) == [("tip-2018/copy.txt", "duplicate", "warning")]


def test_what_nothing_tells_is_an_error_that_says_what_to_type(home: Home, reports: Path) -> None:
    unknown = write(reports / "a.txt", "Nine men were held.")
    no_edition = write(reports / "b.txt", TIP)
    no_country = write(reports / "c.html", HRR.replace("ambodia", "omeland"))
    table = write(reports / "d.csv", "a,b\0\n")
    missing = reports / "e.pdf"
    acquired = acquire([unknown, no_edition, no_country, table, missing], home)
    assert acquired.documents == ()
    assert [(Path(name).name, code, severity) for name, code, severity in codes(acquired)] == [
        ("a.txt", "unknown-source", "error"),
        ("b.txt", "unknown-edition", "error"),
        ("c.html", "unknown-country", "error"),
        ("d.csv", "unsupported", "error"),
        ("e.pdf", "unreadable-file", "error"),
    ]
    assert f"give --source: one of {', '.join(catalogue())}" in acquired.problems[0][1].reason
    assert "--edition YEAR" in acquired.problems[1][1].reason


def test_what_is_said_stands_above_the_document_and_is_remembered(home: Home, reports: Path) -> None:
    path = write(reports / "a.txt", TIP)
    assert about(acquire([path], home, edition=2019, country="khm")) == [("state-tip", 2019, "KHM")]
    assert about(acquire([path], home)) == [("state-tip", 2019, "KHM")]
    assert about(acquire([], home)) == [("state-tip", 2019, "KHM")]
    assert about(acquire([path], home, edition=2020)) == [("state-tip", 2020, "KHM")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("source", "state-tipp", "unknown-source"),
        ("country", "QQQ", "unknown-country"),
        ("edition", 18, "unknown-edition"),
    ],
)
def test_what_is_said_must_exist(home: Home, reports: Path, field: str, value: str, code: str) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    acquired = acquire([path], home, **{field: value})  # type: ignore[arg-type]
    assert [problem.code for _, problem in acquired.problems] == [code]
    assert acquired.documents == ()


def test_an_unchanged_file_is_not_opened_again(home: Home, reports: Path) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    first = acquire([reports], home)
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_bytes(b"X" * len(TIP))  # behind the index's back: same size, same time
    os.utime(path, ns=times)
    assert acquire([reports], home) == first


def test_a_changed_file_is_a_new_version(home: Home, reports: Path) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    (first,) = acquire([path], home).documents
    write(path, TIP.replace("nine", "ten"))
    (second,) = acquire([path], home).documents
    assert second.sha256 != first.sha256 and first.path.exists()
    assert [d.sha256 for d in acquire([], home).documents] == [second.sha256]
    write(path, TIP)
    acquire([path], home)
    assert [d.sha256 for d in acquire([], home).documents] == [first.sha256]


def test_a_document_lost_from_the_store_is_stored_again(home: Home, reports: Path) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    (document,) = acquire([path], home).documents
    document.path.unlink()
    assert acquire([], home).documents == ()
    assert acquire([path], home).documents == (document,)
    assert document.path.exists()


def test_a_study_is_described_by_its_sidecar(home: Home, reports: Path) -> None:
    reports.mkdir()
    study = pdf(reports / "study.pdf", "Brick kilns\nWe asked 300 families.")
    acquired = acquire([study], home)
    assert about(acquired) == [("ngo-study", None, None)]
    assert [problem.code for _, problem in acquired.problems] == ["source-assumed"]
    sidecar = write(
        reports / "study.yaml", "title: In debt\npublisher: Kiln Watch\nyear: 2016\ncountry: Cambodia\n"
    )
    acquired = acquire([study], home)
    assert about(acquired) == [("ngo-study", 2016, "KHM")]
    assert (acquired.documents[0].title, acquired.documents[0].publisher) == ("In debt", "Kiln Watch")
    assert acquired.problems == ()
    write(sidecar, "titel: In debt\n")
    ((_, problem),) = acquire([study], home).problems
    assert (problem.code, problem.severity) == ("sidecar", "error")
    assert "study.yaml:1: unknown key 'titel'" in problem.reason


def test_a_kind_is_told_by_content(home: Home, reports: Path) -> None:
    reports.mkdir()
    page = write(reports / "page.pdf", HRR)
    report = pdf(reports / "report.html", "2018 TRAFFICKING IN PERSONS REPORT\nCAMBODIA: Tier 2\nNine men.")
    broken = write(reports / "broken.pdf", "not a PDF at all")
    acquired = acquire([page, report, broken], home)
    assert [d.kind for d in acquired.documents] == ["html", "pdf", "pdf"]
    assert about(acquired)[:2] == [("state-hrr", 2021, "KHM"), ("state-tip", 2018, None)]


def test_the_real_reports_are_told_without_a_word(home: Home, shared: Path) -> None:
    acquired = acquire([shared / "corpus"], home)
    assert {(p.code, p.severity) for _, p in acquired.problems} == {("source-assumed", "warning")}
    sources = {(d.name.split("/")[0], d.source) for d in acquired.documents}
    assert sources == {
        ("html", "state-hrr"),
        ("ilab", "ilab-tda"),
        ("nasty", "ngo-study"),
        ("studies", "ngo-study"),
        ("studies", "unodc-glotip"),
        ("tip-2018", "state-tip"),
        ("tip-2018-report", "state-tip"),
    }
    for document in acquired.documents:
        folder, *rest = Path(document.name).with_suffix("").parts
        match folder:
            case "ilab":
                assert [str(document.edition), document.country] == rest
            case "tip-2018":
                assert (document.edition, document.country) == (2018, rest[0])
            case "tip-2018-report":
                assert (document.edition, document.country) == (2018, None)
            case "html":
                assert (document.edition, document.country) == (int(rest[0][4:8]), "KHM")
            case "studies":
                named = [int(part) for part in rest[0].split("-") if len(part) == 4 and part.isdigit()]
                assert document.edition == named[0], document.name


def test_what_a_killed_process_left_is_swept_away(home: Home, reports: Path) -> None:
    path = write(reports / "tip-2018" / "KHM.txt", TIP)
    old, young = write(home.store / ".incoming-old", "x"), write(home.store / ".incoming-young", "x")
    os.utime(old, (0, 0))
    acquire([path], home)
    assert not old.exists() and young.exists()
