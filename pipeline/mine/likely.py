"""Mentions judged by a trained model: doubtful ones marked or dropped, overlooked ones found.

The model (`models/mentions.skops`, card `models/mentions.md`) reads whole sentences and knows nothing of
the rules. Where a rule sees a mention in a sentence that the model finds next to impossible, the mention
is dropped; the others get the chance of being right as their confidence, which orders them for review.
Where no rule sees one in a sentence of which the model is sure enough, the likeliest clause becomes a
mention. In documents unlike those that it learned from it drops nothing and must be surer. Without the
file the rules stand alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import models
from models.archive import read
from models.features import features
from models.linear import Linear
from pipeline.mine.actors import actors_of
from pipeline.mine.analysis import Analysed
from pipeline.mine.gate import worth_reading
from pipeline.mine.mentions import clauses
from pipeline.mine.phrases import mask, people, straight
from pipeline.mine.stance import stance
from pipeline.records import Mention
from sources.catalogue import tells_of_trafficking_by_country

FILE = Path(models.__file__).with_name("mentions.skops")
RULE = "model:mentions"
ACCEPT = 0.5  # from here on an overlooked mention is taken: precision stays what it is without the model
ACCEPT_ELSEWHERE = 0.8  # in other documents than country narratives on trafficking
DROP = 0.01  # below, a rule's mention is not believed
_SPOKEN_OF = frozenset({"complicity", "bribery", "obstruction", "systemic", "denial"})  # have a stance
_EDGE = re.compile(r"^[\s,;.—–]*(?:(?:but|however|although|though|while|whereas|and)\b[\s,]*)?", re.I)


@dataclass(frozen=True, slots=True)
class MentionModel:
    """Whether a sentence holds a mention, of which category, and how far a rule that says so is right."""

    mention: Linear  # classes "no", "yes"
    category: Linear
    slope: float  # of the log odds that a rule's mention is right on the sentence's log odds
    intercept: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "mention": self.mention.as_dict(),
            "category": self.category.as_dict(),
            "rule": {"slope": self.slope, "intercept": self.intercept},
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> MentionModel:
        return cls(
            Linear.from_dict(stored["mention"]), Linear.from_dict(stored["category"]), **stored["rule"]
        )


@cache
def model() -> MentionModel | None:
    return MentionModel.from_dict(read(FILE)) if FILE.exists() else None


def judged(
    sentences: Sequence[Analysed], mentions: tuple[Mention, ...], trained: MentionModel | None
) -> tuple[Mention, ...]:
    """The mentions of one narrative after the model has seen its sentences, in text order."""
    at_home = bool(sentences) and tells_of_trafficking_by_country(sentences[0].narrative.source)
    worth = [one for one in sentences if trained and worth_reading(one.text, one.section)]
    if trained is None or not worth:
        return mentions
    passages = [features(sentence.text, sentence.section) for sentence in worth]
    chances = trained.mention.probabilities(passages)[:, 1].tolist()
    starts = [sentence.sentence.start for sentence in worth]
    told = set()
    kept = []
    for mention in mentions:
        at = max(0, bisect_right(starts, mention.start) - 1)
        told.add(at)
        if chances[at] >= DROP or not at_home:
            kept.append(replace(mention, confidence=_right(chances[at], trained)))
    enough = ACCEPT if at_home else ACCEPT_ELSEWHERE
    for at, chance in enumerate(chances):
        if chance >= enough and at not in told:
            (shares,) = trained.category.probabilities([passages[at]])
            category = trained.category.classes[int(shares.argmax())]
            kept.append(_mention(worth[at], category, chance, trained.mention))
    return tuple(sorted(kept, key=lambda mention: (mention.start, mention.end)))


def _right(chance: float, trained: MentionModel) -> float:
    """The chance that a rule's mention is right, where its sentence holds one with `chance`."""
    odds = math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))
    return round(1 / (1 + math.exp(-trained.slope * odds - trained.intercept)), 3)


def _mention(sentence: Analysed, category: str, chance: float, mention: Linear) -> Mention:
    """The mention in the clause that speaks most for one; stance and actors come from the rules' words."""
    plain = straight(sentence.text)
    someone = people(plain)
    masked = mask(plain, someone)
    clause = max(clauses(masked), key=lambda c: _weight(plain[c[0] : c[1]], mention))
    start = clause[0] + len(_EDGE.match(plain[clause[0] : clause[1]])[0])  # type: ignore[index]
    end = clause[0] + len(plain[clause[0] : clause[1]].rstrip(" ,;."))
    if start >= end:
        start, end = clause
    if sentence.section == "recommendations":
        category = "policy"
    edition = sentence.narrative.edition
    base = sentence.sentence.start
    return Mention(
        start=base + start,
        end=base + end,
        anchor=sentence.text[start:end],
        category=category,
        stance=stance(masked, clause[0], end) if category in _SPOKEN_OF else "asserted",
        actors=actors_of(category, start, end, clause, (), masked, someone),
        rule=RULE,
        period=f"rp:{edition}" if edition and sentence.section != "profile" else None,
        country=sentence.narrative.country,
        confidence=round(chance, 3),
    )


def _weight(clause: str, mention: Linear) -> float:
    """What a clause says for a mention, long or short: scores are per length, so that is undone."""
    found = features(clause)
    return float(mention.scores([found])[0, 0]) * math.sqrt(len(found))
