"""The picture of a statement that the warehouse holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.home import Home
from pipeline.records import Box

if TYPE_CHECKING:
    from PIL import Image


def crop(home: Home, document: Mapping[str, Any], boxes: Sequence[Box]) -> Image.Image | None:
    """The strip of the page around `boxes`; `document` is a row of the warehouse's table.

    None where there is nothing to draw: text and HTML have no boxes, and the stored file may be gone.
    """
    from pipeline.read.page_image import crop as crop_page

    path = Path(document["path"])
    if not path.exists():
        path = home.store / document["sha256"][:2] / f"{document['sha256']}.pdf"
    if not boxes or document["kind"] != "pdf" or not path.exists():
        return None
    try:
        return crop_page(path, boxes)
    except ValueError:
        return None
