"""The warehouse: loading 100,000 figures, and every named query on a million."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path

from pipeline.errors import UserError
from pipeline.home import Home
from tests.bench import SHARED, Row, best
from tests.warehouse.generated import editions
from warehouse import reference
from warehouse.named import queries, run
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.writer import Writer

SMALL, LARGE = 100_000, 1_000_000
EDITIONS = 25


def main() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_loading(Path(folder) / "small"), *_queries(Path(folder) / "large")]


def _loading(folder: Path) -> list[Row]:
    """Documents with their sentences and run changes, in one transaction."""
    loads = editions(folder / "mined", EDITIONS, SMALL // EDITIONS)

    def work() -> None:
        working = folder / "working.duckdb"
        working.unlink(missing_ok=True)
        with Writer(working) as writer:
            start = time.perf_counter()
            writer.load_all(loads, writer.begin_run("bench"))
            seconds.append(time.perf_counter() - start)

    seconds: list[float] = []
    best(work)
    return [Row(f"load {SMALL:,} figures", min(seconds), "s", note="with sentences and changes")]


def _queries(folder: Path) -> list[Row]:
    home = Home(folder)
    loads = editions(folder / "mined", EDITIONS, LARGE // EDITIONS)
    with Writer(home.working) as writer:
        number = writer.begin_run("bench")
        for load in loads:
            writer.load_all([load], number)
        _official(writer)
    start = time.perf_counter()
    publish(home.working, home.published)
    rows = [Row(f"publish {LARGE:,} figures", time.perf_counter() - start, "s", note="views and full text")]
    slowest: list[tuple[float, str]] = []
    with open_published(home) as connection:
        for named in queries().values():
            try:
                seconds = best(lambda named=named: list(run(connection, named).rows()), 5)  # type: ignore[misc]
            except UserError:  # compares with an official table, which is not on this machine
                continue
            slowest.append((seconds, named.name))
    slowest.sort(reverse=True)
    official = {name for name, named in queries().items() if named.needs}
    shown = slowest[:3] + [one for one in slowest[3:] if one[1] in official]
    told = f"of {len(slowest)} named queries, {LARGE:,} figures"
    return [*rows, *(Row(f"query {name}", seconds, "s", note=told) for seconds, name in shown)]


def _official(writer: Writer) -> None:
    """The publishers' own tables, where they are on this machine, for the queries that compare with them."""
    for file in sorted((SHARED / "tables").glob("*.csv*")):
        with suppress(UserError):  # a file of another kind
            reference.load(writer.connection, file)
