"""A table of many texts becomes many documents, each with its country, year and tier."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from pipeline.acquire import acquire
from pipeline.home import Home
from pipeline.mine.tiers import mine_tiers
from pipeline.read import read
from pipeline.segment import segment
from sources import factbook

HEAD = "factbook_year,code,country,country_id,tier_rating_parsed_by_regex,text_verbatim\n"
TEXT = (
    "current situation: girls are exploited; officials take bribes | tier rating: Tier 3 - it makes no effort"
)
ROWS = f'2009,xx,Kenya,1,Tier 3,"{TEXT}"\n2010,xx,Kenya,1,Tier 3,"{TEXT}"\n2010,xx,World,2,,"Tier 3: Kenya"\n'


def table(folder: Path) -> Path:
    path = folder / "factbook.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(HEAD + ROWS)
    return path


def test_each_row_is_a_document_even_where_the_text_is_repeated(tmp_path: Path) -> None:
    acquired = acquire([table(tmp_path)], Home(tmp_path / "home"))
    assert not acquired.problems
    assert [(d.doc, d.source, d.edition, d.country) for d in acquired.documents] == [
        ("factbook-2009/KEN", "factbook", 2009, "KEN"),
        ("factbook-2010/KEN", "factbook", 2010, "KEN"),
        ("factbook-2010/world", "factbook", 2010, None),
    ]
    first = acquired.documents[0]
    reading = read(first)
    (narrative,) = segment(first, reading)
    assert [section.kind for section in narrative.sections][-2:] == ["profile", "summary"]
    assert [tier.tier for tier in mine_tiers(narrative, reading.text, ())] == ["3"]


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "numbers.csv"
    other.write_text("country,year\nKenya,2010\n", encoding="utf-8")
    assert not factbook.is_table(other)
    assert not factbook.is_table(tmp_path)


def test_tiers_of_the_factbook_agree_with_the_table(shared: Path) -> None:
    """99 in 100 rows that state a tier; the World's rows list countries by tier and have none."""
    path = shared / "tables" / "factbook_tip_2006_2025.csv.gz"
    names = {"tier 1": "1", "tier 2": "2", "tier 2 watch list": "2WL", "tier 3": "3", "special case": "SC"}
    texts = dict(factbook.texts(path))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    from pipeline.records import Narrative
    from sources.countries import country_code

    stated = agreed = 0
    for row in rows:
        code, told = country_code(row["country"]), names.get(row["tier_rating_parsed_by_regex"].lower())
        if code is None or told is None:
            continue
        text = texts[f"factbook-{row['factbook_year']}/{code}.txt"]
        narrative = Narrative("a/b", "factbook", int(row["factbook_year"]), code, "", 0, len(text), (), ())
        stated += 1
        agreed += [tier.tier for tier in mine_tiers(narrative, text, ())] == [told]
    assert stated > 900
    assert agreed / stated >= 0.99
