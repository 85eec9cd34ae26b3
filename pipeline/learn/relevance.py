"""Training the model of relevance: passages of reports on trafficking against those of human rights reports.

No hand has coded these: narratives on trafficking are on the topic, and of a report on human rights
what stands under no heading of ours and has no word of ours is not. The check leaves out a numbered part
of the human rights reports at a time (in all years, which repeat each other), since documents of one
country can be left out only together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.features import features
from models.linear import Linear
from models.training import fit
from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded
from pipeline.evaluate.mined import narratives
from pipeline.read import read
from pipeline.records import Document, Narrative
from pipeline.segment import segment
from pipeline.segment.topic import LIKELY, paragraphs, topic_of

OTHERS = "state-hrr"
_FEWEST, _STRENGTH = 3, 10.0
_SPARSE = 3  # of sentences every third is learned from: paragraphs in our reports are long, elsewhere short
_PART = re.compile(r"section (\d)", re.I)


class Passage(NamedTuple):
    """A paragraph of a report on human rights."""

    part: str  # "1" to "7"; empty before the first
    features: frozenset[str]
    headed: bool  # under a heading of our topic
    worded: bool  # with a word of it


def train(gold: Iterable[Coded], texts: Path, others: Path) -> tuple[Linear, str]:
    """The model, and the report for its card; `others` is a folder of human rights reports in HTML."""
    ours = [
        one
        for doc in sorted({row.doc for row in gold})
        for n, text in narratives(doc, texts)
        for one in _ours(n, text)
    ]
    theirs = [
        one
        for path in sorted(others.glob("*.html"))
        for n, text in _narratives(path)
        for one in _theirs(n, text)
    ]
    if not ours or not any(not one.headed and not one.worded for one in theirs):
        raise UserError(f"training needs coded narratives and human rights reports (*.html) in {others}")
    unseen = np.zeros(len(theirs))
    for part in sorted({one.part for one in theirs}):
        fold = _fit(ours, [one for one in theirs if one.part != part])
        at = [i for i, one in enumerate(theirs) if one.part == part]
        unseen[at] = fold.probabilities([theirs[i].features for i in at])[:, 1]
    return _fit(ours, theirs), _report(len(ours), theirs, unseen)


def _narratives(path: Path) -> list[tuple[Narrative, str]]:
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(sha256, path, path.name, path.stem, "html", len(data), OTHERS)
    reading = read(document)
    return [(narrative, reading.text) for narrative in segment(document, reading)]


def _ours(narrative: Narrative, text: str) -> list[frozenset[str]]:
    spans = [(one[0].start, one[-1].end) for one in paragraphs(narrative)]
    spans += [(s.start, s.end) for s in narrative.sentences[::_SPARSE]]
    return [features(text[start:end]) for start, end in spans]


def _theirs(narrative: Narrative, text: str) -> list[Passage]:
    topic = topic_of(OTHERS)
    assert topic is not None
    part, parts = "", []
    for section in narrative.sections:
        if opened := _PART.match(section.title):
            part = opened[1]
        parts.append(part)
    found = []
    for one in paragraphs(narrative):
        words, place = text[one[0].start : one[-1].end], one[0].section
        headed = bool(topic.search(narrative.sections[place].title))
        found.append(Passage(parts[place], features(words), headed, bool(topic.search(words))))
    return found


def _fit(ours: Sequence[frozenset[str]], theirs: Sequence[Passage]) -> Linear:
    off = [one.features for one in theirs if not one.headed and not one.worded]
    labels = ["on"] * len(ours) + ["off"] * len(off)
    return fit([*ours, *off], labels, fewest=_FEWEST, strength=_STRENGTH)


def _report(ours: int, theirs: Sequence[Passage], unseen: np.ndarray) -> str:
    text = f"{ours:,} passages on trafficking, {len(theirs):,} paragraphs of human rights reports\n\n"
    text += "| paragraphs left out of training | number | less likely than 0.2 | 0.3 | 0.4 | 0.5 |\n"
    text += "|---|---:|---:|---:|---:|---:|\n"
    kinds = {
        "with our words under our headings": [one.worded and one.headed for one in theirs],
        "with our words under other headings": [one.worded and not one.headed for one in theirs],
        "without our words": [not one.worded and not one.headed for one in theirs],
    }
    for name, which in kinds.items():
        chances = unseen[np.array(which)]
        low = [str(int((chances < cut).sum())) for cut in (0.2, 0.3, LIKELY, 0.5)]
        text += f"| {name} | {len(chances)} | {' | '.join(low)} |\n"
    return text
