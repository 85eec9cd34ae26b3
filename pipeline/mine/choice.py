"""Where a trained model is sure that the rules misread a number, its reading is taken.

The model (`models/readings.skops`, card `models/readings.md`) names what a number counts, or that it is
no figure, from its surroundings alone. Its word is weighed against that of the rules: it must find its
own reading some fifty times likelier than theirs. In documents unlike those that it learned from it
changes nothing. Everywhere it says how likely the reading is that stands, which is where `confidence`
begins. Without the file the rules stand alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

import models
from models.archive import read
from models.codebook import codebook
from models.linear import Linear
from pipeline.mine.draft import Draft
from pipeline.mine.indicators import UNITS, Reading
from pipeline.mine.scene import Scene
from pipeline.mine.surroundings import surroundings
from sources.catalogue import tells_of_trafficking_by_country

FILE = Path(models.__file__).with_name("readings.skops")
NONE = "none"  # the class of numbers that are no figure
# What the rules' word is worth, in log odds: that a number counts something, and that it does not.
# Chosen among ten pairs on narratives that neither rules nor model were tuned on: the card has them.
READS, PASSES = 4.0, 1.0
_SHARES = ("percent", "fraction")  # too few were learned from
_MEASURES = {"money": "currency", "percent": "percent", "fraction": "percent", "duration": "year"}
REJECTED = "a trained model takes it for no figure"


@cache
def model() -> Linear | None:
    return Linear.from_dict(read(FILE)["readings"]) if FILE.exists() else None


def choose(scene: Scene) -> None:
    """Weigh the readings of a sentence with the trained model, where its file is there."""
    trained = model()
    if trained is not None:
        weigh(scene, trained)


def weigh(scene: Scene, trained: Linear) -> None:
    """Give the drafts of the sentence the readings that rules and model together find likeliest."""
    if not scene.drafts:
        return
    at_home = tells_of_trafficking_by_country(scene.analysed.narrative.source)
    chances = trained.probabilities(surroundings(scene))
    for draft, chance in zip(scene.drafts, chances, strict=True):
        if draft.reference:
            continue
        told = draft.readings[0].indicator if draft.readings else NONE
        odds = np.log(chance + 1e-9)
        best = _likeliest(odds, told, trained.classes)
        taken = best if at_home else told
        if taken in trained.classes:
            draft.confidence = round(float(chance[trained.classes.index(taken)]), 3)
        if (
            not at_home
            or draft.kind in _SHARES
            or best == told
            or any(reading.indicator == best for reading in draft.readings)
        ):
            continue
        if best == NONE:
            draft.readings, draft.rejected = (), REJECTED
        elif (unit := _unit(draft, best)) is not None:
            draft.readings, draft.rejected = (Reading(best, unit, f"model:{best}"),), None


def _likeliest(odds: np.ndarray, told: str, classes: tuple[str, ...]) -> str:
    """The class with the best odds once the rules' word is added."""
    if told in classes:
        odds[classes.index(told)] += READS if told != NONE else PASSES
    return classes[int(odds.argmax())]


def _unit(draft: Draft, indicator: str) -> str | None:
    """The unit of a count under its new indicator; None where it has none that fits."""
    if draft.kind in _MEASURES:
        return _MEASURES[draft.kind]
    usual = codebook().indicators[indicator.removesuffix("_share").removesuffix("_change")].units
    unit = UNITS.get(draft.kind or "")
    return unit if unit in usual else usual[0]
