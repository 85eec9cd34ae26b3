"""The picture of a place on a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.crop import SCALE, crop
from pipeline.home import Home
from pipeline.read import read
from pipeline.records import Box, Document
from sources.sample.typeset import HERE, WIDTH

PDF = HERE / "tip-2018.pdf"
ROW = {"path": str(PDF), "sha256": "0" * 64, "kind": "pdf"}
HOME = Home(Path("nowhere"))


def boxes(words: str) -> tuple[Box, ...]:
    reading = read(Document("0" * 64, PDF, PDF.name, "x", "pdf", 1, "state-tip"))
    start = reading.text.index(words)
    return reading.chars.boxes(start, start + len(words))


def red(picture: object) -> int:
    """Pixels of the frame's colour."""
    pixels = np.asarray(picture).astype(int)
    return int(((pixels[..., 0] > 150) & (pixels[..., 1] < 80) & (pixels[..., 2] < 80)).sum())


def test_the_words_are_boxed_within_their_column() -> None:
    picture = crop(HOME, ROW, boxes("986 Cambodian victims"))
    assert picture is not None
    assert red(picture.convert("RGB")) > 100
    assert picture.width < WIDTH * SCALE * 0.55, "one column of two"


def test_words_that_go_on_in_the_next_column_are_shown_as_far_as_the_first_goes() -> None:
    first, second = Box(1, 50, 600, 200, 612), Box(1, 300, 60, 400, 72)
    picture = crop(HOME, ROW, [first, second])
    assert picture is not None
    assert picture.height < 200


def test_no_picture_without_boxes_or_file() -> None:
    assert crop(HOME, ROW, []) is None
    assert crop(HOME, ROW | {"kind": "html"}, [Box(1, 0, 0, 9, 9)]) is None
    assert crop(HOME, ROW | {"path": "gone.pdf"}, [Box(1, 0, 0, 9, 9)]) is None
