"""A linear model of passages, light enough for every sentence: one dictionary, one array of weights.

It is trained with scikit-learn (`models/training.py`) and is what a `TfidfVectorizer` with a
`LogisticRegression` behind it computes. Mining needs neither: importing them takes a process longer
than mining a dozen narratives, so the arithmetic, four lines of it, is done here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Weights of features for each class; with two classes there is one column, for the second."""

    classes: tuple[str, ...]
    places: Mapping[str, int]  # of each feature in the arrays
    squares: Array  # features: squared inverse document frequency, for the length of a passage
    weights: Array  # features × columns: weight times inverse document frequency
    intercept: Array  # columns

    def probabilities(self, passages: Sequence[Collection[str]]) -> Array:
        """The chance of each class for each passage, passages × classes; a passage is its features."""
        scores = self.scores(passages) + self.intercept
        if len(self.intercept) == 1:
            chance = 1 / (1 + np.exp(-scores))
            return np.hstack([1 - chance, chance])
        raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=0))
        shares: Array = raised / raised.sum(axis=1, keepdims=True)
        return shares

    def scores(self, passages: Sequence[Collection[str]]) -> Array:
        """What the features of each passage say for each column, without the intercept."""
        scores = np.zeros((len(passages), len(self.intercept)), np.float32)
        places = self.places
        for row, passage in enumerate(passages):
            at = [places[name] for name in passage if name in places]
            if at:
                length = math.sqrt(float(self.squares[at].sum()))
                scores[row] = self.weights[at].sum(axis=0) / length
        return scores

    def as_dict(self) -> dict[str, Any]:
        """Plain values and arrays, for the archive; half precision is enough and halves the file."""
        return {
            "classes": "\n".join(self.classes),
            "features": np.frombuffer("\n".join(self.places).encode(), np.uint8),
            "squares": self.squares.astype(np.float16),
            "weights": self.weights.astype(np.float16),
            "intercept": self.intercept,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Linear:
        names = stored["features"].tobytes().decode().split("\n")
        return cls(
            classes=tuple(stored["classes"].split("\n")),
            places={name: place for place, name in enumerate(names)},
            squares=stored["squares"].astype(np.float32),
            weights=stored["weights"].astype(np.float32),
            intercept=stored["intercept"].astype(np.float32),
        )
