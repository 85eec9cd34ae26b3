"""A published warehouse made of hand-written rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.home import Home
from tests.warehouse.rows import Row, document, folder
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.writer import Writer

Build = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def build(home: Home) -> Iterator[Build]:
    """`build((edition, figures, fields), ..., then=callable)`: load, publish, open.

    `fields` are arguments of `document` (source, country) and of `folder` (mentions, tiers, sentences);
    `then` is called with the open writer before publishing.
    """
    opened: list[duckdb.DuckDBPyConnection] = []

    def made(
        *reports: tuple[int, Sequence[Row], dict[str, Any]], then: Callable[[Writer], None] | None = None
    ) -> duckdb.DuckDBPyConnection:
        with Writer(home.working) as writer:
            run = writer.begin_run("run")
            for number, (edition, figures, given) in enumerate(reports):
                fields = dict(given)
                source, country = fields.pop("source", "state-tip"), fields.pop("country", "KHM")
                failed = fields.pop("failed", False)
                owner = document(f"{source}-{edition}-{number}/{country}", source, edition, country)
                mined = folder(home.root / "mined" / str(number), owner, figures, **fields)
                writer.load(owner, mined, run, failed=failed)
            writer.end_run(run)
            if then:
                then(writer)
        publish(home.working, home.published)
        connection = open_published(home)
        opened.append(connection)
        return connection

    yield made
    for connection in opened:
        connection.close()
