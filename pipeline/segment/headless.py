"""Sections of a narrative that has no headings, by a trained model of its paragraphs.

Early editions and texts copied from elsewhere come without "Prosecution" and "Protection". What a
sentence means depends on where it stands (a recommendation is no deed, a profile tells no year), so
each paragraph is given the kind of section that its words are at home in (`models/sections.skops`, card
`models/sections.md`). Without the file such a narrative stays one section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import cast

import models
from models.archive import read
from models.features import features
from models.linear import Linear
from pipeline.records import Narrative, Section, SectionKind, Sentence
from sources.catalogue import Source

FILE = Path(models.__file__).with_name("sections.skops")
SURE = 0.5  # a paragraph less certain stays in the section of the one before it
FEWEST = 4  # paragraphs: shorter texts are one statement


@cache
def model() -> Linear | None:
    return Linear.from_dict(read(FILE)["section"]) if FILE.exists() else None


def unheaded(narrative: Narrative, source: Source) -> bool:
    """Whether a narrative is of the kind learned from, long enough, and has no heading that is known."""
    return (
        source.documents == "country-narratives"
        and source.subject == "trafficking"
        and {section.kind for section in narrative.sections} <= {source.opening, "other"}
        and bool(narrative.sentences)
        and narrative.sentences[-1].paragraph + 1 >= FEWEST
    )


def with_sections(narrative: Narrative, text: str, source: Source, trained: Linear | None) -> Narrative:
    """An unheaded narrative with sections by its words; any other as it is."""
    if trained is None or not unheaded(narrative, source):
        return narrative
    found = paragraphs(narrative)
    chances = trained.probabilities([features(words(one, text)) for one in found])
    kinds: list[SectionKind] = []
    for shares in chances:
        sure = shares.max() >= SURE
        said = trained.classes[int(shares.argmax())] if sure else (kinds or [source.opening])[-1]
        kinds.append(cast(SectionKind, said))
    return divided(narrative, kinds)


def paragraphs(narrative: Narrative) -> list[list[Sentence]]:
    """The sentences of each paragraph, in text order."""
    return [list(group) for _, group in groupby(narrative.sentences, key=lambda s: s.paragraph)]


def words(sentences: Sequence[Sentence], text: str) -> str:
    return text[sentences[0].start : sentences[-1].end]


def divided(narrative: Narrative, kinds: Sequence[SectionKind]) -> Narrative:
    """The narrative with a section for each run of paragraphs of one kind; together they cover it."""
    sections: list[Section] = []
    sentences: list[Sentence] = []
    for kind, found in zip(kinds, paragraphs(narrative), strict=True):
        if not sections:
            sections.append(Section(kind, narrative.title, narrative.start, narrative.end))
        elif sections[-1].kind != kind:
            start = found[0].start
            sections[-1] = replace(sections[-1], end=start)
            sections.append(Section(kind, "", start, narrative.end))
        sentences += [replace(sentence, section=len(sections) - 1) for sentence in found]
    return replace(narrative, sections=tuple(sections), sentences=tuple(sentences))
