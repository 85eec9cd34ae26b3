"""Training of linear models with scikit-learn, and what they say of documents they were not trained on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.linear import Linear

FOLDS = 8


def fit(
    passages: Sequence[Collection[str]], labels: Sequence[str], *, fewest: int, strength: float
) -> Linear:
    """A logistic regression over tf-idf of features that stand in at least `fewest` passages.

    `strength` is the inverse of the penalty (scikit-learn's C). Weights have half precision, as they
    will have in the file: what is measured is what will be used.
    """
    vectorizer = TfidfVectorizer(analyzer=sorted, binary=True, min_df=fewest)
    matrix = vectorizer.fit_transform(passages)
    model = LogisticRegression(C=strength, max_iter=500).fit(matrix, labels)
    names: list[str] = vectorizer.get_feature_names_out().tolist()
    exact = Linear(
        classes=tuple(map(str, model.classes_)),
        places={name: place for place, name in enumerate(names)},
        squares=(vectorizer.idf_**2).astype(np.float32),
        weights=(model.coef_.T * vectorizer.idf_[:, None]).astype(np.float32),
        intercept=model.intercept_.astype(np.float32).round(5),
    )
    return Linear.from_dict(exact.as_dict())


def folds(groups: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Places to train on and places to check on, each group (a document) wholly on one side."""
    count = min(FOLDS, len(set(groups)))
    yield from GroupKFold(count).split(np.zeros(len(groups)), groups=groups)


def logistic(values: npt.NDArray[Any], right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept of the chance to be right, as a function of one value (Platt's scaling).

    Where all or none were right there is nothing to learn: the value's own odds stand.
    """
    if len(set(right.tolist())) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=10).fit(values.reshape(-1, 1), right)
    return round(float(model.coef_[0, 0]), 3), round(float(model.intercept_[0]), 3)


def reliability(
    chances: npt.NDArray[Any], right: npt.NDArray[np.bool_], edges: Sequence[float]
) -> list[tuple[float, float, int, float, float]]:
    """For each bin of chances: its edges, how many, the chance said on average, the share that was right."""
    rows = []
    for low, high in pairwise(edges):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            count = int(inside.sum())
            rows.append((low, high, count, float(chances[inside].mean()), float(right[inside].mean())))
    return rows


__all__ = ["FOLDS", "fit", "folds", "logistic", "reliability"]
