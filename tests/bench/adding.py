"""One new report: on its own into an empty home, and into a warehouse that holds the whole corpus.

The difference is what a loaded warehouse costs. Whole commands are measured, processes, worker start
and all. Loading the corpus first takes a minute or two; `TIPTRACE_LOADED` names a home that has it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import Row, reports

TIMES = 3
_CODE = "from pipeline.cli import main\nif __name__ == '__main__': main()"
_NARRATIVE = Path(__file__).parents[2] / "sources" / "sample" / "text" / "tip-2014.md"


def main() -> list[Row]:
    corpus = [reports("corpus", folder) for folder in ("tip-2018-report", "ilab", "studies", "html")]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        full = place / "full"
        if loaded := os.environ.get("TIPTRACE_LOADED"):
            shutil.copytree(loaded, full)
        else:
            _run(place, full, *corpus)
        alone, beside = [], []
        for number in range(TIMES):
            report = place / f"new-{number}.txt"
            report.write_text(
                _NARRATIVE.read_text(encoding="utf-8") + f"\n\nCopy {number}.\n", encoding="utf-8"
            )
            about = (report, "--source", "state-tip", "--edition", 2014, "--country", "KHM")
            alone.append(_run(place, place / f"empty-{number}", *about))
            beside.append(_run(place, full, *about))
    note = "whole command; the warehouse holds the real reports"
    return [Row("adding one report", min(beside), "s", "to an empty home", min(alone), note)]


def _run(place: Path, home: Path, *arguments: object) -> float:
    """The seconds of `tiptrace run`; problems of single files are no failure here."""
    command = [sys.executable, "-c", _CODE, "run", *map(str, arguments), "--home", str(home)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return time.perf_counter() - start
