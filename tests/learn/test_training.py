"""The light model computes what scikit-learn's own pipeline does."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.features import features
from models.training import fit, folds, reliability

PASSAGES = [
    "police took bribes",
    "police opened a shelter",
    "judges took bribes from brokers",
    "courts convicted brokers",
    "the shelter served victims",
    "brokers paid judges",
]


@pytest.mark.parametrize("labels", [["y", "n", "y", "n", "n", "y"], ["a", "b", "c", "a", "b", "c"]])
def test_the_same_chances_as_scikit_learn(labels: list[str]) -> None:
    passages = [features(text) for text in PASSAGES]
    vectorizer = TfidfVectorizer(analyzer=sorted, binary=True)
    model = LogisticRegression(C=10, max_iter=500).fit(vectorizer.fit_transform(passages), labels)
    unseen = [features("police took a shelter"), features("brokers paid"), features("something else")]
    light = fit(passages, labels, fewest=1, strength=10)
    assert light.classes == tuple(model.classes_)
    theirs = model.predict_proba(vectorizer.transform(unseen))
    assert np.allclose(light.probabilities(unseen), theirs, atol=0.005)  # half precision


def test_no_passages_are_no_chances() -> None:
    light = fit([features(text) for text in PASSAGES], list("ynynny"), fewest=1, strength=1)
    assert light.probabilities([]).shape == (0, 2)


def test_a_document_is_never_on_both_sides() -> None:
    docs = [f"d{n % 9}" for n in range(40)]
    checked = []
    for inside, outside in folds(docs):
        assert not {docs[i] for i in inside} & {docs[i] for i in outside}
        checked += outside.tolist()
    assert sorted(checked) == list(range(40))


def test_reliability_counts_each_bin() -> None:
    rows = reliability(np.array([0.1, 0.2, 0.9]), np.array([False, True, True]), (0, 0.5, 1.01))
    assert [(row[2], round(row[4], 2)) for row in rows] == [(2, 0.5), (1, 1.0)]
