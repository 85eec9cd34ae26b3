"""Pictures of the place of a figure, with its words outlined."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.read import read
from pipeline.read.page_image import OUTLINE, SCALE, crop
from pipeline.records import Box
from sources.sample.typeset import HERE, WIDTH
from tests.read.setting import LEFT, TOP, document, lines, set_pdf

SENTENCE = "The court tried 27 men in that year."


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return set_pdf(tmp_path / "one.pdf", lambda canvas: lines(canvas, LEFT, TOP, SENTENCE))


def outlined(picture: Image.Image) -> int:
    """Pixels of the frame's colour."""
    return int((np.asarray(picture.convert("RGB")) == OUTLINE).all(axis=-1).sum())


def test_a_crop_outlines_the_figure_in_its_line(pdf: Path) -> None:
    found = read(document(pdf))
    at, line = found.text.index("27"), found.chars.boxes(0, len(SENTENCE))
    picture = crop(pdf, found.chars.boxes(at, at + 2))
    assert picture.width >= SCALE * (line[0].x1 - line[0].x0), "the line around the figure, not it alone"
    assert outlined(picture) > 50


def test_one_column_of_two_is_shown() -> None:
    path = HERE / "tip-2018.pdf"
    found = read(document(path))
    at = found.text.index("986 Cambodian victims")
    picture = crop(path, found.chars.boxes(at, at + 21))
    assert WIDTH * SCALE * 0.35 < picture.width < WIDTH * SCALE * 0.55


def test_words_that_go_on_in_the_next_column_are_shown_as_far_as_the_first_goes() -> None:
    first, second = Box(1, 50, 600, 200, 612), Box(1, 300, 60, 400, 72)
    assert crop(HERE / "tip-2018.pdf", [first, second]).height < 200


def test_pages_that_are_not_there(pdf: Path) -> None:
    with pytest.raises(ValueError, match="no page 9"):
        crop(pdf, [Box(9, 0, 0, 9, 9)])
    with pytest.raises(ValueError, match="no boxes"):
        crop(pdf, [])
    with pytest.raises(ValueError, match="outside page 1"):
        crop(pdf, [Box(1, 5000, 100, 5010, 110)])
