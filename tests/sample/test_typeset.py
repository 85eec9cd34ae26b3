"""The sample is what its texts say: same bytes on every machine, every real figure in it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pypdfium2
import pytest

from sources.sample import typeset

BROKEN = "\ufffe"  # what PDFium gives for a hyphen at the end of a line
GOLD = Path(__file__).with_name("gold.jsonl")
COMMITTED = sorted(typeset.HERE.glob("*.pdf"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    typeset.typeset(folder)
    return folder


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_committed_pdf_is_what_its_text_sets(path: Path, fresh: Path) -> None:
    assert (fresh / path.name).read_bytes() == path.read_bytes()


def test_narratives_look_like_the_report(fresh: Path) -> None:
    page = pypdfium2.PdfDocument(fresh / "tip-2018.pdf")[0].get_textpage().get_text_range()
    assert "112 CAMBODIA" in " ".join(page.split())
    assert "2018 TRAFFICKING IN PERSONS REPORT" in page
    assert page.count(BROKEN) > 10, "words are broken at line ends"


def test_hyphens_are_marked_without_changing_the_word() -> None:
    mark = typeset.hyphenator()
    assert mark("Traffickers").replace(typeset.SOFT_HYPHEN, "") == "Traffickers"
    assert mark("Traffickers").startswith(f"Traf{typeset.SOFT_HYPHEN}fick")
    assert mark("an unlisted wordlet") == "an unlisted wordlet"


def test_gold_holds_every_figure_of_the_facts(shared: Path) -> None:
    """The hand-coded rows and the list of real figures agree, one for one."""
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    coded = {
        (row["doc"], row["indicator"], row["unit"], row["low"], row["high"], row["period"], row["comparison"])
        for row in gold
        if row["status"] == "reported"
    }
    with (shared / "facts" / "cambodia.csv").open(encoding="utf-8") as lines:
        facts = [row for row in csv.DictReader(lines) if row["indicator"] != "tier" and row["low"]]
    assert len(facts) > 40
    for row in facts:
        if row["status"] != "reported":
            continue
        doc = "sample/press-2024" if row["source"] == "press" else f"sample/tip-{row['edition']}"
        low, high = float(row["low"]), float(row["high"]) if row["high"] else None
        key = (doc, row["indicator"], row["unit"], low, high, row["period"], row["comparison"] == "1")
        assert key in coded, f"the sample's gold lacks {row}"
