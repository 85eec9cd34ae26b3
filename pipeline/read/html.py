"""HTML: the article's text with its headings, lists and tables; no navigation, no furniture.

The article is the deepest element that still holds most of the page's prose (paragraphs, list items,
cells, weighed by their text outside links). Every character of the clean text keeps the code point
offset of the character in the file that it came from.
"""

from __future__ import annotations

import codecs
import re

import lxml.html
import numpy as np
from lxml import etree
from lxml.html import HtmlElement

from pipeline.read.html_source import SourceText
from pipeline.read.unreadable import unreadable
from pipeline.records import Block, BlockKind, CharMap, Document, Problem, Reading

_DROPPED = frozenset(
    """
        script style noscript template nav footer aside form button select svg iframe object
        canvas audio video head dialog
    """.split()  # noqa: SIM905 - one list of words reads better
)
_INLINE = frozenset(
    """
        a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s
        samp small span strike strong sub sup time tt u var wbr img
    """.split()  # noqa: SIM905 - one list of words reads better
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PROSE = frozenset({"p", "li", "td", "dd", "blockquote", "pre"})
_FURNITURE = re.compile(
    r"\b(?:nav|menu|breadcrumbs?|share|social|cookies?|sidebar|related|modal|skip-link|pagination|"
    r"back-to-top|screen-reader-text|toc)\b",
    re.I,
)
_NOTE_MARK = re.compile(r"\s*(?:\[\w{1,4}\]|\d{1,3}|[*†‡])\s*")
_BREAK = -2  # the place of a line break put in for <br>
_RUN_IN_HEADING = 100  # characters: a longer paragraph in bold is an emphasised paragraph


def read_html(document: Document) -> Reading:
    """The clean text of a web page; Unreadable when it holds no article."""
    source, problems = _decode(document.path.read_bytes())
    try:
        root = lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError) as error:
        raise unreadable("not-html", f"the file cannot be read as HTML ({error})") from error
    page = _Page(SourceText(source))
    try:
        page.walk(root.body if root.body is not None else root, _article(root))
    except RecursionError as error:
        raise unreadable("too-deep", "the page's elements are nested too deep to be an article") from error
    text, blocks, offsets = page.result()
    if not blocks:
        raise unreadable("empty", "the page holds no article: no paragraphs, lists or headings")
    chars = CharMap(offset=np.maximum(np.array(offsets, dtype=np.int32), -1))
    return Reading(text, blocks, chars, problems=problems, title=_title(root))


def _decode(raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The file as text: by its byte order mark, its own declaration, UTF-8, else Windows-1252."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16")):
        if raw.startswith(mark):
            return _prologue_blanked(raw.decode(encoding, errors="replace")), ()
    declared = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", raw[:4096], re.I)
    for encoding in ([declared.group(1).decode("ascii")] if declared else []) + ["utf-8"]:
        try:
            return _prologue_blanked(raw.decode(encoding)), ()
        except (UnicodeDecodeError, LookupError):
            continue
    reason = "the page is not in the encoding that it declares, nor UTF-8; it was read as Windows-1252"
    text = _prologue_blanked(raw.decode("cp1252", errors="replace"))
    return text, (Problem("read", "not-utf-8", reason, severity="warning"),)


def _prologue_blanked(text: str) -> str:
    """Without an XML declaration, which lxml refuses in decoded text; offsets stay as they are."""
    match = re.match(r"\s*<\?xml[^>]*\?>", text)
    return " " * match.end() + text[match.end() :] if match else text


def _title(root: HtmlElement) -> str | None:
    """The page's own headline, else its title."""
    for found in (
        root.xpath("//h1"),
        root.xpath("//meta[@property='og:title']/@content"),
        root.xpath("//title"),
    ):
        for item in found:
            words = " ".join((item if isinstance(item, str) else item.text_content()).split())
            if words:
                return words
    return None


def _article(root: HtmlElement) -> HtmlElement:
    """The element that holds the article: down from <main> while one child holds 9 parts in 10.

    Without <main> or <article> the way starts at the body. What is around <main> is not judged:
    pages that forget to close their navigation have it inside.
    """
    body = root.body if root.body is not None else root
    marked = root.xpath("//main | //*[@role='main'] | //article")
    here: HtmlElement = max(marked, key=lambda e: len(e.text_content()), default=body)
    weight = _weights(here)
    while True:
        best = max(here, key=lambda child: weight.get(child, 0), default=None)
        if best is None or best.tag in _PROSE or weight.get(best, 0) <= 0.9 * weight.get(here, 0):
            return here
        here = best


