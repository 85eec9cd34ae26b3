"""Pairing gold rows with mined rows, one to one, at three levels of strictness.

`number`: same indicator and value, anchors at most 80 characters apart; `figure`: and the same unit,
period and comparison flag; `record`: and the same qualifier, dimensions and reporter. For mentions of
corruption, `mention`: anchors at most 20 apart; `category`: and the same category.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.coded import Coded

FIGURE = ("unit", "period", "comparison")
RECORD = (*FIGURE, "qualifier", "exploitation", "sex", "age", "nationality", "place", "reporter")
FIGURE_REACH = 80  # characters
MENTION_REACH = 20


@dataclass(frozen=True, slots=True)
class Pair:
    gold: Coded
    mined: Coded

    def wrong(self, names: Sequence[str] = RECORD) -> tuple[str, ...]:
        """The fields in which the two differ."""
        return tuple(name for name in names if self.gold.get(name) != self.mined.get(name))

    @property
    def figure(self) -> bool:
        return not self.wrong(FIGURE)

    @property
    def record(self) -> bool:
        return not self.wrong()


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of pairing: `missed` gold rows and `spurious` mined rows have no partner."""

    pairs: tuple[Pair, ...]
    missed: tuple[Coded, ...]
    spurious: tuple[Coded, ...]


def match_figures(gold: Sequence[Coded], mined: Sequence[Coded]) -> Matched:
    """Pair the figures of one document; of several candidates the one that agrees in most fields wins."""
    return _match(
        gold,
        mined,
        FIGURE_REACH,
        lambda row: (row.fields["indicator"], row.value),
        lambda pair: len(RECORD) - len(pair.wrong()),
    )


def match_mentions(gold: Sequence[Coded], mined: Sequence[Coded]) -> Matched:
    return _match(gold, mined, MENTION_REACH, lambda _: None, lambda pair: int(not pair.wrong(("category",))))


def gap(a: Coded, b: Coded) -> int:
    """Characters between two anchors; negative where they overlap."""
    return max(a.start, b.start) - min(a.end, b.end)


def _match(
    gold: Sequence[Coded],
    mined: Sequence[Coded],
    reach: int,
    key: Callable[[Coded], Hashable],
    rank: Callable[[Pair], int],
) -> Matched:
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for j, row in enumerate(mined):
        alike[key(row)].append(j)
    candidates = []
    for i, row in enumerate(gold):
        for j in alike.get(key(row), ()):
            distance = gap(row, mined[j])
            if distance <= reach:
                pair = Pair(row, mined[j])
                candidates.append((-rank(pair), max(distance, 0), i, j, pair))
    pairs, used_gold, used_mined = [], set(), set()
    for _, _, i, j, pair in sorted(candidates, key=lambda c: c[:4]):
        if i not in used_gold and j not in used_mined:
            used_gold.add(i)
            used_mined.add(j)
            pairs.append(pair)
    return Matched(
        tuple(pairs),
        tuple(row for i, row in enumerate(gold) if i not in used_gold),
        tuple(row for j, row in enumerate(mined) if j not in used_mined),
    )
