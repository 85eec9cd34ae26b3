"""A picture of the place on a page where some words stand, the words in a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from pipeline.home import Home
from pipeline.records import Box

SCALE = 2.0  # pixels a point: sharp on ordinary screens, small enough to embed
LINES_AROUND = 30.0  # points shown above and below the words: about two lines of print
GUTTER = 7.0  # points of white from the strip's top to its bottom: the edge of a column
EDGE = 6.0  # points of white left around the column
SHADES = 7  # of grey, and of the tint: print is black on white
_INK = 200  # darker than this is print
_BOX, _TINT = (196, 30, 20), (255, 229, 138)


def crop(home: Home, document: Mapping[str, Any], boxes: Sequence[Box]) -> Image.Image | None:
    """The strip of the page around `boxes`, as wide as their column.

    `document` is a row of the warehouse's table. None where there is nothing to draw: no boxes (text,
    HTML), or a stored file that is no longer there.
    """
    words = _first_stretch(boxes)
    path = Path(document["path"])
    if not path.exists():
        path = home.store / document["sha256"][:2] / f"{document['sha256']}.pdf"
    if not words or document["kind"] != "pdf" or not path.exists():
        return None
    page = _page(path, words[0].page)
    left = round(min(box.x0 for box in words) * SCALE)
    right = round(max(box.x1 for box in words) * SCALE)
    top = max(0, round((words[0].top - LINES_AROUND) * SCALE))
    bottom = min(page.height, round((words[-1].bottom + LINES_AROUND) * SCALE))
    strip = page.crop((0, top, page.width, bottom))
    first, last = _column(np.asarray(strip.convert("L")) < _INK, left, right)
    drawn = _marked(strip, words, top).crop((first, 0, last, strip.height))
    return drawn.quantize(palette=_palette(), dither=Image.Dither.NONE)


@lru_cache(maxsize=4)
def _page(path: Path, number: int) -> Image.Image:
    """One page rendered; the last few are kept, for figures tend to share a page."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture: Image.Image = pdf[number - 1].render(scale=SCALE).to_pil().convert("RGB")
    return picture


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Greys, shades of the tint, and the colour of the frame: small files that keep all three."""
    steps = [step / (SHADES - 1) for step in range(SHADES)]
    colours = [tuple(round(part * step) for part in full) for full in ((255,) * 3, _TINT) for step in steps]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*colours, _BOX) for part in colour])
    return palette


def _first_stretch(boxes: Sequence[Box]) -> list[Box]:
    """The boxes up to the first change of column or page."""
    words: list[Box] = []
    for box in boxes:
        if words and (box.page != words[-1].page or box.top < words[-1].top):
            break
        words.append(box)
    return words


def _column(print_: npt.NDArray[np.bool_], left: int, right: int) -> tuple[int, int]:
    """Where the column that holds the pixels `left`:`right` of a strip begins and ends."""
    inked: npt.NDArray[np.bool_] = np.logical_or.reduce(print_, axis=0)
    gap, edge = round(GUTTER * SCALE), round(EDGE * SCALE)
    first, last = left, right
    while first > 0 and inked[max(0, first - gap) : first].any():
        first -= 1
    while last < len(inked) and inked[last : last + gap].any():
        last += 1
    return max(0, first - edge), min(len(inked), last + edge)


def _marked(strip: Image.Image, words: Sequence[Box], top: int) -> Image.Image:
    """The strip with the words tinted and boxed."""
    tint = Image.new("RGB", strip.size, "white")
    shapes = []
    for box in words:
        left, upper, right, lower = (round(x * SCALE) for x in box[1:])
        shapes.append([left - 2, upper - top - 2, right + 2, lower - top + 2])
    pen = ImageDraw.Draw(tint)
    for shape in shapes:
        pen.rectangle(shape, fill=_TINT)
    marked = ImageChops.multiply(strip, tint)
    pen = ImageDraw.Draw(marked)
    for shape in shapes:
        pen.rectangle(shape, outline=_BOX, width=2)
    return marked
