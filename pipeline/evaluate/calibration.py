"""Training the table of `pipeline.mine.confidence` on coded texts, checked across documents.

Right means the number level: indicator and value are the gold row's. The table's cut is the lowest
probability from which on `GOAL` of the figures are right, with 95 % certainty, when their document was
not trained on.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import match_figures
from pipeline.evaluate.mined import narratives
from pipeline.mine import rule_figures
from pipeline.mine.analysis import analyse
from pipeline.mine.confidence import Table, all_features, family, spread
from pipeline.records import Figure

GOAL = 0.95
_DOUBT = 1.64  # standard errors below the share seen: the goal is met with 95 % certainty
_FOLDS = 8
_FEWEST = 50  # figures above the cut, for its share to mean something
_RULE_WEIGHT, _FAMILY_WEIGHT = 6, 5  # how many figures the prior of a rule, of a family counts for
_PENALTY = 0.3  # inverse strength; chosen once, not tuned


class Case(NamedTuple):
    """One mined figure to learn from."""

    doc: str
    rule: str
    features: dict[str, float]
    right: bool


def cases(gold: Sequence[Coded], texts: Path) -> list[Case]:
    """Every figure mined from the gold set's texts, with its features and whether it is right."""
    by_doc: dict[str, list[Coded]] = defaultdict(list)
    for row in gold:
        if not row.is_mention:
            by_doc[row.doc].append(row)
    found: list[Case] = []
    for doc, rows in sorted(by_doc.items()):
        mined: list[Figure] = []
        features: list[dict[str, float]] = []
        for narrative, text in narratives(doc, texts):
            sentences = analyse(narrative, text)
            figures = rule_figures(narrative, sentences)
            features += all_features(figures, sentences)
            mined += figures
        coded_rows = [Coded(doc, f.start, f.end, {**_fields(f), "rule": f.rule}) for f in mined]
        right = {id(pair.mined) for pair in match_figures(rows, coded_rows).pairs}
        found += [
            Case(doc, f.rule, x, id(row) in right)
            for f, x, row in zip(mined, features, coded_rows, strict=True)
        ]
    return found


def _fields(figure: Figure) -> dict[str, object]:
    names = ("indicator", "status", "low", "high", "unit", "period", "comparison")
    return {name: getattr(figure, name) for name in names}


def train(learned: Sequence[Case]) -> Table:
    """The table, with its cut found by leaving out an eighth of the documents at a time."""
    right = np.array([case.right for case in learned])
    docs = [case.doc for case in learned]
    if len(set(docs)) < _FOLDS:
        raise UserError(f"calibration needs at least {_FOLDS} coded documents, there are {len(set(docs))}")
    unseen = np.zeros(len(learned))
    for inside, outside in GroupKFold(_FOLDS).split(unseen, right, docs):
        table = _fit([learned[i] for i in inside], cut=1.0)
        unseen[outside] = [_probability(table, learned[i]) for i in outside]
    return _fit(learned, cut=_cut(unseen, right))


def _cut(unseen: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    for cut in np.arange(0.5, 0.99, 0.005):
        above = right[unseen >= cut]
        share = above.mean() if len(above) else 0.0
        doubt = _DOUBT * math.sqrt(share * (1 - share) / max(1, len(above)))
        if len(above) >= _FEWEST and share - doubt >= GOAL:
            return float(round(cut, 3))
    return 0.99  # then next to nothing is called sure


def _fit(learned: Sequence[Case], cut: float) -> Table:
    counts = _Counts(learned)
    names = sorted(learned[0].features)
    matrix = np.array(
        [
            [
                *(case.features[name] for name in names),
                counts.odds(case.rule, case.right),
                counts.spread(case),
            ]
            for case in learned
        ]
    )
    model = LogisticRegression(C=_PENALTY, max_iter=1000)
    model.fit(matrix, [case.right for case in learned])
    weights = dict(zip([*names, "rule", "documents"], model.coef_[0].round(4).tolist(), strict=True))
    return Table(
        weights=weights,
        intercept=round(float(model.intercept_[0]), 4),
        rules={rule: (round(counts.odds(rule), 4), len(docs)) for rule, docs in sorted(counts.docs.items())},
        families={name: round(_odds(counts.family(name)), 4) for name in sorted(counts.families)},
        base=round(_odds(counts.base), 4),
        cut=cut,
    )


class _Counts:
    """How often rules and their families were right, drawn towards the families and the whole."""

    def __init__(self, learned: Sequence[Case]) -> None:
        self.seen = Counter(case.rule for case in learned)
        self.right = Counter(case.rule for case in learned if case.right)
        self.families = Counter(family(case.rule) for case in learned)
        self.families_right = Counter(family(case.rule) for case in learned if case.right)
        self.base = sum(self.right.values()) / max(1, len(learned))
        self.docs: dict[str, set[str]] = defaultdict(set)
        for case in learned:
            self.docs[case.rule].add(case.doc)

    def family(self, name: str, own: bool | None = None) -> float:
        less = own is not None
        right = self.families_right[name] - bool(own) + _FAMILY_WEIGHT * self.base
        return right / (self.families[name] - less + _FAMILY_WEIGHT)

    def odds(self, rule: str, own: bool | None = None) -> float:
        """Log odds that the rule is right; `own` leaves one figure out, so that none teaches itself."""
        less = own is not None
        right = self.right[rule] - bool(own) + _RULE_WEIGHT * self.family(family(rule), own)
        return _odds(right / (self.seen[rule] - less + _RULE_WEIGHT))

    def spread(self, case: Case) -> float:
        return spread(len(self.docs[case.rule]))


def _odds(share: float) -> float:
    share = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))


def _probability(table: Table, case: Case) -> float:
    """The model's own probability (a table with cut 1 stretches it to at most 0.9)."""
    return table.confidence(case.features, case.rule) / 0.9


def write_table(table: Table, path: Path) -> None:
    fields = {name: getattr(table, name) for name in Table.__slots__}
    path.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")
