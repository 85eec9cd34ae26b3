"""Narratives, sections and sentences of whole documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.read import read
from pipeline.read.text import read_text
from pipeline.records import Block, CharMap, Document, Narrative, Reading
from pipeline.segment import segment

REPORT = """METHODOLOGY

This report was written by many hands.

RURITANIA AND SONS: Our thanks

CAMBODIA: TIER 2 WATCH LIST

The government tried. It convicted nine persons.

RECOMMENDATIONS FOR CAMBODIA

Train inspectors; fund shelters.

PROSECUTION

Police held 14 men.

A sub-heading without a meaning

Two were freed.

PROTECTION

Shelters took 40 girls.

PREVENTION
Posters hung in 12 towns.

TRAFFICKING PROFILE

As reported over the past five years, men leave.

CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 3)

Recommendations for the DRC: Enact a law. Fund it.

Nobody was tried.PROTECTIONThe ministry met no one.

ST. MAARTEN

SPECIAL CASE

The island was rebuilt.

UTOPIA: Tier 1

Nothing happened.

TRAFFICKING IN PERSONS: RELEVANT INTERNATIONAL CONVENTIONS

Cambodia ratified one.
"""


def document(path: Path, source: str = "state-tip", country: str | None = None) -> Document:
    return Document("0" * 64, path, path.name, path.stem, "text", 0, source, 2018, country)


def narratives(tmp_path: Path, text: str, **about: str) -> tuple[Narrative, ...]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    doc = document(path, **about)
    return segment(doc, read_text(doc))


def test_a_report_becomes_its_country_narratives(tmp_path: Path) -> None:
    found = narratives(tmp_path, REPORT)
    assert [n.country for n in found] == ["KHM", "COD", "SXM", None]
    assert [REPORT[n.start : n.end].partition("\n")[0] for n in found] == [
        "CAMBODIA: TIER 2 WATCH LIST",
        "CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 3)",
        "ST. MAARTEN",
        "UTOPIA: Tier 1",
    ]
    assert REPORT[found[-1].start : found[-1].end].endswith("Nothing happened.")
    assert all(n.edition == 2018 and n.source == "state-tip" for n in found)


def test_sections_cover_the_narrative_and_sentences_lie_in_theirs(tmp_path: Path) -> None:
    for narrative in narratives(tmp_path, REPORT):
        edges = [narrative.start, *(s.end for s in narrative.sections)]
        assert edges[-1] == narrative.end
        assert [s.start for s in narrative.sections] == edges[:-1]
        for sentence in narrative.sentences:
            section = narrative.sections[sentence.section]
            assert section.start <= sentence.start < sentence.end <= section.end


def test_sections_of_a_narrative(tmp_path: Path) -> None:
    cambodia, congo, *_ = narratives(tmp_path, REPORT)
    spoken = [(cambodia.sections[s.section].kind, REPORT[s.start : s.end]) for s in cambodia.sentences]
    assert spoken == [
        ("summary", "The government tried."),
        ("summary", "It convicted nine persons."),
        ("recommendations", "Train inspectors; fund shelters."),
        ("prosecution", "Police held 14 men."),
        ("prosecution", "Two were freed."),
        ("protection", "Shelters took 40 girls."),
        ("prevention", "Posters hung in 12 towns."),
        ("profile", "As reported over the past five years, men leave."),
    ]
    assert [s.paragraph for s in cambodia.sentences] == [0, 0, 1, 2, 3, 4, 5, 6]
    spoken = [(congo.sections[s.section].kind, REPORT[s.start : s.end]) for s in congo.sentences]
    assert spoken == [
        ("recommendations", "Enact a law."),
        ("recommendations", "Fund it."),
        ("recommendations", "Nobody was tried."),
        ("protection", "The ministry met no one."),
    ]


def test_headings_of_the_first_decade_stand_in_their_own_line(tmp_path: Path) -> None:
    text = (
        "CAMBODIA (Tier 2)\n\nWomen leave.\n\nProsecution\nCourts tried nine.\nAll fled.\n"
        "Protection\nShelters\ntook 40."
    )
    (only,) = narratives(tmp_path, text)
    assert [(only.sections[s.section].kind, text[s.start : s.end]) for s in only.sentences] == [
        ("summary", "Women leave."),
        ("prosecution", "Courts tried nine."),
        ("prosecution", "All fled."),
        ("protection", "Shelters\ntook 40."),
    ]


def test_a_country_page_without_a_heading_is_one_narrative(tmp_path: Path) -> None:
    (only,) = narratives(tmp_path, "Police held nine men.\n\nPREVENTION\n\nNothing.", country="KHM")
    assert (only.country, only.title, only.start) == ("KHM", "Cambodia", 0)
    assert [s.kind for s in only.sections] == ["summary", "prevention"]


def test_a_study_is_divided_by_its_own_headings(tmp_path: Path) -> None:
    text = "A study\n\nWe asked 300.\n\nKey findings\n\nHalf.\n\nMethods\n\nBy post.\n\nReferences\n\nBook."
    (study,) = narratives(tmp_path, text, source="ngo-study")
    assert [(s.kind, s.title) for s in study.sections] == [
        ("summary", "A study"),
        ("summary", "Key findings"),
        ("other", "Methods"),
        ("other", "References"),
    ]
    assert [text[s.start : s.end] for s in study.sentences] == ["We asked 300.", "Half.", "By post."]


def test_headings_tables_and_notes_give_no_sentences(tmp_path: Path) -> None:
    text = "One heading.\n\nA sentence.\n\nYear 2016 2017.\n\n1 A footnote."
    kinds = ("heading", "paragraph", "table", "note")
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith("\n\n", i))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    blocks = tuple(Block(a, b, k) for a, b, k in zip(starts, ends, kinds, strict=True))
    reading = Reading(text, blocks, CharMap())
    (found,) = segment(document(tmp_path / "a.txt", source="ngo-study"), reading)
    assert [text[s.start : s.end] for s in found.sentences] == ["A sentence."]


# Texts of 2018 that the extraction left without some of their headings.
HEADINGS_LOST = {"KOR": {"recommendations"}, "MHL": {"prevention"}, "PRK": {"profile"}}
SPECIAL = {"LBY", "SOM", "SXM", "YEM"}  # special cases have a summary, "government efforts" and a profile


def test_every_narrative_of_2018_has_its_sections(shared: Path) -> None:
    expected = {"summary", "recommendations", "prosecution", "protection", "prevention", "profile"}
    texts = sorted((shared / "corpus" / "tip-2018").glob("*.txt"))
    assert len(texts) == 169
    for path in texts:
        doc = document(path)
        (narrative,) = segment(doc, read_text(doc))
        kinds = {section.kind for section in narrative.sections}
        assert narrative.country == path.stem
        if path.stem in SPECIAL:
            assert kinds == {"summary", "profile"}, path.stem
        else:
            assert kinds == expected - HEADINGS_LOST.get(path.stem, set()), path.stem


def test_the_whole_report_of_2018_is_its_169_countries(shared: Path) -> None:
    path = shared / "corpus" / "tip-2018-report" / "tip-2018.pdf"
    doc = replace(document(path), kind="pdf")
    reading = read(doc)
    narratives = segment(doc, reading)
    texts = {text.stem: text for text in (shared / "corpus" / "tip-2018").glob("*.txt")}
    assert [n.country for n in narratives if n.country is None] == []
    assert sorted(n.country or "" for n in narratives) == sorted(texts)
    for narrative in narratives:
        words = len(texts[narrative.country or ""].read_text(encoding="utf-8").split())
        found = len(reading.text[narrative.start : narrative.end].split())
        assert abs(found - words) <= 0.02 * words, narrative.title
    pages = [reading.page_at(narrative.start) for narrative in narratives]
    assert None not in pages and pages == sorted(page for page in pages if page)


@pytest.mark.parametrize(
    "heading",
    [
        "CAMBODIA: Tier 2",
        "CAMBODIA (Tier 3)",
        "CAMBODIA: TIER 2 WATCH LIST",
        "CAMBODIA (Tier 2 Watch List)",
        "CAMBODIA – Tier 2 (Watch List)",
        "Cambodia: Special Case*",
    ],
)
def test_headings_of_all_editions(tmp_path: Path, heading: str) -> None:
    other = "THAILAND: Tier 1\n\nThey met."
    found = narratives(tmp_path, f"{heading}\n\nThe government tried.\n\n{other}")
    assert [(n.country, n.title) for n in found] == [("KHM", heading), ("THA", "THAILAND: Tier 1")]
