"""Hits and misses of mentions over many documents, as a line of a table."""

from __future__ import annotations

from pipeline.evaluate.match import Matched


class Count:
    """Hits and misses added up over documents."""

    def __init__(self) -> None:
        self.mined = self.gold = self.hits = self.categories = 0

    def add(self, matched: Matched) -> None:
        self.hits += len(matched.pairs)
        self.categories += sum(not pair.wrong(("category",)) for pair in matched.pairs)
        self.mined += len(matched.pairs) + len(matched.spurious)
        self.gold += len(matched.pairs) + len(matched.missed)

    @staticmethod
    def head(title: str) -> str:
        """The first lines of a table of counts."""
        return f"| {title} | precision | recall | mention F1 | category F1 |\n|---|---:|---:|---:|---:|\n"

    def line(self, name: str) -> str:
        both = self.mined + self.gold
        scores = (self.hits / max(1, self.mined), self.hits / max(1, self.gold), 2 * self.hits / max(1, both))
        cells = [name, *(f"{one:.3f}" for one in scores), f"{2 * self.categories / max(1, both):.3f}"]
        return f"| {' | '.join(cells)} |\n"
