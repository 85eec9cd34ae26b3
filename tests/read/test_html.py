"""Web pages: the article and nothing else, with the way back to the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.html import read_html
from pipeline.read.unreadable import Unreadable
from pipeline.records import Document, Reading
from pipeline.segment import segment

PAGE = """<!doctype html>
<html><head><title>Ruritania - Ministry</title><style>p { color: red }</style>
<script>var p = "<p>not text</p>";</script></head>
<body>
<header><h5>Menu</h5><ul><li><a href="/a">Women</a></li><li><a href="/b">Police</a></li></ul></header>
<main>
<div class="breadcrumbs"><a href="/">Home</a> <a href="/r">Reports</a></div>
<h1>2020 Report: Ruritania</h1>
<div class="share-links"><a href="#">Tweet</a></div>
<div class="content">
<h2>Women</h2>
<p>Police   held nine men &amp; two
 women.<sup><a href="#n1">1</a></sup> Caf&eacute;s closed on the 4<sup>th</sup> day.</p>
<p><strong>Law Enforcement</strong></p>
<p>First line<br>second line</p>
<!-- <p>commented out</p> -->
<ul><li>Train <em>inspectors</em>;</li><li>fund shelters.</li></ul>
<table><caption>Cases</caption><tr><th>Year</th><th>Cases</th></tr><tr><td>2019</td><td>14</td></tr></table>
<p style="display: none">hidden words</p>
<p>Long enough to weigh more than the furniture, so that the article is found.</p>
</div>
<aside><p>Related reports you may like to read on this site</p></aside>
</main>
<footer><p>Contact the ministry</p></footer>
</body></html>
"""


def document(path: Path) -> Document:
    return Document("0" * 64, path, path.name, path.stem, "html", 0, "state-hrr", 2020, "KHM")


def read(tmp_path: Path, page: str | bytes) -> Reading:
    path = tmp_path / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_html(document(path))


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def test_the_article_with_its_headings_lists_and_tables(tmp_path: Path) -> None:
    reading = read(tmp_path, PAGE)
    assert reading.title == "2020 Report: Ruritania"
    assert blocks(reading) == [
        ("heading", "Women"),
        ("paragraph", "Police held nine men & two women. Cafés closed on the 4th day."),
        ("heading", "Law Enforcement"),
        ("paragraph", "First line\nsecond line"),
        ("list", "Train inspectors;"),
        ("list", "fund shelters."),
        ("caption", "Cases"),
        ("table", "Year | Cases"),
        ("table", "2019 | 14"),
        (
            "paragraph",
            "Long enough to weigh more than the furniture, so that the article is found.",
        ),
    ]
    assert "\n\n".join(words for _, words in blocks(reading)) == reading.text


def test_each_character_leads_back_to_the_file(tmp_path: Path) -> None:
    reading = read(tmp_path, PAGE)
    offsets = reading.chars.offset
    assert offsets is not None and len(offsets) == len(reading.text)
    pairs = [(c, PAGE[o]) for c, o in zip(reading.text, offsets.tolist(), strict=True) if o >= 0]
    odd = {pair for pair in pairs if pair[0] != pair[1] and not pair[0].isspace()}
    assert odd == {("é", "&")}  # an entity stands where it begins
    start = reading.text.index("nine men")
    assert PAGE[offsets[start] :].startswith("nine men &amp; two")


def test_an_article_inside_a_navigation_that_was_never_closed(tmp_path: Path) -> None:
    page = PAGE.replace("<header>", "<header><nav>").replace("</header>", "")
    assert blocks(read(tmp_path, page)) == blocks(read(tmp_path, PAGE))


def test_a_page_without_an_article_is_unreadable(tmp_path: Path) -> None:
    for page in (
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "",
        "<div>" * 5000 + "<p>x</p>",
    ):
        with pytest.raises(Unreadable):
            read(tmp_path, page)


def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?><html><head><meta charset="iso-8859-2"></head><body><p>Łódź took 12.</p></body>'
    )
    assert read(tmp_path, page.encode("iso-8859-2")).text == "Łódź took 12."
    wrong = page.replace("iso-8859-2", "utf-8").replace("Łódź", "Café").encode("cp1252")
    reading = read(tmp_path, wrong)
    assert reading.text == "Café took 12."
    assert [p.code for p in reading.problems] == ["not-utf-8"]


def test_the_human_rights_reports(shared: Path) -> None:
    pages = sorted((shared / "corpus" / "html").glob("*.html"))
    assert len(pages) == 5
    for path in pages:
        reading = read_html(document(path))
        source = path.read_text(encoding="utf-8")
        assert reading.title == f"{path.stem[4:8]} Country Reports on Human Rights Practices: Cambodia"
        assert reading.text.startswith("EXECUTIVE SUMMARY")
        assert "back to top" not in reading.text.lower() and ".gov website" not in reading.text
        offsets = reading.chars.offset
        assert offsets is not None
        same = sum(o >= 0 and source[o] == c for c, o in zip(reading.text, offsets.tolist(), strict=True))
        assert same > 0.99 * len(reading.text)
        (narrative,) = segment(document(path), reading)
        titles = [section.title for section in narrative.sections]
        assert {"EXECUTIVE SUMMARY", "Section 7", "Trafficking in Persons"} <= set(titles)
        assert {s.kind for s in narrative.sections} == {"summary", "other"}
        assert len(narrative.sentences) > 400
