"""Scores: precision, recall and F1 by level, and for any way of sorting the rows into groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import RECORD, Matched, Pair, match_figures, match_mentions

LEVELS = ("number", "figure", "record", "mention", "category")


class Score(NamedTuple):
    """`matched` of `gold` rows, and `right` of `mined` rows; the two differ only between groups that
    partners can fall out of ("article" in the gold set, "plain" as mined).
    """

    matched: int
    gold: int
    mined: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.mined if self.mined else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """All pairs and leftovers of a set of documents."""

    documents: tuple[str, ...]
    gold: list[Coded] = field(default_factory=list)
    mined: list[Coded] = field(default_factory=list)
    figures: list[Matched] = field(default_factory=list)  # one a document, in the order of `documents`
    mentions: list[Matched] = field(default_factory=list)

    @property
    def pairs(self) -> list[Pair]:
        return [pair for matched in self.figures for pair in matched.pairs]

    def levels(self) -> dict[str, Score]:
        pairs, mentions = self.pairs, [pair for m in self.mentions for pair in m.pairs]
        gold = Counter(row.is_mention for row in self.gold)
        mined = Counter(row.is_mention for row in self.mined)
        found = {
            "number": len(pairs),
            "figure": sum(pair.figure for pair in pairs),
            "record": sum(pair.record for pair in pairs),
            "mention": len(mentions),
            "category": sum(not pair.wrong(("category",)) for pair in mentions),
        }
        return {
            level: Score(count, gold[level in LEVELS[3:]], mined[level in LEVELS[3:]], count)
            for level, count in found.items()
        }

    def attributes(self) -> dict[str, float]:
        """Of the matched figures, the share that is right in each field."""
        wrong = Counter(name for pair in self.pairs for name in pair.wrong())
        return {name: 1 - wrong[name] / len(self.pairs) if self.pairs else 0.0 for name in RECORD}

    def stance(self) -> float:
        """Of the matched mentions, the share that is right in stance."""
        return self._of_mentions(lambda row: row.get("stance") or "asserted")

    def actors(self) -> float:
        """Of the matched mentions, the share that names the same actors, as sets."""
        return self._of_mentions(lambda row: frozenset(row.get("actors") or ()))

    def _of_mentions(self, read: Callable[[Coded], object]) -> float:
        pairs = [pair for m in self.mentions for pair in m.pairs]
        right = sum(read(pair.gold) == read(pair.mined) for pair in pairs)
        return right / len(pairs) if pairs else 0.0

    def by(self, group: Callable[[Coded], Sequence[str]], level: str = "figure") -> dict[str, Score]:
        """Scores of figures in groups; a row can be in several."""
        gold = Counter(name for row in self.gold if not row.is_mention for name in group(row))
        mined = Counter(name for row in self.mined if not row.is_mention for name in group(row))
        matched: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for pair in self.pairs:
            if level == "number" or getattr(pair, level):
                matched.update(group(pair.gold))
                right.update(group(pair.mined))
        return {
            name: Score(matched[name], gold[name], mined[name], right[name]) for name in sorted(gold | mined)
        }


def evaluate(gold: Sequence[Coded], mined: Sequence[Coded]) -> Evaluation:
    """Pair both sides document by document; documents that the gold set does not hold are left out."""
    sides: dict[str, tuple[list[Coded], list[Coded]]] = defaultdict(lambda: ([], []))
    for row in gold:
        sides[row.doc][0].append(row)
    for row in mined:
        if row.doc in sides:
            sides[row.doc][1].append(row)
    result = Evaluation(tuple(sorted(sides)))
    for doc in result.documents:
        left, right = sides[doc]
        result.gold += left
        result.mined += right
        result.figures.append(match_figures(_figures(left), _figures(right)))
        result.mentions.append(match_mentions(_mentions(left), _mentions(right)))
    return result


def _figures(rows: list[Coded]) -> list[Coded]:
    return [row for row in rows if not row.is_mention]


def _mentions(rows: list[Coded]) -> list[Coded]:
    return [row for row in rows if row.is_mention]


_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?)\b",
    re.IGNORECASE,
)


def constructions(row: Coded) -> tuple[str, ...]:
    """How a figure is put into words, seen from its anchor and fields; the same for gold and mined."""
    if row.status != "reported":
        return (row.status,)
    names = []
    if row.get("comparison"):
        names.append("comparison")
    if row.fields.get("part_of") is not None:
        names.append("part of a total")
    if row.get("unit") in ("currency", "percent", "year"):
        names.append({"currency": "money", "percent": "percent", "year": "term of years"}[row.get("unit")])
    if row.get("qualifier") not in ("exact", None):
        names.append("bounds and ranges")
    if not any(c.isdigit() for c in row.anchor):
        names.append("number in words" if _WORD.search(row.anchor) else "article")
    if str(row.get("period") or "").startswith("rp:") is False:
        names.append("period named")
    return tuple(names) or ("plain",)