def _weights(top: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of prose outside links in each element below `top`, furniture left out."""
    weight: dict[HtmlElement, int] = {}

    def weigh(element: HtmlElement) -> int:
        if element is not top and _is_furniture(element):
            return 0
        own = 0
        if element.tag in _PROSE:
            links = sum(len(a.text_content()) for a in element.iter("a"))
            own = len(element.text_content().strip()) - links
        else:
            own = sum(weigh(child) for child in element)
        weight[element] = own
        return own

    weigh(top)
    return weight


def _is_furniture(element: HtmlElement) -> bool:
    """Whether an element is the page's furniture: navigation, forms, hidden parts."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return True
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or get("role") in {"navigation", "search"}:
        return True
    if re.search(r"display\s*:\s*none", get("style") or "", re.I):
        return True
    names = re.sub(r"_+", "-", f"{get('class') or ''} {get('id') or ''}")
    return bool(_FURNITURE.search(names)) and _is_mostly_links(element)


def _is_mostly_links(element: HtmlElement) -> bool:
    size = len(element.text_content().strip())
    return size == 0 or sum(len(a.text_content()) for a in element.iter("a")) > 0.5 * size


class _Page:
    """Clean text in the making: characters, their offsets in the file, and finished blocks."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.done: list[str] = []
        self.offsets: list[int] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.chars: list[str] = []  # of the block in the making
        self.places: list[int] = []
        self.kind: tuple[BlockKind, int] = ("paragraph", 0)

    def walk(self, element: HtmlElement, article: HtmlElement, *, kept: bool = False) -> None:
        """Go through everything, so as to keep step with the file; keep what lies in the article."""
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            return
        inside = (kept or element is article) and not _is_furniture(element) and not _is_note_mark(element)
        outer = self.kind
        blockish = element.tag not in _INLINE and element.tag not in {"br", "td", "th"}
        if blockish:
            self.flush()
            self.kind = _kind(element, outer)
        self.add(element.text, keep=inside)
        for child in element:
            if child.tag == "br" and inside:
                self.chars.append("\n")
                self.places.append(_BREAK)
            if child.tag in {"td", "th"} and inside and any(not c.isspace() for c in self.chars):
                self.chars += " | "
                self.places += [-1] * 3
            self.walk(child, article, kept=inside)
            self.add(child.tail, keep=inside)
        if blockish:
            self.flush()
            self.kind = outer

    def add(self, words: str | None, *, keep: bool) -> None:
        if words:
            places = self.source.places(words)
            if keep:
                self.chars += words
                self.places += places

    def flush(self) -> None:
        """Close the block in the making: single spaces, line breaks only where the page had them."""
        chars, places = _collapsed("".join(self.chars), self.places)
        self.chars, self.places = [], []
        if not any(c.isalnum() for c in chars):
            return
        if self.blocks:
            self.done.append("\n\n")
            self.offsets += [-1, -1]
            self.length += 2
        kind, level = self.kind
        self.blocks.append(Block(self.length, self.length + len(chars), kind, level))
        self.done.append(chars)
        self.offsets += places
        self.length += len(chars)

    def result(self) -> tuple[str, tuple[Block, ...], list[int]]:
        self.flush()
        return "".join(self.done), tuple(self.blocks), self.offsets


def _kind(element: HtmlElement, outer: tuple[BlockKind, int]) -> tuple[BlockKind, int]:
    if level := _HEADINGS.get(str(element.tag)):
        return "heading", level
    if element.tag in {"li", "dd", "dt"}:
        return "list", 0
    if element.tag in {"figcaption", "caption"}:
        return "caption", 0
    if element.tag == "tr" and len(element) > 1:
        return "table", 0
    if element.tag == "p" and _is_emphasised(element):
        return "heading", 6
    if element.tag in {"p", "div", "section", "article", "blockquote"} and outer[0] == "heading":
        return "paragraph", 0
    return outer


def _is_emphasised(element: HtmlElement) -> bool:
    """Whether a paragraph is nothing but a few words in bold: a heading that is not marked as one."""
    whole = element.text_content().strip()
    bold = " ".join(b.text_content().strip() for b in element.iter("strong", "b"))
    return 0 < len(whole) <= _RUN_IN_HEADING and whole == bold and whole[-1] not in ".,;!?"


def _is_note_mark(element: HtmlElement) -> bool:
    """Whether an element is the mark of a note: a raised number that leads to another place."""
    if element.tag != "sup" or not _NOTE_MARK.fullmatch(element.text_content() or "-"):
        return False
    parent = element.getparent()
    linked = next(element.iter("a"), None) is not None or (parent is not None and parent.tag == "a")
    return linked or not element.text_content().strip().isdigit()


def _collapsed(chars: str, places: list[int]) -> tuple[str, list[int]]:
    """White space as single spaces, except line breaks put in for <br>, whose place is _BREAK."""
    kept: list[str] = []
    where: list[int] = []
    for char, place in zip(chars, places, strict=True):
        is_break = char == "\n" and place == _BREAK
        if char.isspace() or char == "\u200b":
            if not kept or (kept[-1] == "\n" and not is_break):
                continue
            if kept[-1] in " \n":
                if is_break:
                    kept[-1], where[-1] = "\n", -1
                continue
            kept.append("\n" if is_break else " ")
            where.append(place)
        else:
            kept.append(char)
            where.append(place)
    while kept and kept[-1].isspace():
        kept.pop()
        where.pop()
    return "".join(kept), where
