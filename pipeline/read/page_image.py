"""Pictures of pages: the place of a figure, cut out of its page with the words in a box."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from pipeline.records import Box

SCALE = 2.0  # pixels a point: sharp on ordinary screens, small enough to embed
LINES_AROUND = 30.0  # points shown above and below the words: about two lines of print
GUTTER = 7.0  # points of white from the strip's top to its bottom: the edge of a column
EDGE = 6.0  # points of white left around the column
SHADES = 7  # of grey, and of the tint: print is black on white
MOST_PIXELS = 6_000_000  # a page as large as a poster is drawn at a smaller scale
OUTLINE = (196, 30, 20)
TINT = (255, 229, 138)
_INK = 200  # darker than this is print


def crop(pdf_path: Path, boxes: Sequence[Box]) -> Image.Image:
    """The strip of a page around `boxes`, as wide as their column, with the boxes outlined.

    Words that go on in another column or on another page are shown as far as the first one goes.
    Raises ValueError when there is no box or the page cannot be drawn.
    """
    words = _first_stretch(boxes)
    if not words:
        raise ValueError("no boxes: nothing to show on the page")
    page, scale = _drawn(pdf_path, words[0].page)
    left = round(min(box.x0 for box in words) * scale)
    right = round(max(box.x1 for box in words) * scale)
    top = max(0, round((words[0].top - LINES_AROUND) * scale))
    bottom = min(page.height, round((words[-1].bottom + LINES_AROUND) * scale))
    if top >= bottom or left >= page.width or right <= 0:
        raise ValueError(f"the boxes lie outside page {words[0].page}")
    strip = page.crop((0, top, page.width, bottom))
    first, last = _column(np.asarray(strip.convert("L")) < _INK, max(0, left), right, scale)
    outlined = _outlined(strip, words, top, scale).crop((first, 0, last, strip.height))
    return outlined.quantize(palette=_palette(), dither=Image.Dither.NONE)


@lru_cache(maxsize=4)
def _drawn(pdf_path: Path, page: int) -> tuple[Image.Image, float]:
    """The page drawn, and its scale; the last few are kept, for figures tend to share a page."""
    try:
        with pdfium.PdfDocument(pdf_path) as document:
            if not 1 <= page <= len(document):
                raise ValueError(f"{pdf_path.name} has no page {page}")
            width, height = document[page - 1].get_size()
            scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            image: Image.Image = document[page - 1].render(scale=scale).to_pil().convert("RGB")
            return image, scale
    except pdfium.PdfiumError as error:
        raise ValueError(f"page {page} of {pdf_path.name} cannot be drawn: {error}") from error


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Greys, shades of the tint, and the colour of the frame: small files that keep all three."""
    steps = [step / (SHADES - 1) for step in range(SHADES)]
    colours = [tuple(round(part * step) for part in full) for full in ((255,) * 3, TINT) for step in steps]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*colours, OUTLINE) for part in colour])
    return palette


def _first_stretch(boxes: Sequence[Box]) -> list[Box]:
    """The boxes up to the first change of column or page."""
    words: list[Box] = []
    for box in boxes:
        if words and (box.page != words[-1].page or box.top < words[-1].top):
            break
        words.append(box)
    return words


def _column(printed: npt.NDArray[np.bool_], left: int, right: int, scale: float) -> tuple[int, int]:
    """Where the column that holds the pixels `left`:`right` of a strip begins and ends."""
    inked: npt.NDArray[np.bool_] = np.logical_or.reduce(printed, axis=0)
    gap, edge = round(GUTTER * scale), round(EDGE * scale)
    first, last = left, right
    while first > 0 and inked[max(0, first - gap) : first].any():
        first -= 1
    while last < len(inked) and inked[last : last + gap].any():
        last += 1
    return max(0, first - edge), min(len(inked), last + edge)


def _outlined(strip: Image.Image, words: Sequence[Box], top: int, scale: float) -> Image.Image:
    """The strip, which begins at pixel `top` of its page, with the words tinted and boxed."""
    shapes = []
    for box in words:
        left, upper, right, lower = (round(x * scale) for x in box[1:])
        shapes.append([left - 2, upper - top - 2, right + 2, lower - top + 2])
    tint = Image.new("RGB", strip.size, "white")
    pen = ImageDraw.Draw(tint)
    for shape in shapes:
        pen.rectangle(shape, fill=TINT)
    outlined = ImageChops.multiply(strip, tint)
    pen = ImageDraw.Draw(outlined)
    for shape in shapes:
        pen.rectangle(shape, outline=OUTLINE, width=2)
    return outlined
