"""Whether `confidence` means what it says: among figures that say 0.9, how many are right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.evaluate.score import Evaluation

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


class Bin(NamedTuple):
    low: float
    high: float  # exclusive, but for the last
    mined: int
    said: float  # mean confidence
    right: float  # share that is right


def reliability(result: Evaluation, level: str = "number", edges: Sequence[float] = EDGES) -> list[Bin]:
    """One row for each stretch of confidence. A figure is right when it has a partner at `level`."""
    right = {id(pair.mined) for pair in result.pairs if level == "number" or getattr(pair, level)}
    bins = []
    for low, high in pairwise(edges):
        inside = [
            (float(row.fields.get("confidence", 1.0)), id(row) in right)
            for row in result.mined
            if not row.is_mention
            and low <= float(row.fields.get("confidence", 1.0))
            and (float(row.fields.get("confidence", 1.0)) < high or high == edges[-1])
        ]
        count = len(inside)
        said = sum(c for c, _ in inside) / count if count else 0.0
        bins.append(Bin(low, high, count, said, sum(r for _, r in inside) / count if count else 0.0))
    return bins


def above(result: Evaluation, threshold: float = 0.9, level: str = "number") -> tuple[int, float]:
    """How many figures say at least `threshold`, and the share of them that is right."""
    right = {id(pair.mined) for pair in result.pairs if level == "number" or getattr(pair, level)}
    sure = [
        id(row) in right
        for row in result.mined
        if not row.is_mention and float(row.fields.get("confidence", 1.0)) >= threshold
    ]
    return len(sure), sum(sure) / len(sure) if sure else 0.0
