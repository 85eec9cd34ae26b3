"""Rows and lines of a small narrative: ids last, parts find their totals, offsets cut the text."""

from __future__ import annotations

from pathlib import Path

from pipeline import keys, rows
from pipeline.lines import lines
from pipeline.records import (
    CharMap,
    Document,
    Figure,
    Mention,
    Mined,
    Narrative,
    Reading,
    Section,
    Sentence,
    Tier,
)

TEXT = "Utopia is on Tier 2. Police arrested nine suspects, including two officers who took bribes."
DOCUMENT = Document(
    "ab" * 32, Path("x.txt"), "UTO.txt", "tip-2031/UTO", "text", len(TEXT), "state-tip", 2031, "UTO"
)


def found() -> rows.Found:
    narrative = Narrative(
        DOCUMENT.doc,
        "state-tip",
        2031,
        "UTO",
        "Utopia",
        0,
        len(TEXT),
        (Section("summary", "Utopia", 0, len(TEXT)),),
        (Sentence(0, 20, 0, 0), Sentence(21, len(TEXT), 0, 0)),
    )
    total, part = TEXT.index("nine suspects"), TEXT.index("two officers")
    return rows.Found(
        narrative,
        Mined(
            figures=(
                Figure(total, total + 13, "nine suspects", "arrests", "person", 9.0, 9.0, "count"),
                Figure(part, part + 12, "two officers", "arrests", "person", 2.0, 2.0, "part", part_of=0),
                Figure(part, part + 12, "two officers", "arrests", "person", 2.0, 2.0, "again"),
            ),
            mentions=(
                Mention(part, len(TEXT) - 1, TEXT[part:-1], "bribery", "asserted", ("police",), "bribes"),
            ),
            tiers=(Tier(13, 19, "Tier 2", "2", "rating"),),
        ),
    )


def test_ids_last_and_differ() -> None:
    reading = Reading(TEXT, (), CharMap())
    first = rows.tables(DOCUMENT, reading, [found()], "x")
    again = rows.tables(DOCUMENT, reading, [found()], "y")
    ids = first["figures"]["figure_id"].to_pylist()
    assert ids == again["figures"]["figure_id"].to_pylist()
    assert len(set(ids)) == 3 and all(len(name) == 12 for name in ids)
    assert first["figures"]["part_of"].to_pylist() == [None, ids[0], None]
    sentences = first["sentences"].to_pylist()
    assert {row["sentence_id"] for row in first["figures"].to_pylist()} == {sentences[1]["sentence_id"]}
    assert first["tiers"].to_pylist()[0]["sentence_id"] == sentences[0]["sentence_id"]
    assert first["tiers"].to_pylist()[0]["edition"] == 2031
    assert sentences[1]["text"] == TEXT[21:]
    assert first["narratives"].to_pylist()[0]["words"] == len(TEXT.split())


def test_lines_stand_in_text_order_and_name_parts_by_id() -> None:
    made = lines(DOCUMENT, [found()])
    assert [line["start"] for line in made] == sorted(line["start"] for line in made)
    assert all(TEXT[line["start"] : line["end"]] == line["anchor"] for line in made)
    assert [line["id"] for line in made] == [1, 2, 3, 4, 5]
    by_rule = {line["rule"]: line for line in made}
    assert by_rule["part"]["part_of"] == by_rule["count"]["id"]
    assert by_rule["bribes"]["actors"] == ("police",)
    assert (by_rule["rating"]["tier"], by_rule["rating"]["doc"]) == ("2", "tip-2031/UTO#tier")
    assert by_rule["count"]["doc"] == "tip-2031/UTO"


def test_keys_tell_what_changed() -> None:
    parts = keys.parts(DOCUMENT)
    assert keys.why(parts, parts) == ""
    assert keys.why(None, parts) == "new document"
    changed = keys.Parts(**{name: getattr(parts, name) for name in keys.REASONS} | {"rules": "other"})
    assert keys.why(changed, parts) == "rule changed"
    assert changed.read_key == parts.read_key and changed.mine_key != parts.mine_key
    other = Document(**{n: getattr(DOCUMENT, n) for n in DOCUMENT.__dataclass_fields__} | {"edition": 2032})
    assert keys.why(parts, keys.parts(other)) == "catalogued anew"
    assert keys.parts(other).read_key == parts.read_key
