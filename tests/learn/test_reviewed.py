"""Decisions of reviewers come back as sentences to learn from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.home import Home
from pipeline.learn.mentions import Row
from pipeline.learn.reviewed import reviewed_rows
from tests.warehouse.rows import document, folder
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.writer import Decision, Writer

OWNER = document("tip-2018/KHM")
MENTION = {
    "category": "bribery",
    "stance": "asserted",
    "actors": ["police"],
    "anchor": "took money",
    "rule": "test",
    "confidence": 0.4,
}
SENTENCES = ("Police took money.", "Guards took money for tea.", "Judges took their time.", "Nobody asked.")


def test_decisions_are_rows(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    mentions = [MENTION | {"id": name} for name in ("m1", "m2", "m3", "m4")]
    mined = folder(tmp_path / "mined", OWNER, mentions=mentions, sentences=SENTENCES)
    with Writer(home.working) as writer:
        run = writer.begin_run("run")
        writer.load(OWNER, mined, run)
        writer.end_run(run)
    publish(home.working, home.published)
    with open_published(home) as connection:
        readings = dict(connection.execute("SELECT mention_id, reading FROM mentions").fetchall())
    told = [("m1", "accept", None), ("m2", "correct", {"category": "complicity"}), ("m3", "reject", None)]
    with Writer(home.working) as writer:
        run = writer.begin_run("review import")
        decisions = [
            Decision(
                "mention", name, OWNER.id, verdict, readings[name], "A. Reader", date(2026, 1, 2), fields
            )  # type: ignore[arg-type]
            for name, verdict, fields in told
        ]
        writer.decide(decisions, run)
        writer.end_run(run)
    publish(home.working, home.published)
    with open_published(home) as connection:
        rows = reviewed_rows(connection)
    assert sorted(rows, key=lambda row: SENTENCES.index(row.text)) == [
        Row("tip-2018/KHM", SENTENCES[0], "prosecution", "bribery"),
        Row("tip-2018/KHM", SENTENCES[1], "prosecution", "complicity"),
        Row("tip-2018/KHM", SENTENCES[2], "prosecution", None),
    ]
