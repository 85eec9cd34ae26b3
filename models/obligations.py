"""The duties of the state as the program sees them: the closed list of `obligations.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from models.strict import Strict, load

FILE = Path(__file__).with_name("obligations.yaml")


class Duty(Strict):
    instrument: str
    article: str
    pillar: Literal["prosecution", "protection", "prevention", "partnership"]
    asks: str
    cues: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Obligations(Strict):
    instruments: dict[str, str]
    effort: str
    shortfall: str
    effort_examples: tuple[str, ...]
    shortfall_examples: tuple[str, ...]
    duties: dict[str, Duty]


@cache
def obligations() -> Obligations:
    return load(FILE, Obligations)
