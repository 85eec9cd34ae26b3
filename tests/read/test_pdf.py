"""Reading order, furniture, hyphens, notes: one small PDF for each construction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf_blocks import CAPTION
from tests.read.setting import LEFT, RIGHT, TOP, blocks, lines, reading

PROSE_LEFT = """
The labour ministry opened twelve
inspections of fishing vessels and
freed nine deckhands from debt. It
sent the files to two prosecutors in
the port, who charged three captains
with forced labour and one agent
with fraud. The court heard the first
of these cases in the spring and put
"""
PROSE_RIGHT = """
off the second, since the witnesses
had gone home without a passport or
a date for their return. Aid groups
ran one shelter with twenty beds and
paid for lawyers out of gifts. Their
report names forty villages in which
recruiters promise kitchen work, and
asks that licences be published.
"""

PROSE_FURTHER = """
A third team rode with the coast
guard for nine weeks and wrote down
each boat that carried no crew list.
"""


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, RIGHT, TOP, PROSE_RIGHT)  # the file's own order is no help
        lines(canvas, LEFT, TOP, PROSE_LEFT)

    found = reading(tmp_path / "columns.pdf", page)
    (paragraph,) = blocks(found, "paragraph")
    assert "freed nine deckhands" in paragraph
    assert "in the spring and put off the second, since" in paragraph


def test_a_full_width_heading_parts_what_is_above_from_what_is_below(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT)
        lines(canvas, RIGHT, TOP, PROSE_RIGHT)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(LEFT, 560, "What the inspectors of the two ministries found at sea in that year")
        canvas.setFont("Times-Roman", 10)
        lines(canvas, LEFT, 530, PROSE_LEFT.replace("twelve", "thirteen"))
        lines(canvas, RIGHT, 530, PROSE_RIGHT.replace("forty", "fifty"))

    text = reading(tmp_path / "heading.pdf", page).text
    order = [text.index(word) for word in ("twelve", "forty", "What the inspectors", "thirteen", "fifty")]
    assert order == sorted(order)


def test_a_paragraph_goes_on_over_the_page_and_furniture_goes(tmp_path: Path) -> None:
    def page(number: int, body: str) -> object:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(LEFT, 760, f"{number}  HARBOUR WATCH")
            canvas.drawCentredString(306, 30, "Annual findings of the harbour watch")
            canvas.setFont("Times-Roman", 10)
            lines(canvas, LEFT, TOP, body)

        return draw

    pages = [page(11, PROSE_LEFT), page(12, PROSE_RIGHT), page(13, PROSE_FURTHER)]
    found = reading(tmp_path / "pages.pdf", *pages)  # type: ignore[arg-type]
    assert "spring and put off the second" in found.text
    assert "HARBOUR" not in found.text
    assert "Annual findings" not in found.text
    assert found.page_at(found.text.index("freed nine")) == 1
    assert found.page_at(found.text.index("forty villages")) == 2
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert all(page.start <= page.end for page in found.pages)
    assert found.pages[0].end == found.pages[1].start


def test_a_repeated_title_is_kept_where_it_first_stands(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 20)
        canvas.drawString(LEFT, 750, "Ruritania")
        canvas.setFont("Times-Roman", 10)
        lines(canvas, LEFT, TOP, PROSE_LEFT + PROSE_RIGHT)

    assert reading(tmp_path / "title.pdf", page, page, page).text.count("Ruritania") == 1


@pytest.mark.parametrize(
    ("broken", "wanted"),
    [
        ("The court heard the prosecu-\ntion of a guard. This prosecution failed.", "the prosecution of"),
        ("An anti-\ngraft bureau opened. The anti-graft law is new.", "An anti-graft bureau"),
        ("The state-\nand district-level courts sat.", "The state- and district-level"),
        ("The law of 2016-\n2017 was amended.", "law of 2016-2017 was"),
        ("It was a matter of course—\nas ever—that they paid.", "of course—as ever—that"),
        ("It is called sub-\nSaharan Africa in the text.", "sub-Saharan Africa"),
        ("The men were under-\npaid and the paid work went to others.", "were underpaid and"),
    ],
)
def test_hyphens_at_line_ends(tmp_path: Path, broken: str, wanted: str) -> None:
    found = reading(tmp_path / "hyphen.pdf", lambda canvas: lines(canvas, LEFT, TOP, broken))
    assert wanted in found.text


def test_footnote_marks_and_notes_stay_out_of_the_text(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT + PROSE_RIGHT)
        y = TOP - 17 * 12
        canvas.drawString(LEFT, y, "The 2")
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(LEFT + 23, y + 4, "nd")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(LEFT + 32, y, "camp held 14 boys,")
        end = LEFT + 32 + pdfmetrics.stringWidth("camp held 14 boys,", "Times-Roman", 10)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(end, y + 4, "37")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(end + 9, y, "all of them free now.")
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(LEFT, 103, "37")
        canvas.setFont("Times-Roman", 7.5)
        canvas.drawString(LEFT + 7, 100, "Talk with the camp's nurse, whose notes count 15.")

    found = reading(tmp_path / "note.pdf", page)
    assert "The 2nd camp held 14 boys, all of them free now." in found.text
    (note,) = blocks(found, "note")
    assert "nurse" in note
    assert found.blocks[-1].kind == "note"


def test_letters_of_ligatures(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        lines(canvas, LEFT, TOP, "The of\ufb01cer \ufb02ed with “ten” pass\u00adports – so they say.")

    found = reading(tmp_path / "ligature.pdf", page)
    assert found.text == "The officer fled with “ten” passports – so they say."
    at = found.text.index("officer")
    (box,) = found.chars.boxes(at, at + 7)
    edges = found.chars.box
    assert edges is not None
    assert (np.diff(edges[at : at + 7, 0]) > 0).all()  # f and i share the glyph from left to right
    assert box.x1 - box.x0 == pytest.approx(pdfmetrics.stringWidth("of\ufb01cer", "Vera", 10), abs=0.5)


def test_text_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for shift in (0.0, 0.3):
            canvas.drawString(LEFT + shift, TOP, "All seven officers still appeal, illegally")

    assert reading(tmp_path / "twice.pdf", page).text == "All seven officers still appeal, illegally"


def test_hidden_text_and_text_off_the_page_are_left_out(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT)
        canvas.drawString(-300, 400, "crop marks and job number")
        hidden = canvas.beginText(LEFT, 300)
        hidden.setTextRenderMode(3)
        hidden.textLine("invisible words")
        canvas.drawText(hidden)

    text = reading(tmp_path / "hidden.pdf", page).text
    assert "deckhands" in text
    assert "invisible" not in text
    assert "crop marks" not in text


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_pages_read_upright_and_boxes_are_as_shown(tmp_path: Path, rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        lines(canvas, LEFT, 500, PROSE_LEFT)  # on its side, this page is 612 points high

    found = reading(tmp_path / "rotated.pdf", page)
    assert "The labour ministry opened twelve inspections" in found.text
    (sheet,) = found.pages
    assert sheet.rotation == rotation
    assert (sheet.width, sheet.height) == (612, 792)
    assert found.chars.box is not None
    printed = found.chars.box[found.chars.page > 0]  # type: ignore[operator]
    assert (printed >= 0).all()
    assert (printed[:, 2] <= sheet.width).all()
    assert (printed[:, 3] <= sheet.height).all()


def test_text_turned_on_an_upright_page(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        lines(canvas, 0, 0, PROSE_LEFT)

    assert "opened twelve inspections of fishing vessels" in reading(tmp_path / "turned.pdf", page).text


def test_a_ruled_table_is_rows_of_cells(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT + PROSE_RIGHT)
        rows = [
            ("Court", "Cases", "2019"),
            ("Port court", "charged\nand tried", "14"),
            ("High court", "heard", "3"),
        ]
        y = 450.0
        for row in rows:
            canvas.line(LEFT, y, 400, y)
            for x, cell in zip((LEFT + 4, 200, 350), row, strict=True):
                lines(canvas, x, y - 10, cell, leading=11)
            y -= 30
        canvas.line(LEFT, y, 400, y)

    found = reading(tmp_path / "table.pdf", page)
    (table,) = blocks(found, "table")
    assert table.splitlines() == [
        "Court\tCases\t2019",
        "Port court\tcharged and tried\t14",
        "High court\theard\t3",
    ]


def test_headings_lists_captions_and_indented_paragraphs(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(LEFT, 740, "Findings")
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(LEFT, 715, "PROSECUTION")
        canvas.setFont("Times-Roman", 10)
        lines(canvas, LEFT, TOP, PROSE_LEFT)
        canvas.drawString(LEFT, TOP - 96, "off the second case.")
        canvas.drawString(LEFT + 14, TOP - 108, "Police held six men in March and")
        canvas.drawString(LEFT, TOP - 120, "let four of them go by the end of May.")
        canvas.drawString(LEFT, TOP - 150, "•  Publish the list of licences;")
        canvas.drawString(LEFT, TOP - 162, "•  pay the courts' interpreters.")
        canvas.drawString(LEFT, TOP - 200, "Table 4. Licences by port")

    found = reading(tmp_path / "blocks.pdf", page)
    headings = [(found.text[b.start : b.end], b.level) for b in found.blocks if b.kind == "heading"]
    assert headings == [("Findings", 1), ("PROSECUTION", 2)]
    assert [text.split()[0] for text in blocks(found, "paragraph")] == ["The", "Police"]
    assert len(blocks(found, "list")) == 2
    assert blocks(found, "caption") == ["Table 4. Licences by port"]


def test_a_stretched_line_is_no_row_of_columns(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT)
        for row, words in enumerate(("in an inter-agency", "meeting for inter-agency")):
            x = LEFT
            for word in words.split():
                canvas.drawString(x, TOP - 96 - 12 * row, word)
                x += pdfmetrics.stringWidth(word, "Times-Roman", 10) + 24
        lines(canvas, LEFT, TOP - 120, PROSE_RIGHT)

    assert "and put in an inter-agency meeting for inter-agency off the second" in (
        reading(tmp_path / "stretched.pdf", page).text
    )


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    from PIL import Image

    picture = ImageReader(Image.new("L", (60, 80), 200))

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, 612, 792)

    found = reading(tmp_path / "half.pdf", lambda canvas: lines(canvas, LEFT, TOP, PROSE_LEFT), scanned)
    (problem,) = found.problems
    assert (problem.code, problem.severity, problem.page) == ("no-text-layer", "warning", 2)


def test_every_printed_character_has_its_box(tmp_path: Path) -> None:
    found = reading(tmp_path / "boxes.pdf", lambda canvas: lines(canvas, LEFT, TOP, PROSE_LEFT))
    assert found.chars.page is not None
    assert found.chars.box is not None
    assert len(found.chars.page) == len(found.chars.box) == len(found.text)
    printed = np.array([not letter.isspace() for letter in found.text])
    assert ((found.chars.page == 1) == printed).all()
    at = found.text.index("deckhands")
    (box,) = found.chars.boxes(at, at + len("deckhands"))
    before = pdfmetrics.stringWidth("freed nine ", "Times-Roman", 10)
    assert box.x0 == pytest.approx(LEFT + before, abs=0.5)
    assert box.top < 792 - (TOP - 24) < box.bottom  # the baseline, from the top of the page


def test_underlined_links_make_no_table(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for x, text in ((LEFT, PROSE_LEFT), (RIGHT, PROSE_RIGHT)):
            lines(canvas, x, TOP, text)
            for row in (1, 3, 4, 6):
                canvas.line(x, TOP - row * 12 - 1.5, x + 120, TOP - row * 12 - 1.5)

    (paragraph,) = blocks(reading(tmp_path / "links.pdf", page), "paragraph")
    assert "in the spring and put off the second" in paragraph


def test_evenly_spaced_cells_of_a_table_stay_apart(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, LEFT, TOP, PROSE_LEFT + PROSE_RIGHT)
        for row, cells in enumerate((("Year", "Cases", "Tried", "Freed"), ("2020", "–", "–", "–"))):
            canvas.line(LEFT, 450 - 20 * row, 400, 450 - 20 * row)
            for column, cell in enumerate(cells):
                canvas.drawString(LEFT + 4 + 60 * column, 437 - 20 * row, cell)
        canvas.line(LEFT, 410, 400, 410)

    (table,) = blocks(reading(tmp_path / "dashes.pdf", page), "table")
    assert table.splitlines()[1].split("\t") == ["2020", "–", "–", "–"]


def test_numbers_of_a_list_in_two_columns_belong_to_their_text(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for x, text in ((LEFT, PROSE_LEFT), (RIGHT, PROSE_RIGHT)):
            canvas.drawString(x, TOP, "7.")
            lines(canvas, x + 22, TOP, text)

    text = reading(tmp_path / "numbers.pdf", page).text
    assert "7. The labour ministry" in text
    assert "7. off the second" in text


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Table 2. Overview of the ports", True),
        ("Fig. 9 Main routes of recruiters", True),
        ("Source: harbour office, 2020", True),
        ("Table 2 provides an overview of the ports.", False),
        ("Source of the money was a card club.", False),
    ],
)
def test_captions(text: str, caption: bool) -> None:
    assert bool(CAPTION.match(text)) is caption
