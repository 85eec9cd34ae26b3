"""How sure a figure is: a logistic model over its rule and its surroundings, as a small table.

The table (`models/confidence.json`) is trained by `tiptrace eval GOLD --calibrate FILE`; what it means
and how it was checked is in `models/confidence.md`. Without the table each figure keeps the confidence
that its rule gave it.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from models.codebook import codebook
from pipeline.mine.analysis import Analysed
from pipeline.records import Figure

FILE = Path(__file__).parents[2] / "models" / "confidence.json"
SURE = 0.9  # the confidence that the table's cut is mapped to: from here on 95 % are right
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A trained model: weights of features, how often each rule was right, and the cut."""

    weights: dict[str, float]
    intercept: float
    rules: dict[str, tuple[float, int]]  # log odds of being right, documents seen in
    families: dict[str, float]  # log odds, for rules never seen
    base: float  # log odds of all figures, for families never seen
    cut: float  # the model's probability from which on 95 % were right in cross-validation

    def confidence(self, features: dict[str, float], rule: str) -> float:
        odds, documents = self.rules.get(rule, (self.families.get(family(rule), self.base), 0))
        z = self.intercept + self.weights["rule"] * odds + self.weights["documents"] * spread(documents)
        z += sum(self.weights[name] * value for name, value in features.items())
        p = 1 / (1 + math.exp(-z))
        # Piecewise linear, so that SURE means what it promises and the order is kept.
        if p < self.cut:
            return round(SURE * p / self.cut, 3)
        return round(SURE + (0.99 - SURE) * (p - self.cut) / (1 - self.cut), 3)


def family(rule: str) -> str:
    """The file of rules: "victims" of "victims:identify+victim"."""
    return rule.partition(":")[0]


def spread(documents: int) -> float:
    """In how many documents a rule was seen, on a scale that soon stops to matter."""
    return min(math.log1p(documents), 3.0)


def read_table(path: Path) -> Table:
    found = json.loads(path.read_text(encoding="utf-8"))
    found["rules"] = {rule: (odds, documents) for rule, (odds, documents) in found["rules"].items()}
    return Table(**found)


@cache
def table() -> Table | None:
    return read_table(FILE) if FILE.exists() else None


def with_confidence(figures: Sequence[Figure], sentences: Sequence[Analysed]) -> tuple[Figure, ...]:
    """The figures of a narrative, in text order, with the table's confidence."""
    trained = table()
    if trained is None:
        return tuple(figures)
    return tuple(
        replace(figure, confidence=trained.confidence(features, figure.rule))
        for figure, features in zip(figures, all_features(figures, sentences), strict=True)
    )


def all_features(figures: Sequence[Figure], sentences: Sequence[Analysed]) -> list[dict[str, float]]:
    """The features of each figure, all between 0 and about 2."""
    starts = [sentence.sentence.start for sentence in sentences]
    home = [max(0, bisect_right(starts, figure.start) - 1) for figure in figures]
    company = Counter(home)
    readings = Counter(figure.start for figure in figures)
    return [
        _features(figure, sentences[at], company[at], readings[figure.start])
        for figure, at in zip(figures, home, strict=True)
    ]


def _features(figure: Figure, sentence: Analysed, company: int, readings: int) -> dict[str, float]:
    indicator = codebook().indicators[figure.indicator.removesuffix("_share").removesuffix("_change")]
    value = figure.low if figure.low is not None else figure.high or 0
    reported = figure.status == "reported"
    flags = {
        "article": reported and not _NUMBER.search(figure.anchor),
        "comparison": figure.comparison,
        "zero": figure.status == "zero",
        "silence": figure.status == "not_reported",
        "own_section": indicator.pillar in (sentence.section, "profile"),
        "summary": sentence.section in ("summary", "other"),
        "profile": sentence.section == "profile",
        "small": reported and value <= 3,
        "case": figure.unit == "case",
        "year": figure.unit == "year",
        "percent": figure.unit == "percent",
        "named_period": bool(figure.period) and not str(figure.period).startswith("rp:"),
        "no_period": figure.period is None,
        "part": figure.part_of is not None,
        "two_readings": readings > 1,
        "other_reporter": figure.reporter != "government",
    }
    return {name: float(flag) for name, flag in flags.items()} | {
        "by_rule": figure.confidence,
        "length": min(len(sentence.text) / 400, 2.0),
        "company": min(company / 8, 2.0),
    }
