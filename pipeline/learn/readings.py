"""Training the model of readings: what a number counts, from its surroundings.

It is checked on documents that neither it nor the rules were tuned on, because on others the rules look
better than they are: what the model adds there is what it will add to a new report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from models.linear import Linear
from models.training import fit
from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import FIGURE_REACH, match_figures
from pipeline.evaluate.mined import narratives
from pipeline.mine.analysis import analyse
from pipeline.mine.choice import NONE, weigh
from pipeline.mine.draft import Draft
from pipeline.mine.figures import Chooser, mine_figures
from pipeline.mine.scene import Scene
from pipeline.mine.surroundings import surroundings
from pipeline.records import Figure

# Chosen among {2, 3, 4} and {10, 40} by the F1 of documents left out.
FEWEST, STRENGTH = 3, 10.0
_SAME = 4  # decimals to which two values are equal, as in the scorer

Number = tuple[Draft, frozenset[str], str]  # what was counted, its features, what the rules read


def train(gold: Sequence[Coded], checks: Sequence[Coded], texts: Path) -> tuple[Linear, str]:
    """The model, trained on the documents of `gold`, and what it adds on those of `checks`."""
    docs = by_doc(gold)
    if len(docs) < 8:
        raise UserError(f"training needs at least 8 coded documents, there are {len(docs)}")
    passages: list[frozenset[str]] = []
    labels: list[str] = []
    for doc, rows in docs.items():
        seen = numbers(doc, texts)
        passages += [features for _, features, _ in seen]
        labels += _labels(seen, rows)
    trained = fit(passages, labels, fewest=FEWEST, strength=STRENGTH)
    figures = len(labels) - labels.count(NONE)
    report = f"{len(docs)} documents, {len(labels):,} numbers, {figures:,} of them figures\n"
    return trained, report + ablation(checks, trained, texts)


def by_doc(rows: Sequence[Coded]) -> dict[str, list[Coded]]:
    """The figures with a number, of each document in the order of names."""
    found: dict[str, list[Coded]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.doc, row.start)):
        found[row.doc] += [row] if not row.is_mention and row.status == "reported" else []
    return dict(found)


def numbers(doc: str, texts: Path) -> list[Number]:
    """Every number of the document that the rules looked at."""
    found: list[Number] = []

    def note(scene: Scene) -> None:
        for draft, features in zip(scene.drafts, surroundings(scene), strict=True):
            if not draft.reference:
                told = draft.readings[0].indicator if draft.readings else NONE
                found.append((draft, features, told))

    mined(doc, texts, note)
    return found


def mined(doc: str, texts: Path, chooser: Chooser) -> list[Figure]:
    """The figures with a number, mined with this chooser."""
    found: list[Figure] = []
    for narrative, text in narratives(doc, texts):
        found += mine_figures(narrative, analyse(narrative, text), chooser=chooser)
    return found


def _labels(seen: Sequence[Number], rows: Sequence[Coded]) -> list[str]:
    """The coded indicator of each number: that of the nearest row with its value, within the scorer's
    reach; of several the one that the rules read.
    """
    coded: list[list[str]] = [[] for _ in seen]
    for row in rows:
        low, high = (_rounded(row.fields.get(name)) for name in ("low", "high"))
        near = [
            (max(q.start, row.start) - min(q.end, row.end), place)
            for place, (draft, _, _) in enumerate(seen)
            if (_rounded((q := draft.quantity).low), _rounded(q.high)) == (low, high)
        ]
        gap, place = min(near, default=(FIGURE_REACH + 1, 0))
        if gap <= FIGURE_REACH:
            coded[place].append(str(row.fields["indicator"]))
    return [
        told if told in each else each[0] if each else NONE
        for each, (_, _, told) in zip(coded, seen, strict=True)
    ]


def _rounded(value: object) -> float | None:
    return None if value is None else round(float(str(value)), _SAME)


def ablation(checks: Sequence[Coded], trained: Linear, texts: Path) -> str:
    """Rules alone against rules and model, at the number level, as a table."""
    docs = by_doc(checks)
    text = f"\n| numbers of {len(docs)} documents not trained on | precision | recall | F1 |\n"
    text += "|---|---:|---:|---:|\n"
    choosers: dict[str, Chooser] = {
        "rules": lambda scene: None,
        "rules and model": partial(weigh, trained=trained),
    }
    for name, chooser in choosers.items():
        matched = gold = found = 0
        for doc, rows in docs.items():
            figures = [_coded(doc, figure) for figure in mined(doc, texts, chooser)]
            matched += len(match_figures(rows, figures).pairs)
            gold, found = gold + len(rows), found + len(figures)
        shares = (matched / max(1, found), matched / max(1, gold), 2 * matched / max(1, gold + found))
        text += f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} |\n"
    return text


def _coded(doc: str, figure: Figure) -> Coded:
    names = ("indicator", "status", "low", "high", "unit", "period", "comparison")
    return Coded(doc, figure.start, figure.end, {name: getattr(figure, name) for name in names})
