"""Training the model of corruption mentions, and measuring what it adds to the rules.

Everything reported is cross-validated by document: the model that judges a narrative has not seen it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.features import features
from models.training import fit, folds, logistic, reliability
from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import match_mentions
from pipeline.evaluate.mined import narratives
from pipeline.learn.count import Count
from pipeline.mine.analysis import Analysed, analyse
from pipeline.mine.likely import ACCEPT, MentionModel, judged
from pipeline.mine.mentions import mine_mentions
from pipeline.records import Mention

FEWEST, STRENGTH = 5, 10.0  # chosen among {3, 5} and {3, 10, 30} by average precision
_CATEGORY_FEWEST = 3
_EDGES = (0, 0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1.01)


class Row(NamedTuple):
    """One sentence to learn from; `category` is None where it holds no mention."""

    doc: str
    text: str
    section: str
    category: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A narrative with what was coded in its document and what the rules find."""

    sentences: tuple[Analysed, ...]
    mentions: tuple[Mention, ...]
    rows: list[Row]


def train(gold: Sequence[Coded], texts: Path, reviewed: Sequence[Row] = ()) -> tuple[MentionModel, str]:
    """The model, trained on coded texts and reviewed sentences, and the report for its card."""
    by_doc: dict[str, list[Coded]] = defaultdict(list)
    for row in gold:
        by_doc[row.doc] += [row] if row.is_mention else []
    if len(by_doc) < 8:
        raise UserError(f"training needs at least 8 coded documents, there are {len(by_doc)}")
    parts = {doc: _parts(doc, rows, texts) for doc, rows in sorted(by_doc.items())}
    docs = list(parts)
    odds: list[float] = []
    right: list[bool] = []
    chances: list[float] = []
    held: list[bool] = []
    silent: list[bool] = []
    alone, together = Count(), Count()
    for inside, outside in folds(docs):
        learned = [row for i in inside for part in parts[docs[i]] for row in part.rows]
        unseen = {docs[i] for i in outside}
        fold = _fit([*learned, *(row for row in reviewed if row.doc not in unseen)])
        for doc in (docs[i] for i in outside):
            coded, found = by_doc[doc], parts[doc]
            by_rules = [_coded(doc, m) for part in found for m in part.mentions]
            matched = match_mentions(coded, by_rules)
            alone.add(matched)
            both = [m for part in found for m in judged(part.sentences, part.mentions, fold)]
            together.add(match_mentions(coded, [_coded(doc, m) for m in both]))
            hits = {id(pair.mined) for pair in matched.pairs}
            correct = {(row.start, row.end) for row in by_rules if id(row) in hits}
            for part in found:
                seen = fold.mention.probabilities([features(r.text, r.section) for r in part.rows])[:, 1]
                chances += seen.tolist()
                held += [row.category is not None for row in part.rows]
                for sentence, chance in zip(part.sentences, seen.tolist(), strict=True):
                    own = [m for m in part.mentions if _inside(sentence, m.start)]
                    silent.append(not own)
                    odds += [math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))] * len(own)
                    right += [(m.start, m.end) in correct for m in own]
    final = _fit([*(row for doc in docs for part in parts[doc] for row in part.rows), *reviewed])
    slope, intercept = logistic(np.array(odds), np.array(right))
    report = _report(alone, together, np.array(chances), np.array(held), np.array(silent))
    report += _ranking(np.array(odds), np.array(right))
    head = f"{len(docs)} documents, {len(held):,} sentences, {sum(held)} with a mention, "
    head += f"{len(reviewed)} reviewed"
    return MentionModel(final.mention, final.category, slope, intercept), f"{head}\n{report}"


def _parts(doc: str, coded: Sequence[Coded], texts: Path) -> list[Part]:
    found = []
    for narrative, text in narratives(doc, texts):
        sentences = analyse(narrative, text)
        rows = []
        for sentence in sentences:
            place = sentence.sentence
            here = (row for row in coded if row.start < place.end and place.start < row.end)
            first = min(here, key=lambda row: row.start, default=None)
            category = str(first.fields["category"]) if first else None
            rows.append(Row(doc, sentence.text, sentence.section, category))
        found.append(Part(sentences, mine_mentions(narrative, text, sentences), rows))
    return found


def _fit(rows: Iterable[Row]) -> MentionModel:
    rows = list(rows)
    passages = [features(row.text, row.section) for row in rows]
    said = ["no" if row.category is None else "yes" for row in rows]
    if len(set(said)) < 2:
        raise UserError("the rows to train on must hold sentences with and without mentions")
    mention = fit(passages, said, fewest=FEWEST, strength=STRENGTH)
    of = [(passage, row.category) for passage, row in zip(passages, rows, strict=True) if row.category]
    category = fit([p for p, _ in of], [c for _, c in of], fewest=_CATEGORY_FEWEST, strength=STRENGTH)
    return MentionModel(mention, category, 1.0, 0.0)


def _coded(doc: str, mention: Mention) -> Coded:
    return Coded(doc, mention.start, mention.end, {"category": mention.category})


def _inside(sentence: Analysed, start: int) -> bool:
    return sentence.sentence.start <= start < sentence.sentence.end


def _report(
    alone: Count,
    together: Count,
    chances: np.ndarray,
    held: np.ndarray,
    silent: np.ndarray,
) -> str:
    text = Count.head("mentions")
    text += alone.line("rules") + together.line("rules and model")
    text += "\n| chance said | sentences | said | with a mention | no rule spoke | with a mention |\n"
    text += "|---|---:|---:|---:|---:|---:|\n"
    quiet = {row[:2]: row for row in reliability(chances[silent], held[silent], _EDGES)}
    for low, high, count, said, share in reliability(chances, held, _EDGES):
        _, _, few, _, theirs = quiet.get((low, high), (low, high, 0, 0, math.nan))
        cells = (f"{low:.2f} to {min(high, 1):.2f}", f"{count:,}", f"{said:.2f}", f"{share:.2f}")
        text += f"| {' | '.join([*cells, f'{few:,}', f'{theirs:.2f}'])} |\n"
    taken = silent & (chances >= ACCEPT)
    return (
        f"{text}\nOf {taken.sum()} sentences taken without a rule {int(held[taken].sum())} hold a mention.\n"
    )


def _ranking(odds: np.ndarray, right: np.ndarray) -> str:
    """How many wrong mentions of the rules stand among those that the model would show first."""
    first = np.argsort(odds, kind="stable")[: min(100, len(odds))]
    chance = (~right).sum() * len(first) / max(1, len(right))
    return (
        f"Of the {len(first)} mentions of rules least likely by the model "
        f"{int((~right[first]).sum())} are wrong; by chance {chance:.0f} would be.\n"
    )
