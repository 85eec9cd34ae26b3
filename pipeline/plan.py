"""What a run has to do, and why: each document's present key against the one that is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline import keys
from pipeline.errors import UserError
from pipeline.home import Home
from pipeline.outcome import mined_folder, parts_of, reading_folder
from pipeline.records import Document
from warehouse.standing import Loaded

Work = Literal["read and mine", "mine", "load"]
RESTATED = "source restated"  # another version of a document that is loaded
LOST = "lost last time"
FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Planned:
    document: Document
    work: Work
    why: str
    replaces: str | None = None  # id of the version that this document restates


@dataclass(frozen=True, slots=True)
class Plan:
    todo: tuple[Planned, ...]
    unchanged: tuple[Document, ...]
    failed_before: tuple[Document, ...]  # of the unchanged ones: could not be used, and still cannot


def plan(
    documents: Iterable[Document],
    loaded: Mapping[str, Loaded],
    home: Home,
    *,
    only: Sequence[str] = (),
    force: bool = False,
    side_by_side: bool = False,
) -> Plan:
    """Sort `documents` into those with work to do and those without; reads a few small files only.

    `only` narrows: values of one kind (two countries) widen each other, kinds narrow each other.
    `side_by_side`: the documents are files that somebody has now, so that none of them is a former
    version of another.
    """
    wanted: dict[str, set[str | int]] = {}
    for value in only:
        field, meant = wants(value)
        wanted.setdefault(field, set()).add(meant)
    documents = tuple(documents)
    here = {document.id for document in documents} if side_by_side else set()
    places = {_place(one): one.id for one in loaded.values() if one.current and one.id not in here}
    todo, unchanged, failed = [], [], []
    for document in documents:
        if any(getattr(document, field) not in values for field, values in wanted.items()):
            continue
        held = loaded.get(document.id)
        replaces = None
        if held is None:
            replaces = places.get(_place(document))
            why = RESTATED if replaces else keys.REASONS["content"]
        elif force:
            why = FORCED
        elif not held.key:
            why = LOST
        elif held.key == keys.parts(document).mine_key:
            unchanged.append(document)
            if held.failed:
                failed.append(document)
            continue
        else:
            old = parts_of(held.key, home)
            why = keys.why(old, keys.parts(document)) if old else "made by another version"
        todo.append(Planned(document, _work(document, home, force), why, replaces))
    return Plan(tuple(todo), tuple(unchanged), tuple(failed))


def wants(value: str) -> tuple[str, str | int]:
    """`--only`: which field of a document the value is meant for, by its shape."""
    if re.fullmatch(r"(19|20)\d\d", value):
        return "edition", int(value)
    if re.fullmatch(r"[A-Z]{3}", value):
        return "country", value
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", value):
        return "source", value
    raise UserError(
        f"--only {value}: neither a year (2024), a country (KHM) nor a source (state-tip); "
        "`tiptrace sources` lists the sources"
    )


def _place(one: Document | Loaded) -> tuple[object, ...]:
    """Two documents at the same place are versions of one."""
    return (one.source, one.edition, one.country, one.doc, one.kind)


def _work(document: Document, home: Home, force: bool) -> Work:
    if force or not reading_folder(document, home).is_dir():
        return "read and mine"
    return "load" if mined_folder(document, home).is_dir() else "mine"
