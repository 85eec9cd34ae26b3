"""The full-text index: extended by what is new, it is the index that would be built anew."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.home import Home
from tests.warehouse.rows import document, figure, folder
from warehouse import fulltext
from warehouse.publish import publish
from warehouse.writer import Writer

DOCUMENTS = {
    "a/KHM": ["Families in brick kilns owe debts.", "The courts convicted nine brokers."],
    "b/THA": ["Brokers sold debts of families to boat owners, and the owners sold men.", "No court sat."],
    "c/VNM": ["The of and.", "Kilns, kilns and more kilns: a girl of 9 and 12 boys."],
}
WORDS = ("kiln", "debt of families", "court", "owners sell", "9", "broker kiln", "café", "the")


def load(home: Home, doc: str, sentences: list[str], name: str = "") -> None:
    with Writer(home.working) as writer:
        owner = document(doc, country=doc[-3:])
        mined = folder(home.root / "mined" / (name or doc), owner, [figure(number=1)], sentences=sentences)
        writer.load(owner, mined, writer.begin_run("run"))


def scores(path: Path, anew: bool = False) -> dict[str, dict[str, float]]:
    """Of each query, the sentences found and how well they fit."""
    with duckdb.connect(str(path)) as connection:
        assert fulltext.load_extension(connection)
        if anew:
            connection.execute(fulltext.BUILD)
        sql = (
            "SELECT sentence_id, round(fts_main_sentences.match_bm25(sentence_id, ?), 9) AS score "
            "FROM sentences WHERE score IS NOT NULL"
        )
        return {words: dict(connection.execute(sql, [words]).fetchall()) for words in WORDS}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_documents_added_changed_and_gone(home: Home) -> None:
    def same() -> bool:
        publish(home.working, home.published)
        found = scores(home.published)
        return found == scores(home.published, anew=True) and any(found.values())

    for doc, sentences in DOCUMENTS.items():
        load(home, doc, sentences)
        assert same()
    load(home, "a/KHM", ["Families in kilns owe more.", "An old man was freed."], "again")
    assert same()
    with Writer(home.working) as writer:
        writer.forget(document("b/THA", country="THA").id, writer.begin_run("run"))
    assert same()
    assert same()  # nothing new


def test_an_index_of_another_version_is_built_anew(home: Home) -> None:
    load(home, "a/KHM", DOCUMENTS["a/KHM"])
    publish(home.working, home.published)
    wanted = scores(home.published)
    with duckdb.connect(str(home.working)) as connection:
        connection.execute("DELETE FROM fts_main_sentences.docs")
        connection.execute("COMMENT ON TABLE fts_main_sentences.indexed IS 'DuckDB 0.1'")
    publish(home.working, home.published)
    assert scores(home.published) == wanted
    with duckdb.connect(str(home.working)) as connection:  # laid out in a way that we do not know
        connection.execute("ALTER TABLE fts_main_sentences.dict RENAME df TO frequency")
    load(home, "c/VNM", DOCUMENTS["c/VNM"])
    publish(home.working, home.published)
    assert scores(home.published) == scores(home.published, anew=True)
