"""Measurements, never assertions: `make bench`, or `python -m tests.bench NAME...` for some.

Each module here offers `main() -> list[Row]`. What can be compared is measured against a peer in the
same run, since a ratio says more than seconds on an unknown machine; best of a few repetitions, since
the fastest one is the least disturbed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SHARED = Path(os.environ.get("TIPTRACE_SHARED") or Path(__file__).parents[3] / "shared").resolve()


class Skip(Exception):
    """Something that a measurement needs is not on this machine; the message says what."""


class Row(NamedTuple):
    """One measurement: `ours` and `theirs` in the same `unit`."""

    what: str
    ours: float
    unit: str  # "pages/s", "s", "MB": a rate (with "/s") is better when higher, anything else when lower
    peer: str = ""
    theirs: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than the peer's; below 1 it is worse."""
        if not self.theirs or not self.ours:
            return None
        return self.ours / self.theirs if self.unit.endswith("/s") else self.theirs / self.ours


def best(work: Callable[[], object], repetitions: int = 3) -> float:
    """The seconds of the fastest of a few repetitions."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def reports(*parts: str) -> Path:
    """A file or folder of the real reports; `Skip` where they are absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise Skip(f"the real reports are not at {SHARED} (set TIPTRACE_SHARED)")
    return path
