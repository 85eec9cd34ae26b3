"""Crops of pages with the figure outlined."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.read import read
from pipeline.read.page_image import OUTLINE, crop, page_png
from tests.read.setting import LEFT, TOP, document, lines, set_pdf


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return set_pdf(
        tmp_path / "one.pdf", lambda canvas: lines(canvas, LEFT, TOP, "The court tried 27 men in that year.")
    )


def test_a_crop_outlines_the_figure(pdf: Path) -> None:
    found = read(document(pdf))
    at = found.text.index("27")
    (box,) = boxes = found.chars.boxes(at, at + 2)
    picture = Image.open(io.BytesIO(crop(pdf, boxes, margin=20, scale=2)))
    assert picture.size[0] >= 2 * 250  # the line around the figure, not the figure alone
    assert picture.size[1] == pytest.approx(2 * (box.bottom - box.top + 40), abs=3)
    colours = [colour for _, colour in picture.getcolors(1 << 20)]  # type: ignore[union-attr]
    assert OUTLINE in colours


def test_a_whole_page(pdf: Path) -> None:
    picture = Image.open(io.BytesIO(page_png(pdf, 1, scale=1)))
    assert picture.size == (612, 792)


def test_pages_that_are_not_there(pdf: Path) -> None:
    with pytest.raises(ValueError, match="no page 9"):
        page_png(pdf, 9)
    with pytest.raises(ValueError, match="no boxes"):
        crop(pdf, [])
