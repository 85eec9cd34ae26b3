"""The plain texts of the sample, read into blocks: a small part of Markdown and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

BlockKind = Literal["title", "heading", "paragraph", "list", "table", "caption", "note"]

_MARKS: tuple[tuple[str, BlockKind], ...] = (
    ("# ", "title"),
    ("## ", "heading"),
    ("- ", "list"),
    ("| ", "table"),
    ("Caption: ", "caption"),
    ("[1] ", "note"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list (a line an item), table (a line a row) and the like."""

    kind: BlockKind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text with what its front matter says of it: edition, first page, title, publisher."""

    about: dict[str, Any]
    blocks: tuple[Block, ...]


def read(path: Path) -> Manuscript:
    """Read one text; its front matter stands between two lines of three dashes."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Manuscript(yaml.safe_load(front), tuple(map(_block, body.strip().split("\n\n"))))


def _block(text: str) -> Block:
    for mark, kind in _MARKS:
        if text.startswith(mark):
            lines = [line.removeprefix(mark) for line in text.split("\n")]
            if kind == "table":
                lines = [line.strip("| ") for line in lines if not re.fullmatch(r"[|\- ]+", line)]
            return Block(kind, tuple(lines))
    return Block("paragraph", (text.replace("\n", " "),))
