"""The one folder that a run writes to: `--home`, else `TIPTRACE_HOME`, else `./data`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    root: Path

    @classmethod
    def at(cls, path: Path | None = None) -> Home:
        """The home that the user named, by flag or environment; nothing is created."""
        return cls((path or Path(os.environ.get("TIPTRACE_HOME") or "data")).resolve())

    @property
    def store(self) -> Path:
        """Documents as they came, named by their sha256."""
        return self.root / "store"

    @property
    def stages(self) -> Path:
        """What the stages made of each document, named by the key of the work."""
        return self.root / "stages"

    @property
    def inbox(self) -> Path:
        """Where files put by hand wait for the next run."""
        return self.root / "inbox"

    @property
    def working(self) -> Path:
        """The writer's own database."""
        return self.root / "warehouse" / "working.duckdb"

    @property
    def published(self) -> Path:
        """The copy that analysts open."""
        return self.root / "warehouse" / "tiptrace.duckdb"

    @property
    def reports(self) -> Path:
        return self.root / "reports"
