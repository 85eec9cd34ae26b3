"""What became of one document, and where it lies: light enough to plan with.

Nothing here imports Arrow, so that a run with nothing to do ends at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline import keys
from pipeline.home import Home
from pipeline.records import Document, Problem

OUTCOME, KEY = "outcome.json", "key.json"
STORED = ("failed", "pages", "words", "narratives", "figures", "mentions", "tiers", "seconds")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. A failed one has a problem with severity `error`."""

    document: Document
    key: str  # mine key, the name of the folder; empty where the worker was lost
    folder: Path  # holds one Parquet file for each table of `pipeline.tables`
    failed: bool = False
    read_again: bool = False  # the document's file was opened
    mined_again: bool = False
    pages: int = 0
    words: int = 0
    narratives: int = 0
    figures: int = 0
    mentions: int = 0
    tiers: int = 0
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0  # spent on reading and mining, over all workers


def reading_folder(document: Document, home: Home) -> Path:
    return home.stages / "read" / keys.parts(document).read_key


def mined_folder(document: Document, home: Home) -> Path:
    return home.stages / "mine" / keys.parts(document).mine_key


def share_folder(document: Document, home: Home, share: int, of: int) -> Path:
    """Where one of several workers on a large document leaves its part."""
    return home.stages / "shares" / f"{keys.parts(document).mine_key}-{share}-{of}"


def finished(document: Document, home: Home) -> Outcome | None:
    """The outcome under the document's present key, if the work has been done."""
    folder = mined_folder(document, home)
    try:
        stored = json.loads((folder / OUTCOME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    problems = tuple(Problem(**values) for values in stored.pop("problems"))
    return Outcome(document, folder.name, folder, problems=problems, **stored)


def parts_of(key: str, home: Home) -> keys.Parts | None:
    """What the result under `key` depended on; None where it has been cleared away."""
    try:
        stored = json.loads((home.stages / "mine" / key / KEY).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return keys.Parts.from_mapping(stored)
