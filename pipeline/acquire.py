"""Acquiring: files and folders become documents, stored by the sha256 of their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import sources
from pipeline.home import Home
from pipeline.identity import sidecar_of
from pipeline.opening import SNIFFED, kind_of
from pipeline.records import Document, Problem
from pipeline.store import Seen, Store
from pipeline.unpack import unpacked

# In a folder these are taken for what they are: data, notes and programs beside the documents.
_NOT_DOCUMENTS = frozenset(
    ".yaml .yml .json .jsonl .csv .tsv .xlsx .parquet .md .rst .py .toml .log .gz .zip .png .jpg .svg".split()  # noqa: SIM905 - one list of words reads better
)
_CODE = ("acquire.py", "identify.py", "opening.py")  # what tells documents apart


@dataclass(frozen=True, slots=True)
class Acquired:
    """What became of the files: documents, problems by name, and what was passed over."""

    documents: tuple[Document, ...] = ()
    problems: tuple[tuple[str, Problem], ...] = ()
    skipped: tuple[str, ...] = ()  # files in folders that are no documents


@dataclass(frozen=True, slots=True)
class _File:
    path: Path  # absolute
    name: str  # as the user gave it, or relative to the folder that the user named
    named: bool  # by the user, not found in a folder


def acquire(
    paths: Sequence[Path],
    home: Home,
    *,
    source: str | None = None,
    edition: int | None = None,
    country: str | None = None,
    url: str | None = None,
) -> Acquired:
    """Store the files at `paths`, folders walked through, and tell what each of them is.

    Without paths: all documents in the store, after what waits in the inbox has been taken in. What is
    said here about the files stands above what they say, now and in later runs. The same bytes twice
    are one document. A file that changed is a new version of its document: the former stays in the
    store, but is no longer among its documents. A file named by the user that cannot be used is an
    error; in a folder, files of other kinds are passed over.
    """
    if not paths:
        return _everything(home)
    said = _said(source=source, edition=edition, country=country and country.upper(), url=url)
    documents: dict[str, Document] = {}
    problems: list[tuple[str, Problem]] = []
    skipped: list[str] = []
    with Store(home) as store:
        for file in _files(tuple(unpacked(paths, home))):
            try:
                found = _look(file, store)
            except OSError as error:
                problems.append((file.name, Problem("acquire", "unreadable-file", _why(error))))
                continue
            if found is None:
                if file.named:
                    reason = "is no PDF, HTML page or text file"
                    problems.append((file.name, Problem("acquire", "unsupported", reason)))
                else:
                    skipped.append(file.name)
                continue
            if first := documents.get(found.sha256):
                reason = f"holds the same bytes as {first.name}, and is one document with it"
                problems.append((file.name, Problem("acquire", "duplicate", reason, severity="warning")))
                continue
            document, found_problems = _document(file, found, said, store)
            problems += [(file.name, problem) for problem in found_problems]
            if document:
                documents[found.sha256] = document
    return Acquired(tuple(documents.values()), tuple(problems), tuple(skipped))


def _everything(home: Home) -> Acquired:
    """The documents of the store, and what waited in the inbox."""
    from pipeline.inbox import take_in

    taken = take_in(home)
    with Store(home) as store:
        return Acquired(tuple(store.documents()), taken.problems, taken.skipped)


def _said(**values: str | int | None) -> dict[str, str | int]:
    return {name: value for name, value in values.items() if value is not None}


def _document(
    file: _File, found: Seen, said: dict[str, str | int], store: Store
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document that a file is, or why it cannot be one."""
    said = store.said(found.sha256) | said
    identity = found.identity.said(**said)
    told = identity.problems
    if "source" in said:
        told = tuple(problem for problem in told if problem.code != "source-assumed")
    identity = replace(identity, problems=())
    if document := store.known(found.sha256, identity, said):
        return document, told
    from pipeline.identify import missing

    if wrong := missing(identity):
        if found.kind == "text" and not file.named and wrong[0].code == "unknown-source":
            # A note or a word list beside the documents is no failure of the run.
            wrong = (replace(wrong[0], severity="warning"),)
        return None, (*told, *wrong)
    doc = f"{file.path.parent.name}/{file.path.stem}" if file.path.parent.name else file.path.stem
    return store.keep(found.sha256, file.name, doc, found.kind, identity, said), told


def _look(file: _File, store: Store) -> Seen | None:
    """What a file is: from the index when it has not changed, else by looking into it."""
    sidecar = sidecar_of(file.path)
    stamp = _stamp(file.path, sidecar)
    if known := store.seen(file.path, stamp):
        return known
    if not file.named and file.path.suffix.lower() in _NOT_DOCUMENTS:
        return None
    from pipeline.identify import identify

    with file.path.open("rb") as opened:
        head = opened.read(SNIFFED)
    kind = kind_of(file.path, head)
    if kind is None and file.named and head and b"\0" not in head:
        kind = "text"  # the user says that it is a report, and it is text
    if kind is None:
        return None
    found = Seen(store.take(file.path, kind), kind, identify(file.path, kind, sidecar))
    former = store.note(file.path, stamp, found)
    if former:
        store.supersede(former, found.sha256)
    return found


def _files(paths: Sequence[Path]) -> Iterator[_File]:
    """The files named, and those in the folders named, in the order of their names."""
    for path in paths:
        here = Path(os.path.abspath(path))  # noqa: PTH100 - not resolved: links keep their names
        if here.is_dir():
            for folder, folders, names in os.walk(here):
                folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
                for name in sorted(names):
                    if not name.startswith("."):
                        found = Path(folder, name)
                        yield _File(found, found.relative_to(here).as_posix(), named=False)
        else:
            yield _File(here, str(path), named=True)


def _stamp(path: Path, sidecar: Path | None) -> str:
    """Size and time of a file and its sidecar, and the rules by which it was looked at."""
    parts = [_rules()]
    for each in (path, sidecar):
        if each:
            about = each.stat()
            parts.append(f"{about.st_size}:{about.st_mtime_ns}:{each.name if each is sidecar else ''}")
    return " ".join(parts)


@cache
def _rules() -> str:
    """A digest of the catalogue and of the code that recognises documents."""
    digest = hashlib.sha256()
    files = [Path(__file__).with_name(name) for name in _CODE]
    for file in (*files, *sorted(Path(sources.__file__).parent.glob("*.yaml"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "may not be read: its permissions do not allow it"
        case _:
            return f"cannot be read: {error.strerror or error}"
