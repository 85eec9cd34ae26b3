"""Pictures of pages: the place of a figure, cut out of its page with the figure outlined."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.records import Box

OUTLINE = (200, 30, 30)
FILL = (255, 214, 10, 70)  # over white: a highlighter's yellow
MOST_PIXELS = 6_000_000
"""A page as large as a poster is drawn at a smaller scale than asked for."""


def page_png(pdf_path: Path, page: int, boxes: Iterable[Box] = (), *, scale: float = 1.5) -> bytes:
    """Page `page` (from 1) as PNG with those of `boxes` that stand on it outlined.

    `scale` is pixels for each point. Raises ValueError when the file or the page cannot be drawn.
    """
    image, scale = _draw(pdf_path, page, scale)
    return _png(_outlined(image, [box for box in boxes if box.page == page], scale))


def crop(pdf_path: Path, boxes: Sequence[Box], *, margin: float = 40.0, scale: float = 2.0) -> bytes:
    """The part of a page around `boxes` as PNG, with the boxes outlined.

    The page is that of the first box; boxes on other pages are left out. The cut takes in
    `margin` points above and below, and the whole width of a column: a number is read in its
    lines. Raises ValueError when there is no box or the page cannot be drawn.
    """
    if not boxes:
        raise ValueError("no boxes: nothing to show on the page")
    page = boxes[0].page
    here = [box for box in boxes if box.page == page]
    image, scale = _draw(pdf_path, page, scale)
    x0, x1 = min(box.x0 for box in here), max(box.x1 for box in here)
    wide = max(margin, (260.0 - (x1 - x0)) / 2)
    edges = (
        max(0, int((x0 - wide) * scale)),
        max(0, int((min(box.top for box in here) - margin) * scale)),
        min(image.width, int((x1 + wide) * scale) + 1),
        min(image.height, int((max(box.bottom for box in here) + margin) * scale) + 1),
    )
    if edges[0] >= edges[2] or edges[1] >= edges[3]:
        raise ValueError(f"the boxes lie outside page {page}")
    return _png(_outlined(image, here, scale).crop(edges))


def _draw(pdf_path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    """The page drawn, and the scale that it could be drawn at."""
    try:
        with pdfium.PdfDocument(pdf_path) as document:
            if not 1 <= page <= len(document):
                raise ValueError(f"{pdf_path.name} has no page {page}")
            drawn = document[page - 1]
            width, height = drawn.get_size()
            scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            image: Image.Image = drawn.render(scale=scale).to_pil().convert("RGB")
            return image, scale
    except pdfium.PdfiumError as error:
        raise ValueError(f"page {page} of {pdf_path.name} cannot be drawn: {error}") from error


def _outlined(image: Image.Image, boxes: Iterable[Box], scale: float) -> Image.Image:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for box in boxes:
        edges = (box.x0 * scale - 2, box.top * scale - 1, box.x1 * scale + 2, box.bottom * scale + 1)
        pen.rectangle(edges, fill=FILL, outline=OUTLINE, width=max(1, round(scale)))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
