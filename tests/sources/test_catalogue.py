"""The catalogue: strict, complete, and as the command prints it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.codebook import codebook
from models.strict import DataFileError
from pipeline.cli import app
from sources.catalogue import FOLDER, catalogue

MINIMAL = """\
id: test
publisher: A ministry
title: A report
licence: Open
cadence: Yearly
documents: study
subject: trafficking
"""


def test_the_publishers_are_there_and_reporters_are_the_codebook_s() -> None:
    known = catalogue()
    assert {"state-tip", "state-hrr", "ilab-tda", "unodc-glotip", "ngo-study"} <= set(known)
    assert [source.id for source in known.values() if source.fallback] == ["ngo-study"]
    for source in known.values():
        assert {source.default_reporter, *source.section_reporters.values()} <= set(codebook().reporters)
    assert known["state-tip"].reporter("profile") == "report"
    assert known["state-tip"].reporter("prosecution") == "government"


def test_patterns_have_the_groups_that_are_asked_of_them() -> None:
    for source in catalogue().values():
        assert all("year" in re.compile(p).groupindex for p in source.recognise.edition)
        assert all("country" in re.compile(p).groupindex for p in source.recognise.country)
        for address in source.fetch.addresses:
            assert set(re.findall(r"{(\w+)}", address.url)) <= {"year", "country", "Country", "iso3"}


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("sektions: []\n", "test.yaml:8: unknown key 'sektions'"),
        ("sections:\n  - kind: summary\n    headin: x\n", "test.yaml:10: unknown key 'headin'"),
        ("sections:\n  - kind: summary\n    heading: '(x'\n", "test.yaml:10: sections.0.heading"),
        ("fetch:\n  addresses:\n    - {url: 'ftp://a.org/x'}\n", "test.yaml:10: fetch.addresses.0.url"),
        (
            "fetch:\n  addresses:\n    - {what: index, url: 'https://a.org'}\n",
            "an index needs a 'link' pattern",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, extra: str, message: str) -> None:
    (tmp_path / "test.yaml").write_text(MINIMAL + extra)
    with pytest.raises(DataFileError, match=re.escape(message)):
        catalogue(tmp_path)


def test_a_file_is_named_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(MINIMAL)
    with pytest.raises(DataFileError, match="id is 'test', but the file is named 'other'"):
        catalogue(tmp_path)


def test_the_command_prints_every_source() -> None:
    runner = CliRunner()
    listed = runner.invoke(app, ["sources"])
    assert listed.exit_code == 0
    assert all(source in listed.output for source in catalogue())
    as_json = json.loads(runner.invoke(app, ["sources", "--json"]).output)
    assert [source["id"] for source in as_json] == list(catalogue())
    shown = runner.invoke(app, ["sources", "state-tip"]).output
    assert "https://www.state.gov/wp-content/uploads/2019/01/282798.pdf" in shown and "unverified" in shown
    assert len(list(FOLDER.glob("*.yaml"))) == len(catalogue()) + 1  # the countries
