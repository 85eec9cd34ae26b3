"""Files put into the inbox are taken in, and moved out of it with a reason where refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.acquire import acquire
from pipeline.home import Home
from pipeline.inbox import waiting
from tests.acquire.pages import TIP, pdf, write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def settled(path: Path) -> Path:
    """Written a minute ago."""
    minute_ago = time.time() - 60
    os.utime(path, (minute_ago, minute_ago))
    return path


def test_a_file_is_taken_in_and_moved_to_done(home: Home) -> None:
    settled(write(home.inbox / "tip-2018" / "KHM.txt", TIP))
    acquired = acquire([], home)
    assert [(d.source, d.edition, d.country) for d in acquired.documents] == [("state-tip", 2018, "KHM")]
    assert acquired.problems == ()
    assert (home.inbox / "done" / "tip-2018" / "KHM.txt").read_text() == TIP
    assert waiting(home) == []
    assert acquire([], home).documents == acquired.documents


def test_a_file_that_cannot_be_used_is_refused_with_a_reason(home: Home) -> None:
    settled(write(home.inbox / "notes.txt", "Nine men were held."))
    settled(write(home.inbox / "table.csv", "a,b\0"))
    acquired = acquire([], home)
    assert acquired.documents == ()
    assert [(name, p.code) for name, p in acquired.problems] == [
        ("inbox/notes.txt", "unknown-source"),
        ("inbox/table.csv", "unsupported"),
    ]
    reason = (home.inbox / "refused" / "notes.txt.reason.txt").read_text()
    assert reason.startswith("unknown-source: ") and "--source" in reason
    assert (home.inbox / "refused" / "table.csv").exists()
    assert acquire([], home).problems == ()


def test_a_sidecar_goes_with_its_document(home: Home) -> None:
    home.inbox.mkdir()
    settled(pdf(home.inbox / "study.pdf", "Brick kilns"))
    settled(write(home.inbox / "study.yaml", "title: In debt\nyear: 2016\n"))
    (document,) = acquire([], home).documents
    assert (document.source, document.edition, document.title) == ("ngo-study", 2016, "In debt")
    assert sorted(p.name for p in (home.inbox / "done").iterdir()) == ["study.pdf", "study.yaml"]


def test_a_file_still_being_written_is_left(home: Home) -> None:
    write(home.inbox / "tip-2018" / "KHM.txt", TIP)
    settled(write(home.inbox / "tip-2018" / "THA.pdf.part", "%PDF-1.7"))
    assert acquire([], home).documents == ()
    assert (home.inbox / "tip-2018" / "KHM.txt").exists()


def test_two_files_of_one_name_both_stay(home: Home) -> None:
    for text in (TIP, TIP.replace("nine", "ten")):
        settled(write(home.inbox / "tip-2018" / "KHM.txt", text))
        acquire([], home)
    done = home.inbox / "done" / "tip-2018"
    assert sorted(p.name for p in done.iterdir()) == ["KHM-2.txt", "KHM.txt"]
    assert [d.path.read_text() for d in acquire([], home).documents] == [TIP.replace("nine", "ten")]
