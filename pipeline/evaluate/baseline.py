"""A committed score that later work must not fall below."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import UserError
from pipeline.evaluate.score import Evaluation

TOLERANCE = 0.01
STATUSES = ("zero", "not_reported")

Scores = dict[str, dict[str, float]]  # part, then level or status, to F1


def scores(parts: Mapping[str, Evaluation]) -> Scores:
    """F1 of each level, of zeros and silences, and how often stance and actors are right, for each part."""
    result: Scores = {}
    for part, one in parts.items():
        by_status = one.by(lambda row: (row.status,), "number")
        found = {level: score.f1 for level, score in one.levels().items()}
        found |= {status: by_status[status].f1 for status in STATUSES if status in by_status}
        found |= {"stance": one.stance(), "actors": one.actors()}
        result[part] = {name: round(f1, 4) for name, f1 in found.items()}
    return result


def read_baseline(path: Path) -> Scores:
    try:
        found: Scores = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"the baseline {path} cannot be read: {error}") from error
    return found


def write_baseline(path: Path, found: Scores) -> None:
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def fallen(found: Scores, baseline: Scores) -> list[str]:
    """A line for each score that is more than the tolerance below the baseline."""
    return [
        f"{part}, {name}: {found[part].get(name, 0.0):.3f}, was {was:.3f}"
        for part, levels in baseline.items()
        if part in found
        for name, was in levels.items()
        if found[part].get(name, 0.0) < was - TOLERANCE
    ]
