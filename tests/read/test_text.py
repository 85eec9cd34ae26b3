"""Plain text: as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.text import read_text
from pipeline.read.unreadable import Unreadable
from pipeline.records import Document, Reading

TEXT = (
    "CAMBODIA: Tier 2\r\n\r\nPolice held nine.\nThey left.\r\n \r\n"
    "PROTECTION\nA shelter opened.\n\n• one\n\n- two\n"
)


def read(tmp_path: Path, raw: bytes) -> Reading:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    return read_text(Document("0" * 64, path, "a.txt", "a", "text", len(raw), "state-tip"))


def test_the_text_is_the_file_and_blocks_are_parted_by_blank_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, TEXT.encode())
    assert reading.text == TEXT
    assert reading.chars.offset is not None and reading.chars.offset.tolist() == list(range(len(TEXT)))
    assert [(b.kind, b.level, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("heading", 1, "CAMBODIA: Tier 2"),
        ("paragraph", 0, "Police held nine.\nThey left."),
        ("heading", 2, "PROTECTION"),
        ("paragraph", 0, "A shelter opened."),
        ("list", 0, "• one"),
        ("list", 0, "- two"),
    ]
    assert reading.title == "CAMBODIA: Tier 2"


@pytest.mark.parametrize(
    ("raw", "first", "code"),
    [
        ("Curaçao".encode(), 0, None),
        (b"\xef\xbb\xbf" + "Curaçao".encode(), 1, None),
        ("\ufeffCuraçao".encode("utf-16-le"), 1, None),
        ("Curaçao".encode("cp1252"), 0, "not-utf-8"),
    ],
)
def test_encodings(tmp_path: Path, raw: bytes, first: int, code: str | None) -> None:
    reading = read(tmp_path, raw)
    assert reading.text == "Curaçao"
    assert reading.chars.offset is not None and reading.chars.offset[0] == first
    assert [p.code for p in reading.problems] == ([code] if code else [])
    assert all(p.severity == "warning" for p in reading.problems)


@pytest.mark.parametrize("raw", [b"", b"  \n\n ", b"PK\x03\x04\x00\x00"])
def test_what_is_not_text_is_unreadable(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, raw)
