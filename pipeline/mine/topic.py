"""What is not about trafficking at all: the lines of a chart, and court news of other crimes."""

from __future__ import annotations

import re
from functools import cache

from models.codebook import codebook
from pipeline.mine.analysis import Analysed
from pipeline.mine.draft import Draft
from sources.catalogue import catalogue

_GROUPED = re.compile(r"\b\d{1,3}(?:\s\d{3})+\b")  # one number: "1 200 000"
_AXIS = re.compile(r"(?:^|(?<=\s))\d[\d.,]*%?(?:\s+\d[\d.,]*%?){2,}(?=\s|$)")


def residue(text: str) -> bool:
    """Whether the "sentence" is a chart's axis or a row of numbers: three bare numbers in a row."""
    return bool(_AXIS.search(_GROUPED.sub("1", text)))


def about_topic(drafts: list[Draft], sentence: Analysed, around: tuple[Analysed, ...]) -> list[Draft]:
    """The drafts without arrests, trials and sentences for other crimes.

    A report on human rights counts those of all kinds, also in a paragraph that names trafficking. What
    police and courts did is kept where the sentence or one next to it (`around`) speaks of our topic.
    """
    topic = _topic(sentence.narrative.source)
    if topic is None or not drafts or any(topic.search(other.text) for other in (sentence, *around)):
        return drafts
    return [d for d in drafts if not any(r.indicator in _prosecution() for r in d.readings)]


@cache
def _topic(source: str) -> re.Pattern[str] | None:
    entry = catalogue().get(source)
    return re.compile("|".join(entry.topic), re.IGNORECASE) if entry and entry.topic else None


@cache
def _prosecution() -> frozenset[str]:
    return frozenset(code for code, one in codebook().indicators.items() if one.pillar == "prosecution")
