"""The opening of a document: enough of it to tell what it is, without reading all of it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Kind

SNIFFED = 4096  # bytes: the PDF and HTML marks stand within the first of them
_PAGES, _CHARACTERS = 4, 6000  # first pages of a PDF, and characters of text, that are looked at
_HTML_MARK = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_POOR_TITLE = re.compile(
    r"untitled|microsoft word.*|.*\.(?:docx?|indd|pdf|pptx?|xlsx?)|[\w-]*\d+[\w-]*", re.I
)
_SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a document says of itself before its text begins; empty where it does not."""

    title: str = ""
    text: str = ""
    url: str = ""  # the canonical address that a web page names
    created: int | None = None  # year in a PDF's own metadata


def kind_of(path: Path, head: bytes) -> Kind | None:
    """What a file is by its first bytes, with its name as a hint; None when it is no document.

    A PDF or a web page is one under any name. A file that is called a PDF but does not look like one
    is one all the same: the reader says what is wrong with it.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML_MARK.match(start):
        return "html"
    return _SUFFIXES.get(path.suffix.lower())


def open_pdf(path: Path) -> Opening:
    """Title, creation year and text of the first pages; empty for a file that does not open.

    What is wrong with it is for the reader to say.
    """
    import pypdfium2

    title, created, parts = "", None, []
    try:
        pdf = pypdfium2.PdfDocument(path)
        try:
            about = pdf.get_metadata_dict(skip_empty=True)
            title = about.get("Title", "")
            if year := re.match(r"D:((?:19|20)\d\d)", about.get("CreationDate", "")):
                created = int(year[1])
            for number in range(min(len(pdf), _PAGES)):
                text = pdf[number].get_textpage().get_text_range()
                parts.append(text.replace("\r\n", "\n").replace("\ufffe\n", "").replace("\ufffe", ""))
        finally:
            pdf.close()
    except (pypdfium2.PdfiumError, OSError, UnicodeError):
        pass
    return Opening(
        title=_useful(title), text="\n".join(part[:_CHARACTERS] for part in parts), created=created
    )


def open_html(head: bytes) -> Opening:
    """Title, headline and canonical address of a web page, from the beginning of its file."""
    text = head.decode("utf-8", errors="replace")

    def first(pattern: str) -> str:
        match = re.search(pattern, text, re.I | re.S)
        words = re.sub(r"<[^>]+>", " ", match[1]) if match else ""
        return " ".join(html.unescape(words).split())

    url = first(r"<link[^>]+rel=[\"']?canonical[\"']?[^>]+href=[\"']([^\"']+)")
    titles = [first(r"<h1\b[^>]*>(.*?)</h1>"), first(r"<title\b[^>]*>(.*?)</title>")]
    return Opening(title=next(filter(None, titles), ""), text="\n".join(filter(None, titles)), url=url)


def open_text(head: bytes) -> Opening:
    """The first lines of a text file."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    return Opening(text=text.replace("\r\n", "\n")[:_CHARACTERS])


def open_document(path: Path, kind: Kind) -> Opening:
    """The opening of a document of any kind."""
    if kind == "pdf":
        return open_pdf(path)
    with path.open("rb") as file:
        head = file.read(400_000 if kind == "html" else 4 * _CHARACTERS)
    return open_html(head) if kind == "html" else open_text(head)


def _useful(title: str) -> str:
    """A title of a PDF's metadata, unless it is a file name or a program's default."""
    words = " ".join(title.split())
    poor = re.fullmatch(
        r"(?:untitled|microsoft word.*|.*\.(?:docx?|indd|pdf|pptx?|xlsx?)|[\w-]*\d+[\w-]*)", words, re.I
    )
    return "" if poor else words
