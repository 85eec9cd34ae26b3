"""Sentences in the manner of each publisher, and the figures that they give, all and no others.

A figure is written `indicator amount unit period`, then `earlier` for a comparison and
`field=value` for what else must hold (`null` for none). The amount is a number, `4..15`, `400+`,
`zero` or `silent`; what stands after it may be left out, and `-` is a unit that is not checked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from models.strict import Strict, load
from pipeline.mine import mine
from pipeline.records import Figure, Narrative, Section, SectionKind, Sentence
from pipeline.segment.sentences import split

FOLDER = Path(__file__).parent / "manners"


class Said(Strict):
    says: str
    gives: tuple[str, ...] = ()
    fails: str | None = None  # why the miner does not give this yet
    section: SectionKind | None = None


class Manner(Strict):
    source: str
    edition: int
    country: str | None
    section: SectionKind
    sentences: tuple[Said, ...]


MANNERS = {path.stem: load(path, Manner) for path in sorted(FOLDER.glob("*.yaml"))}


def figures(manner: Manner, said: Said) -> tuple[Figure, ...]:
    text = said.says
    kind = said.section or manner.section
    narrative = Narrative(
        "t/t", manner.source, manner.edition, manner.country, "", 0, len(text),
        (Section(kind, kind, 0, len(text)),),
        tuple(Sentence(start, end, 0, 0) for start, end in split(text, 0, len(text))),
    )  # fmt: skip
    return mine(narrative, text).figures


def amount(figure: Figure) -> str:
    if figure.status != "reported":
        return {"zero": "zero", "not_reported": "silent"}[figure.status]
    low, high = (None if n is None else f"{n:.12g}" for n in (figure.low, figure.high))
    return f"{low}" if low == high else f"{low}+" if high is None else f"{low or ''}..{high}"


def differs(given: str, figure: Figure) -> str | None:
    """What of `given` does not hold for the figure."""
    words = given.split()
    if words[:2] != [figure.indicator, amount(figure)]:
        return f"{figure.indicator} {amount(figure)}"
    rest = words[2:]
    if rest and rest[0] not in ("-", "earlier") and "=" not in rest[0] and rest[0] != figure.unit:
        return f"unit {figure.unit}"
    for word in rest[1:]:
        name, _, value = word.rpartition("=")
        if word != "earlier" and str(getattr(figure, name or "period")) != value.replace("null", "None"):
            return f"{name or 'period'} {getattr(figure, name or 'period')}"
    return None if figure.comparison == ("earlier" in rest) else f"comparison {figure.comparison}"


CASES = [
    pytest.param(
        manner,
        said,
        id=f"{name}: {said.says[:50]}",
        marks=[pytest.mark.xfail(reason=said.fails, strict=True)] if said.fails else [],
    )
    for name, manner in MANNERS.items()
    for said in manner.sentences
]


@pytest.mark.parametrize(("manner", "said"), CASES)
def test_gives_these_figures_and_no_others(manner: Manner, said: Said) -> None:
    left = list(figures(manner, said))
    for given in said.gives:
        match = next((figure for figure in left if differs(given, figure) is None), None)
        assert match is not None, f"{given}: {[(f.anchor, differs(given, f)) for f in left]}"
        left.remove(match)
    assert not left, f"unexpected: {[(f.anchor, f.indicator, amount(f), f.rule) for f in left]}"


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS.keys())
def test_a_third_of_a_manner_gives_nothing(manner: Manner) -> None:
    empty = sum(not said.gives for said in manner.sentences)
    assert len(manner.sentences) >= 15
    assert 3 * empty >= len(manner.sentences)
