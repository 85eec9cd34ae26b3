"""The codebook as the program sees it: the closed lists of `codebook.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from models.strict import Strict, load

FILE = Path(__file__).with_name("codebook.yaml")


class Indicator(Strict):
    counts: str
    pillar: Literal["prosecution", "protection", "prevention", "profile"]
    units: tuple[str, ...]


class Codebook(Strict):
    indicators: dict[str, Indicator]
    units: tuple[str, ...]
    qualifiers: tuple[str, ...]
    statuses: tuple[str, ...]
    reporters: tuple[str, ...]
    exploitation: tuple[str, ...]
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    tiers: tuple[str, ...]
    tier_changes: tuple[str, ...]
    mention_categories: dict[str, str]
    stances: tuple[str, ...]
    actors: tuple[str, ...]


@cache
def codebook() -> Codebook:
    return load(FILE, Codebook)
