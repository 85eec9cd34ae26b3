"""Rules and the model of readings weighed against each other."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from models.linear import Linear
from pipeline.mine import choice
from pipeline.mine.analysis import analyse
from pipeline.mine.figures import mine_figures
from pipeline.records import Figure, Narrative, Section, Sentence

TEXT = "Police investigated 12 suspects."


def narrative() -> Narrative:
    end = len(TEXT)
    section = Section("prosecution", "prosecution", 0, end)
    return Narrative("t/t", "state-tip", 2018, "KHM", "", 0, end, (section,), (Sentence(0, end, 0, 0),))


def says(indicator: str, odds: float) -> Linear:
    """A model that has one thing to say of every count, in log odds against any other class."""
    classes = tuple(sorted({indicator, "investigations", "none"}))
    weights = np.zeros((1, len(classes)), np.float32)
    weights[0, classes.index(indicator)] = odds
    return Linear(
        classes, {"q=count": 0}, np.ones(1, np.float32), weights, np.zeros(len(classes), np.float32)
    )


def mined(model: Linear | None) -> tuple[Figure, ...]:
    chooser = partial(choice.weigh, trained=model) if model else lambda scene: None
    return mine_figures(narrative(), analyse(narrative(), TEXT), chooser=chooser)


@pytest.mark.parametrize(
    ("indicator", "odds", "given"),
    [
        ("none", 1.0, ["investigations"]),  # not sure enough
        ("none", 9.0, []),
        ("arrests", 1.0, ["investigations"]),
        ("arrests", 9.0, ["arrests"]),
    ],
)
def test_the_model_must_be_surer_than_the_rules(indicator: str, odds: float, given: list[str]) -> None:
    assert [figure.indicator for figure in mined(says(indicator, odds))] == given


def test_a_reading_of_the_model_is_named_as_such_and_keeps_what_is_counted() -> None:
    (figure,) = mined(says("arrests", 9.0))
    assert (figure.rule, figure.unit, figure.anchor) == ("model:arrests", "person", "12 suspects")


def test_without_the_file_the_rules_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "model", lambda: None)
    assert mine_figures(narrative(), analyse(narrative(), TEXT)) == mined(None)
