"""What each rule gives: how often it speaks, how often it is right, and what only it finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import match_figures
from pipeline.evaluate.score import Evaluation


class RuleScore(NamedTuple):
    rule: str
    mined: int
    numbers: int  # of them right at the number level
    figures: int  # ... and at the figure level
    alone: int  # gold figures that nothing would find without this rule


class Conflict(NamedTuple):
    """Two rules that read the same words as different indicators."""

    first: str
    second: str
    times: int
    first_right: int
    second_right: int


def rule_scores(result: Evaluation) -> list[RuleScore]:
    """Every rule that made a figure, the busiest first."""
    mined = Counter(_rule(row) for row in result.mined if not row.is_mention)
    numbers = Counter(_rule(pair.mined) for pair in result.pairs)
    figures = Counter(_rule(pair.mined) for pair in result.pairs if pair.figure)
    alone: Counter[str] = Counter()
    for matched in result.figures:
        gold = [pair.gold for pair in matched.pairs] + list(matched.missed)
        found = [pair.mined for pair in matched.pairs] + list(matched.spurious)
        for rule in {_rule(pair.mined) for pair in matched.pairs}:
            rest = [row for row in found if _rule(row) != rule]
            alone[rule] += len(matched.pairs) - len(match_figures(gold, rest).pairs)
    ranked = sorted(mined, key=lambda rule: (-mined[rule], rule))
    return [RuleScore(r, mined[r], numbers[r], figures[r], alone[r]) for r in ranked]


def conflicts(result: Evaluation) -> list[Conflict]:
    """Pairs of rules that gave different indicators to overlapping anchors of one value, where not
    both were right; the commonest first.
    """
    counted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for matched in result.figures:
        right = {id(pair.mined) for pair in matched.pairs}
        found = sorted(
            [pair.mined for pair in matched.pairs] + list(matched.spurious), key=lambda r: (r.start, r.end)
        )
        for i, a in enumerate(found):
            for b in found[i + 1 :]:
                if b.start >= a.end:
                    break
                apart = a.fields["indicator"] == b.fields["indicator"] or a.value != b.value
                if apart or _rule(a) == _rule(b) or (id(a) in right and id(b) in right):
                    continue
                one, two = sorted((a, b), key=_rule)
                tally = counted[_rule(one), _rule(two)]
                tally[0] += 1
                tally[1] += id(one) in right
                tally[2] += id(two) in right
    return sorted((Conflict(a, b, *n) for (a, b), n in counted.items()), key=lambda c: (-c.times, c[:2]))


def _rule(row: Coded) -> str:
    return str(row.fields.get("rule") or "none")
