"""The README tells the truth: its commands run, its SQL answers, and no command is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from pipeline.cli import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """The lines that a reader would type, without what only sets up or tests."""
    lines = [line.split("  #")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(("make ", "#"))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    subprocess.run(
        [BIN / "tiptrace", "run", "sources/sample", "--home", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.mark.parametrize("line", commands())
def test_each_command_runs(line: str, home: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(home / "warehouse" / "tiptrace.duckdb"), read_only=True) as warehouse:
        figure = warehouse.execute("SELECT figure_id FROM figures ORDER BY ALL LIMIT 1").fetchone()
    assert figure
    typed = line.replace("FIGURE_ID", figure[0]).replace("sources/sample", str(ROOT / "sources" / "sample"))
    done = subprocess.run(
        ["bash", "-ec", typed],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}", "TIPTRACE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip()


@pytest.mark.parametrize("query", blocks("sql"))
def test_each_query_answers(query: str, home: Path) -> None:
    with duckdb.connect(str(home / "warehouse" / "tiptrace.duckdb"), read_only=True) as warehouse:
        assert warehouse.execute(query).fetchall()


def test_every_command_is_documented() -> None:
    documented = README + "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    missing = [name for name in get_command(app).commands if f"tiptrace {name}" not in documented]  # type: ignore[attr-defined]
    assert not missing, f"neither README.md nor docs/ tells of: {', '.join(missing)}"


def test_every_command_that_is_named_exists() -> None:
    code = "".join(re.findall(r"```.*?```|`[^`]*`", README, re.DOTALL))
    named = set(re.findall(r"tiptrace ([a-z]+)", code))
    unknown = named - set(get_command(app).commands)  # type: ignore[attr-defined]
    assert not unknown, f"README.md names what is no command: {', '.join(sorted(unknown))}"


def test_every_link_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert not missing
