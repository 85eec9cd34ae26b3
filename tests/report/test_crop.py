"""When a statement has a picture and when it has none."""

from __future__ import annotations

from pathlib import Path

from pipeline.crop import crop
from pipeline.home import Home
from pipeline.records import Box
from sources.sample.typeset import HERE

ROW = {"path": str(HERE / "tip-2018.pdf"), "sha256": "0" * 64, "kind": "pdf"}
HOME = Home(Path("nowhere"))
BOX = Box(1, 50, 100, 90, 110)


def test_a_statement_in_a_pdf_has_a_picture() -> None:
    picture = crop(HOME, ROW, [BOX])
    assert picture is not None
    assert picture.width > 100


def test_the_store_is_looked_into_when_the_home_has_moved(tmp_path: Path) -> None:
    stored = tmp_path / "store" / "00" / f"{'0' * 64}.pdf"
    stored.parent.mkdir(parents=True)
    stored.write_bytes((HERE / "tip-2018.pdf").read_bytes())
    assert crop(Home(tmp_path), ROW | {"path": "gone.pdf"}, [BOX]) is not None


def test_no_picture_without_boxes_or_file() -> None:
    assert crop(HOME, ROW, []) is None
    assert crop(HOME, ROW | {"kind": "html"}, [BOX]) is None
    assert crop(HOME, ROW | {"path": "gone.pdf"}, [BOX]) is None
