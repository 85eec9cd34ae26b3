"""Publishing: readers have whole copies, and nobody waits for anybody."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.home import Home
from tests.warehouse.rows import document, figure, folder
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.writer import Writer

ROOT = Path(__file__).parents[2]
SHELL = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(connection.execute(line).fetchone()[0], flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def load(home: Home, *documents: str) -> None:
    with Writer(home.working) as writer:
        run = writer.begin_run("run")
        for doc in documents:
            owner = document(doc)
            writer.load(owner, folder(home.root / "mined" / doc, owner, [figure(number=129)]), run)
        writer.end_run(run)


def test_nothing_loaded_yet_is_said_plainly(home: Home) -> None:
    with pytest.raises(UserError, match="tiptrace run"):
        open_published(home)
    with pytest.raises(UserError, match="tiptrace run"):
        publish(home.working, home.published)


def test_an_open_shell_neither_blocks_nor_is_blocked(home: Home) -> None:
    load(home, "a/KHM")
    publish(home.working, home.published)
    shell = subprocess.Popen(
        [sys.executable, "-c", SHELL, str(home.published)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert shell.stdin is not None and shell.stdout is not None

    def ask(sql: str) -> str:
        assert shell.stdin is not None and shell.stdout is not None
        shell.stdin.write(sql + "\n")
        return shell.stdout.readline().strip()

    assert ask("SELECT count(*) FROM documents") == "1"
    load(home, "b/KHM")  # while the shell is open
    publish(home.working, home.published)
    with Writer(home.working):  # and the shell answers while a writer is
        assert ask("SELECT count(*) FROM documents") == "1"  # the copy that it opened
        with open_published(home) as late:
            assert late.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    shell.communicate()
    assert shell.returncode == 0


def test_every_moment_has_a_whole_copy(home: Home) -> None:
    load(home, "a/KHM")
    publish(home.working, home.published)
    stop, seen, errors = threading.Event(), [0], []

    def read() -> None:
        command = [sys.executable, "-c", SHELL, str(home.published)]
        while not stop.is_set():
            done = subprocess.run(
                command, input="SELECT count(*) FROM figures\n", capture_output=True, text=True, check=False
            )
            seen[0] += 1
            if done.stdout.strip() != "1":
                errors.append(done.stderr)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(4):
        publish(home.working, home.published)
    stop.set()
    reader.join()
    assert seen[0] and not errors


def test_the_last_three_copies_are_kept(home: Home) -> None:
    load(home, "a/KHM")
    names = [publish(home.working, home.published).name for _ in range(5)]
    kept = sorted(path.name for path in (home.published.parent / "copies").iterdir())
    assert kept == names[2:]


def test_a_failed_publication_leaves_the_old_copy(home: Home) -> None:
    load(home, "a/KHM")
    publish(home.working, home.published)
    script = "import sys; from pathlib import Path; from warehouse.writer import Writer\n"
    script += "with Writer(Path(sys.argv[1])):\n    print('open', flush=True); sys.stdin.read()"
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(home.working)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    with pytest.raises(UserError, match="being written"):
        publish(home.working, home.published)
    writer.communicate()
    with open_published(home) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    assert not list((home.published.parent / "copies").glob("draft*"))
