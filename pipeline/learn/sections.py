"""Training the model of sections on paragraphs whose headings say what they are, and what it restores.

The ablation takes the headings of coded narratives away: what is mined then, and what is mined when a
model that has not seen the narrative puts sections back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.features import features
from models.linear import Linear
from models.training import fit, folds, reliability
from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import match_mentions
from pipeline.evaluate.mined import narratives
from pipeline.learn.count import Count
from pipeline.mine.analysis import analyse
from pipeline.mine.mentions import mine_mentions
from pipeline.records import Narrative
from pipeline.segment.headless import FEWEST, divided, paragraphs, with_sections, words
from sources.catalogue import catalogue

_FEWEST, _STRENGTH = 5, 10.0  # chosen among 3 and 10
_EDGES = (0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Whole(NamedTuple):
    """A narrative with its headings, and the kinds and words of its paragraphs."""

    doc: str
    narrative: Narrative
    text: str
    kinds: list[str]
    passages: list[frozenset[str]]


def train(gold: Sequence[Coded], texts: Path) -> tuple[Linear, str]:
    """The model, trained on the narratives that `gold` names, and the report for its card."""
    coded: dict[str, list[Coded]] = defaultdict(list)
    for row in gold:
        coded[row.doc] += [row] if row.is_mention else []
    wholes = [_whole(doc, *one) for doc in sorted(coded) for one in narratives(doc, texts)]
    wholes = [one for one in wholes if len(one.kinds) >= FEWEST]
    if len(wholes) < 8:
        raise UserError(f"training needs at least 8 narratives with headings, there are {len(wholes)}")
    said: list[str] = []
    true: list[str] = []
    sure: list[float] = []
    counts = {name: Count() for name in ("headings", "no headings", "no headings, model")}
    for inside, outside in folds([one.doc for one in wholes]):
        fold = _fit([wholes[i] for i in inside])
        for one in (wholes[i] for i in outside):
            chances = fold.probabilities(one.passages)
            said += [fold.classes[place] for place in chances.argmax(axis=1)]
            sure += chances.max(axis=1).tolist()
            true += one.kinds
            bare = divided(one.narrative, ["summary"] * len(one.kinds))
            source = catalogue()[one.narrative.source]
            guessed = with_sections(bare, one.text, source, fold)
            for count, narrative in zip(counts.values(), (one.narrative, bare, guessed), strict=True):
                count.add(match_mentions(coded[one.doc], _mined(one.doc, narrative, one.text)))
    report = f"{len(wholes)} narratives, {len(true):,} paragraphs\n\n" + Count.head("mentions by rules")
    report += "".join(count.line(name) for name, count in counts.items())
    return _fit(wholes), report + _report(np.array(said), np.array(true), np.array(sure))


def _whole(doc: str, narrative: Narrative, text: str) -> Whole:
    found = paragraphs(narrative)
    kinds = [str(narrative.sections[one[0].section].kind) for one in found]
    return Whole(doc, narrative, text, kinds, [features(words(one, text)) for one in found])


def _fit(wholes: Sequence[Whole]) -> Linear:
    passages = [passage for one in wholes for passage in one.passages]
    kinds = [kind for one in wholes for kind in one.kinds]
    return fit(passages, kinds, fewest=_FEWEST, strength=_STRENGTH)


def _mined(doc: str, narrative: Narrative, text: str) -> list[Coded]:
    found = mine_mentions(narrative, text, analyse(narrative, text))
    return [Coded(doc, one.start, one.end, {"category": one.category}) for one in found]


def _report(said: np.ndarray, true: np.ndarray, sure: np.ndarray) -> str:
    text = "\n| section | paragraphs | found | right of those said |\n|---|---:|---:|---:|\n"
    for kind, many in sorted(Counter(true.tolist()).items()):
        found, right = (said[true == kind] == kind).mean(), (true[said == kind] == kind).mean()
        text += f"| {kind} | {many} | {found:.3f} | {right:.3f} |\n"
    text += "\n| chance said | paragraphs | said | right |\n|---|---:|---:|---:|\n"
    for low, high, many, chance, share in reliability(sure, said == true, _EDGES):
        text += f"| {low:.1f} to {min(high, 1):.1f} | {many} | {chance:.2f} | {share:.2f} |\n"
    return text
