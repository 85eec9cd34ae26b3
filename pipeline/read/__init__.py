"""Reading: from a stored document to clean text, its blocks, and the way back to the source."""

from __future__ import annotations

from pipeline.read.unreadable import Unreadable
from pipeline.records import Document, Reading

__all__ = ["Unreadable", "read"]


def read(document: Document) -> Reading:
    """The clean text of `document` with its blocks and a box or offset for each character.

    Raises Unreadable, with the problem to tell the user, when nothing can be had of it; trouble
    with a part of it (a page without text, a page that does not load) is in `Reading.problems`.
    """
    match document.kind:
        case "pdf":
            from pipeline.read.pdf import read_pdf

            return read_pdf(document)
        case "html":
            from pipeline.read.html import read_html

            return read_html(document)
        case "text":
            from pipeline.read.text import read_text

            return read_text(document)
