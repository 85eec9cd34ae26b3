"""What a report on more than trafficking says of trafficking: the part of it that is mined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

import models
from models.archive import read
from models.features import features
from models.linear import Linear
from pipeline.records import Narrative, Sentence
from sources.catalogue import catalogue

FILE = Path(models.__file__).with_name("relevance.skops")
LIKELY = 0.4  # a paragraph less likely speaks of trafficking by the way


@cache
def model() -> Linear | None:
    return Linear.from_dict(read(FILE)["relevance"]) if FILE.exists() else None


def on_topic(narrative: Narrative, text: str) -> Narrative:
    """The narrative with those of its sentences that are on the source's topic.

    A report on human rights counts arrests and convictions of all kinds. Where the catalogue says by
    which words (`topic`) such a source speaks of ours, a section whose heading has one is kept, and a
    paragraph that has one and that the model of relevance does not find unlikely: "pervasive corruption,
    and trafficking in persons" in a list of abuses is no corruption in trafficking. Without the model's
    file (`models/relevance.skops`, card `models/relevance.md`) the words decide alone. A report on
    trafficking alone is kept as it is.
    """
    topic = topic_of(narrative.source)
    return narrative if topic is None else kept(narrative, text, topic, model())


def topic_of(source: str) -> re.Pattern[str] | None:
    """The words by which a source on more than trafficking speaks of it."""
    entry = catalogue().get(source)
    return re.compile("|".join(entry.topic), re.I) if entry and entry.topic else None


def kept(narrative: Narrative, text: str, topic: re.Pattern[str], trained: Linear | None) -> Narrative:
    """The narrative with the sentences that words and model leave it."""
    sections = {i for i, section in enumerate(narrative.sections) if topic.search(section.title)}
    found: list[Sentence] = []
    for paragraph in paragraphs(narrative):
        if paragraph[0].section in sections or (
            any(topic.search(text, s.start, s.end) for s in paragraph)
            and (trained is None or likelihood(paragraph, text, trained) >= LIKELY)
        ):
            found += paragraph
    return replace(narrative, sentences=tuple(found))


def paragraphs(narrative: Narrative) -> list[list[Sentence]]:
    """The sentences of each paragraph of each section, in text order."""
    return [list(group) for _, group in groupby(narrative.sentences, lambda s: (s.section, s.paragraph))]


def likelihood(paragraph: Sequence[Sentence], text: str, trained: Linear) -> float:
    """The chance that a paragraph could stand in a report on trafficking."""
    passage = features(text[paragraph[0].start : paragraph[-1].end])
    return float(trained.probabilities([passage])[0, 1])
