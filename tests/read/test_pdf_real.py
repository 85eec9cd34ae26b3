"""Real reports, a few pages of each: text in reading order, agreement with the publisher's text."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.read import read
from tests.read.setting import document


def sample(source: Path, pages: list[int], to: Path) -> Path:
    """Some pages of a PDF as a PDF of their own."""
    with pdfium.PdfDocument(source) as whole, pdfium.PdfDocument.new() as part:
        part.import_pages(whole, pages)
        part.save(to)
    return to


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_two_columns_of_the_tip_report(shared: Path, tmp_path: Path) -> None:
    source = shared / "corpus" / "tip-2018-report" / "tip-2018.pdf"
    wanted = re.sub(r"\s", "", (shared / "corpus" / "tip-2018" / "AFG.txt").read_text(encoding="utf-8"))
    text = read(document(sample(source, [0, 1, 2, 3], tmp_path / "some.pdf"))).text
    got = re.sub(r"\s", "", text)[: len(wanted)]
    assert SequenceMatcher(None, got, wanted, autojunk=False).ratio() > 0.995


@pytest.mark.parametrize("name", ["2014/BGD", "2016/KHM", "2018/KHM", "2021/IDN"])
def test_summary_of_a_labour_report(shared: Path, tmp_path: Path, name: str) -> None:
    edition, iso3 = name.split("/")
    rows = (shared / "tables" / "ilab_summaries.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = next(
        words(row["summary"])
        for row in map(json.loads, rows)
        if (row["edition"], row["iso3"]) == (edition, iso3)
    )
    source = shared / "corpus" / "ilab" / f"{name}.pdf"
    found = read(document(sample(source, [0, 1], tmp_path / "some.pdf")))
    best = max(
        sum(block.size for block in SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks())
        for text in (words(found.text[block.start : block.end]) for block in found.blocks)
    )
    assert best >= 0.98 * len(wanted)


def test_tables_of_a_labour_report_are_rows(shared: Path, tmp_path: Path) -> None:
    source = shared / "corpus" / "ilab" / "2018" / "KHM.pdf"
    found = read(document(sample(source, [4], tmp_path / "some.pdf")))
    rows = [
        row.split("\t")
        for block in found.blocks
        if block.kind == "table"
        for row in found.text[block.start : block.end].splitlines()
    ]
    assert ["Number of Labor Inspections Conducted", "3,563 (8)", "8,167 (11)"] in rows
