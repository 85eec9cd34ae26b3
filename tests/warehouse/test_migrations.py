"""Migrations: in order, once, whole, and never changed afterwards."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.errors import UserError
from warehouse.migrations import migrate, migrations


def test_each_is_applied_once_and_recorded(tmp_path: Path) -> None:
    path = str(tmp_path / "w.duckdb")
    with duckdb.connect(path) as connection:
        assert [m.number for m in migrate(connection)] == [m.number for m in migrations()]
    with duckdb.connect(path) as connection:
        assert migrate(connection) == []
        found = connection.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
        assert found == [(m.number, m.name) for m in migrations()]


def test_a_later_one_is_added_to_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "001_a.sql").write_text("CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);")
    with duckdb.connect() as connection:
        migrate(connection, tmp_path)
        (tmp_path / "002_b.sql").write_text("ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2;")
        migrate(connection, tmp_path)
        assert connection.execute("FROM a").fetchall() == [(1, 2)]


def test_one_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    (tmp_path / "001_a.sql").write_text("CREATE TABLE a (x INTEGER); CREATE TABLE a (x INTEGER);")
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.Error):
            migrate(connection, tmp_path)
        assert connection.execute("SELECT count(*) FROM migrations").fetchone() == (0,)
        assert connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'a'"
        ).fetchone() == (0,)


def test_a_changed_or_unknown_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "001_a.sql").write_text("CREATE TABLE a (x INTEGER);")
    (tmp_path / "002_b.sql").write_text("CREATE TABLE b (x INTEGER);")
    with duckdb.connect() as connection:
        migrate(connection, tmp_path)
        (tmp_path / "001_a.sql").write_text("CREATE TABLE a (x BIGINT);")
        with pytest.raises(UserError, match="migration 001"):
            migrate(connection, tmp_path)
        (tmp_path / "002_b.sql").unlink()
        with pytest.raises(UserError, match="newer tiptrace"):
            migrate(connection, tmp_path)


def test_numbers_have_no_gap(tmp_path: Path) -> None:
    (tmp_path / "002_b.sql").write_text("SELECT 1")
    with pytest.raises(ValueError, match="without a gap"):
        migrations(tmp_path)
