"""Coded rows, gold or mined, as JSON lines; and which documents are held out of tuning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import UserError

Part = Literal["all", "tune", "held"]
Value = str | tuple[float | None, float | None]

DEFAULTS: dict[str, Any] = {
    "comparison": False,
    "qualifier": "exact",
    "status": "reported",
    "reporter": "government",
}


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One figure or mention, of either side."""

    doc: str
    start: int
    end: int
    fields: dict[str, Any]

    @property
    def is_mention(self) -> bool:
        return bool(self.fields.get("category"))

    @property
    def status(self) -> str:
        return str(self.fields.get("status") or "reported")

    @property
    def value(self) -> Value:
        """What the number level compares: the bounds, or the status of a zero or a silence."""
        if self.status != "reported":
            return self.status
        low, high = (self.fields.get(name) for name in ("low", "high"))
        return (
            None if low is None else round(float(low), 4),
            None if high is None else round(float(high), 4),
        )

    def get(self, name: str) -> Any:
        """A field with the codebook's default; a zero or a silence has no unit or qualifier of its own."""
        if name in ("unit", "qualifier") and self.status != "reported":
            return None
        value = self.fields.get(name)
        return DEFAULTS.get(name) if value is None else value

    @property
    def anchor(self) -> str:
        return str(self.fields.get("anchor", ""))


def coded(row: dict[str, Any]) -> Coded:
    return Coded(str(row["doc"]), int(row["start"]), int(row["end"]), row)


def read_rows(path: Path) -> list[Coded]:
    """The rows of a JSON lines file; a line that is none is named."""
    if not path.is_file():
        raise UserError(f"there is no gold file at {path}")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(coded(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(f"{path}:{number}: not a coded row with doc, start and end: {error}") from error
    return rows


def is_held(doc: str) -> bool:
    """Whether a document is kept out of tuning: a quarter of them, by hash of the name."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 4 == 0


def of_part(rows: Iterable[Coded], part: Part) -> list[Coded]:
    return [row for row in rows if part == "all" or is_held(row.doc) == (part == "held")]
