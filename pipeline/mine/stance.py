"""Fact, allegation or denial: how the report stands behind what it says of officials.

The idea is that of clinical negation detectors (NegEx, ConText): a cue governs the rest of its
clause, and some cues take others back. The cues are `models/rules/corruption/stance.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from models.strict import Strict, load
from pipeline.mine.phrases import FOLDER, lexicon, phrase


class Example(Strict):
    text: str
    at: str
    stance: str


class Cues(Strict):
    alleged: tuple[str, ...]
    verified: tuple[str, ...]
    ngo: str
    examples: tuple[Example, ...]


@cache
def cues() -> Cues:
    return load(FOLDER / "stance.yaml", Cues)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    file = cues()

    def joined(phrases: tuple[str, ...]) -> re.Pattern[str]:
        return phrase("|".join(one.replace("{ngo}", file.ngo) for one in phrases))

    lexicon()  # a fault in the lexicon is told before one in the cues
    return joined(file.alleged), joined(file.verified)


def stance(masked: str, begin: int, end: int) -> str:
    """How the clause `masked[begin:end]`, which ends with the statement, stands behind it."""
    alleged, verified = _patterns()
    clause = masked[begin:end]
    cue = alleged.search(clause)
    if cue is None:
        return "asserted"
    return (
        "asserted"
        if verified.search(clause) and not re.search(r"allegedly|reportedly", clause)
        else "alleged"
    )
