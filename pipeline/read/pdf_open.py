"""Opening a PDF and taking the characters of its pages; every way in which that can fail.

pdfium reads nearly everything. pdfplumber (pdfminer) is asked where pdfium refuses the file or
cannot load a page, and for pages whose characters make no text: it knows some character maps of
old fonts better.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.read.pdf_glyphs import Face, FaceTable, Glyphs, open_page
from pipeline.read.pdf_text import mend, strange
from pipeline.read.unreadable import unreadable
from pipeline.records import Problem

GARBLED = 0.05
"""A page with a greater share of code points that are no text is garbled."""

AGAIN = "Fetch it again, or open it in a viewer and print it to a new PDF."


def load(path: Path) -> tuple[list[Glyphs], list[Problem], str | None]:
    """The pages of a PDF, what is wrong with some of them, and the title that the file gives itself.

    Raises Unreadable when the file needs a password, is no PDF, has no pages or no text.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        pages, title = _refused(path, error), None
        problems: list[Problem] = []
    else:
        try:
            pages, problems = _pages(document, path)
            title = _title(document)
        finally:
            document.close()
    for glyphs in pages:
        mend(glyphs)
    problems += _missing_text(pages)
    return pages, problems, title


def _refused(path: Path, error: pdfium.PdfiumError) -> list[Glyphs]:
    """What pdfplumber can read of a file that pdfium does not open; else the reason why not."""
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        raise unreadable(
            "encrypted",
            "The PDF is encrypted and needs a password. Save a copy without one "
            "(qpdf --decrypt --password=... in.pdf out.pdf) and run that.",
        ) from error
    head = path.open("rb").read(1024)
    if not head:
        raise unreadable("empty", "The file is empty. Fetch it again.") from error
    if b"%PDF" not in head:
        raise unreadable("not-a-pdf", "The file does not begin as a PDF does. Fetch it again.") from error
    try:
        with _plumber(path) as plumbed:
            pages = [_plumbed(plumbed, index) for index in range(len(plumbed.pages))]
    except Exception as second:  # pdfminer fails in many ways on damaged files, none of them documented
        raise unreadable(
            "damaged", f"The PDF is damaged or cut short and cannot be opened. {AGAIN}"
        ) from second
    if not pages:
        raise unreadable("no-pages", f"The PDF has no pages. {AGAIN}") from error
    return pages


def _pages(document: pdfium.PdfDocument, path: Path) -> tuple[list[Glyphs], list[Problem]]:
    if len(document) == 0:
        raise unreadable("no-pages", f"The PDF has no pages. {AGAIN}")
    faces = FaceTable()
    pages: list[Glyphs] = []
    problems: list[Problem] = []
    for index in range(len(document)):
        try:
            glyphs = open_page(document, index, faces)
        except pdfium.PdfiumError:
            glyphs = _empty(index)
        if (not len(glyphs.code) and not glyphs.width) or strange(glyphs.code) > GARBLED:
            glyphs = _better(path, index, glyphs)
        if not glyphs.width:
            problems.append(
                _problem("page-damaged", f"Page {index + 1} cannot be loaded. {AGAIN}", index + 1)
            )
        elif strange(glyphs.code) > GARBLED:
            problems.append(
                _problem(
                    "garbled",
                    f"Page {index + 1} has characters that stand for no text: its fonts say not which "
                    "letters they print. Run OCR on it (ocrmypdf --force-ocr in.pdf out.pdf).",
                    index + 1,
                )
            )
            glyphs = glyphs.some(np.zeros(len(glyphs.code), bool))
        pages.append(glyphs)
    return pages, problems


def _better(path: Path, index: int, glyphs: Glyphs) -> Glyphs:
    """pdfplumber's reading of a page where it makes more sense than `glyphs`."""
    try:
        with _plumber(path) as plumbed:
            other = _plumbed(plumbed, index)
    except Exception:  # as above; what pdfium has is kept
        return glyphs
    return other if len(other.code) and strange(other.code) <= GARBLED else glyphs


def _plumber(path: Path) -> Any:
    """The file opened by pdfplumber, which is slow to import and seldom needed."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return pdfplumber.open(path)


def _plumbed(document: Any, index: int) -> Glyphs:
    """A page as pdfplumber reads it."""
    page = document.pages[index]
    faces: list[Face] = []
    known: dict[Face, int] = {}
    rows: list[tuple[int, float, float, float, float, bool, int]] = []
    space = True
    for char in page.chars:
        text = char["text"]
        name = char["fontname"].lower()
        face = Face(float(char["size"]), "bold" in name, "italic" in name or "oblique" in name, 0)
        kind = known.setdefault(face, len(known))
        for letter in text:
            if letter.isspace():
                space = True
                continue
            rows.append((ord(letter), char["x0"], char["top"], char["x1"], char["bottom"], space, kind))
            space = False
    faces = list(known)
    width, height = float(page.width), float(page.height)
    page.close()
    return Glyphs(
        index + 1,
        width,
        height,
        0,
        np.array([row[0] for row in rows], np.uint32),
        np.array([row[1:5] for row in rows], np.float32).reshape(-1, 4),
        np.array([row[5] for row in rows], bool),
        np.array([row[6] for row in rows], np.int32),
        faces,
        np.zeros((0, 4), np.float32),
    )


def _empty(index: int) -> Glyphs:
    none = np.zeros(0, np.int32)
    boxes = np.zeros((0, 4), np.float32)
    return Glyphs(index + 1, 0.0, 0.0, 0, none.astype(np.uint32), boxes, none.astype(bool), none, [], boxes)


def _missing_text(pages: list[Glyphs]) -> list[Problem]:
    """A warning for pages that are pictures; Unreadable when no page has text."""
    pictured = [glyphs.number for glyphs in pages if not len(glyphs.code) and glyphs.picture > 0.2]
    if all(not len(glyphs.code) for glyphs in pages):
        if pictured:
            raise unreadable(
                "no-text-layer",
                f"{_count(len(pages))} scanned, without a text layer. Run OCR first "
                "(ocrmypdf in.pdf out.pdf) and run the result.",
            )
        raise unreadable("no-text", f"{_count(len(pages))} without any text. {AGAIN}")
    if not pictured:
        return []
    named = ", ".join(map(str, pictured[:8])) + (", ..." if len(pictured) > 8 else "")
    return [
        _problem(
            "no-text-layer",
            f"{_count(len(pictured))} scanned, without a text layer ({named}): run OCR to read them too.",
            pictured[0],
        )
    ]


def _count(pages: int) -> str:
    return "The page is" if pages == 1 else f"{pages} pages are"


def _problem(code: str, reason: str, page: int) -> Problem:
    return Problem("read", code, reason, "warning", page)


def _title(document: pdfium.PdfDocument) -> str | None:
    title = document.get_metadata_value("Title").strip()
    return None if title.lower() in ("", "untitled", "(anonymous)") else title
