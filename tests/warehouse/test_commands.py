"""The commands of analysts, each in a process of its own, on a published warehouse."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.home import Home
from tests.warehouse.rows import document, figure, folder
from warehouse.named import queries, run
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.writer import Writer

REFERENCE = {
    "labor.csv": "edition,iso3,country,field,value\n2017,KHM,Cambodia,Criminal_Convictions,129\n"
    "2017,KHM,Cambodia,Labor_Funding,$4.1 million\n2017,KHM,Cambodia,Labor_Violations,Unknown\n",
    "glotip.csv": "Iso3_code,Country,Indicator,Dimension,Category,Sex,Age,Year,txtVALUE,Source\n"
    "KHM,Cambodia,Persons convicted,Total,Total,Total,Total,2017.0,<5,GLOTIP\n"
    "XXX,Nowhere,Persons convicted,Total,Total,Total,Total,2017.0,3,GLOTIP\n",
    "index.csv": "\ufeffCountry / Territory,ISO3,Year,Region,CPI score,Rank,Standard error,Number of sources,"
    "Lower CI,Upper CI\nCambodia,KHM,2017,AP,21,161,1.7,8,18,24\nKosovo,KSV,2017,ECA,39,85,2.0,3,36,42\n",
    "panel.csv": '"countryname","iso","year","ccode","tier"\n"Cambodia","KHM",2014,811,Watchlist    \n'
    '"Cambodia","KHM",2000,811,NA\n',
    "edition.csv": "file,country,report_year,tier\nCAMBODIA-2018.txt,Cambodia,2018,Tier 2\n",
    "coded.csv": "country,ccode,year,tier,minstand,efforts\nCambodia,811,2005,Tier 3,No,No\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    with Writer(home.working) as writer:
        run_id = writer.begin_run("run")
        for edition, figures in {
            2017: [figure(number=100, period="2016"), figure("prosecutions", 53, period="2016")],
            2018: [figure(number=129, period="2017"), figure("prosecutions", 207, period="2017")],
        }.items():
            owner = document(f"tip-{edition}/KHM", edition=edition)
            texts = ["Families in brick kilns owe debts.", f"In {edition - 1} courts convicted traffickers."]
            mined = folder(home.root / "mined" / str(edition), owner, figures, sentences=texts)
            writer.load(owner, mined, run_id)
        writer.end_run(run_id)
    publish(home.working, home.published)
    return home


def tiptrace(home: Home, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments, "--home", str(home.root)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": "80"},
    )


def test_sql_as_table_csv_json_and_from_standard_input(home: Home, tmp_path: Path) -> None:
    question = "select year, value from series where indicator = 'convictions' order by year"
    table = tiptrace(home, "sql", question)
    assert table.returncode == 0, table.stderr
    assert [line.split() for line in table.stdout.splitlines()] == [
        ["year", "value"],
        ["2016", "100"],
        ["2017", "129"],
    ]
    answer = tiptrace(home, "sql", "-", "--csv", given=question)
    assert list(csv.reader(io.StringIO(answer.stdout))) == [
        ["year", "value"],
        ["2016", "100.0"],
        ["2017", "129.0"],
    ]
    (tmp_path / "q.sql").write_text(question)
    answer = tiptrace(home, "sql", str(tmp_path / "q.sql"), "--json")
    assert json.loads(answer.stdout) == [{"year": 2016, "value": 100.0}, {"year": 2017, "value": 129.0}]
    wide = tiptrace(home, "sql", "from figures")
    assert max(map(len, wide.stdout.splitlines())) <= 80
    assert "not shown" in wide.stderr


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("drop table documents", "is refused"),
        ("copy documents to 'documents.csv'", "is refused"),
        ("attach 'x.duckdb'", "is refused"),
        ("create table x (a int)", "is refused"),
        ("select 1; drop table documents", "one statement at a time"),
        ("selec 1", "syntax error"),
        ("from serie", 'Did you mean "series"'),
        ("", "no SQL was given"),
    ],
)
def test_sql_refuses_to_write_and_tells_mistakes(home: Home, statement: str, message: str) -> None:
    answer = tiptrace(home, "sql", statement)
    assert answer.returncode == 2
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr


def test_yoy_in_the_terminal(home: Home) -> None:
    shown = tiptrace(home, "yoy", "khm", "convictions")
    assert shown.returncode == 0, shown.stderr
    assert "+29 (+29 %)" in shown.stdout
    assert tiptrace(home, "yoy", "KHM", "convicted").returncode == 2
    assert "no number" in tiptrace(home, "yoy", "THA", "convictions").stderr


def test_the_named_queries_are_listed_and_answer(home: Home) -> None:
    listed = tiptrace(home, "query")
    assert all(name[:20] in listed.stdout for name in queries())
    answer = tiptrace(
        home, "query", "convictions_per_prosecution", "--country", "KHM", "--from", "2017", "--csv"
    )
    assert next(csv.DictReader(io.StringIO(answer.stdout)))["per_prosecution"] == "0.62"
    wrong = tiptrace(home, "query", "conviction_per_prosecution")
    assert wrong.returncode == 2
    assert "did you mean convictions_per_prosecution" in wrong.stderr


def test_search_ranks_and_filters(home: Home) -> None:
    found = json.loads(tiptrace(home, "search", "brick kiln debt", "--json", "--edition", "2018").stdout)
    assert [hit["sentence"] for hit in found] == ["Families in brick kilns owe debts."]  # stemmed
    assert tiptrace(home, "search", "brick", "--country", "THA").returncode == 1


def test_search_without_the_extension(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from warehouse import fulltext, search

    monkeypatch.setattr(fulltext, "find_spec", lambda name: None)  # as where the package is not installed
    with open_published(home) as connection:
        hits, indexed = search.search(connection, "brick kilns courts")
    assert not indexed
    assert [hit.score for hit in hits] == [2, 2, 1, 1]


def test_export_in_every_form(home: Home, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "datapackage"):
        done = tiptrace(home, "export", "--format", form, "--country", "KHM", "--out", str(tmp_path / form))
        assert done.returncode == 0, done.stderr
    done = tiptrace(home, "export", "--format", "xlsx", "--out", str(tmp_path / "book.xlsx"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "book.xlsx").read_bytes()[:2] == b"PK"
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/parquet/figures.parquet'").fetchone() == (4,)
    package = json.loads((tmp_path / "datapackage" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (tmp_path / "datapackage" / resource["path"]).open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        assert heading == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
    taken = tiptrace(home, "export", "--format", "csv", "--out", str(tmp_path / "csv"))
    assert taken.returncode == 2
    assert "is there already" in taken.stderr


def test_reference_tables_and_the_queries_that_use_them(home: Home, tmp_path: Path) -> None:
    missing = tiptrace(home, "query", "mined_against_unodc")
    assert missing.returncode == 2
    assert "tiptrace reference load" in missing.stderr
    for name, text in REFERENCE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in REFERENCE]
    for _ in range(2):  # the second time replaces the first
        done = tiptrace(home, "reference", "load", *files)
        assert done.returncode == 0, done.stderr
    with open_published(home) as connection:
        asked = connection.execute
        assert asked("SELECT value FROM reference.labor_enforcement ORDER BY field").fetchall() == [
            (129.0,),
            (4_100_000.0,),
            (None,),
        ]
        assert asked("SELECT low, high FROM reference.glotip").fetchall() == [(1, 4)]  # Nowhere is left out
        assert asked("SELECT country FROM reference.corruption_perceptions ORDER BY 1").fetchall() == [
            ("KHM",),
            ("XKX",),
        ]
        assert asked("SELECT edition, tier FROM reference.tiers ORDER BY 1").fetchall() == [
            (2014, "2WL"),
            (2018, "2"),
        ]
        for named in queries().values():
            list(run(connection, named).rows())  # every one of them runs
        found = run(connection, queries()["mined_against_unodc"], ["KHM"]).rows()
        assert [row[:3] for row in found] == [("KHM", 2017, "convictions")]
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    unknown = tiptrace(home, "reference", "load", str(tmp_path / "other.csv"))
    assert unknown.returncode == 2
    assert "columns are those of no known table" in unknown.stderr


def test_each_query_says_what_it_answers() -> None:
    for named in queries().values():
        assert named.question.endswith(("?", ".")), named.name
        assert "$countries" in named.sql and "$from_year" in named.sql, named.name
