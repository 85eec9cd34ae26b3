"""The inbox: files put there by hand are taken in, and moved to `done` or `refused`.

inbox/report.pdf                      waits
inbox/done/report.pdf                 is in the store
inbox/refused/report.pdf              is not; report.pdf.reason.txt says why
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from pipeline.acquire import Acquired, acquire
from pipeline.home import Home
from pipeline.records import Problem

DONE, REFUSED = "done", "refused"
_SETTLED = 1.0  # seconds: a file that changed later than this ago may still be being written
_UNFINISHED = frozenset({".part", ".partial", ".tmp", ".crdownload", ".download"})


def take_in(home: Home) -> Acquired:
    """Take in every file that waits in the inbox; the last writes are given time to settle.

    A sidecar file goes with its document. A file that is still being written is left for next time.
    """
    documents, problems = [], []
    for path in waiting(home):
        name = path.relative_to(home.inbox).as_posix()
        taken = acquire([path], home)
        errors = [problem for _, problem in taken.problems if problem.severity == "error"]
        problems += [(f"inbox/{name}", problem) for _, problem in taken.problems]
        documents += [replace(document, name=name) for document in taken.documents]
        target = REFUSED if errors else DONE
        moved = _move(home, path, target)
        for sidecar in _sidecars(path):
            _move(home, sidecar, target)
        if errors:
            _reason(moved, errors)
    return Acquired(tuple(documents), tuple(problems))


def waiting(home: Home) -> list[Path]:
    """The files in the inbox that are complete, by name; sidecar files are not among them."""
    if not home.inbox.is_dir():
        return []
    found, now = [], time.time()
    for folder, folders, names in os.walk(home.inbox):
        if Path(folder) == home.inbox:
            folders[:] = [name for name in folders if name not in {DONE, REFUSED}]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            unfinished = name.startswith(".") or path.suffix.lower() in _UNFINISHED
            if not unfinished and not _is_sidecar(path) and now - path.stat().st_mtime >= _SETTLED:
                found.append(path)
    return found


def _is_sidecar(path: Path) -> bool:
    """A YAML file: beside its document or ahead of it, it waits for it."""
    return path.suffix.lower() in {".yaml", ".yml"}


def _sidecars(path: Path) -> list[Path]:
    beside = (path.with_name(path.name + ".yaml"), path.with_suffix(".yaml"))
    return [one for one in beside if one.is_file()]


def _move(home: Home, path: Path, target: str) -> Path:
    """Move a file to `done` or `refused`; one of the same name that is there keeps its place."""
    place = home.inbox / target / path.relative_to(home.inbox)
    place.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while place.exists():
        number += 1
        place = place.with_name(f"{path.stem}-{number}{path.suffix}")
    path.rename(place)
    return place


def _reason(path: Path, errors: list[Problem]) -> None:
    lines = "".join(f"{problem.code}: {problem.reason}\n" for problem in errors)
    path.with_name(f"{path.name}.reason.txt").write_text(lines, encoding="utf-8")
