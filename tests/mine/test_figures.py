"""The sentences written beside the rules, mined as they stand."""

from __future__ import annotations

import re

import pytest

from pipeline.mine.analysis import analyse
from pipeline.mine.figures import mine_figures
from pipeline.mine.lexicon import Example, lexicon
from pipeline.mine.trace import Trace
from pipeline.records import Figure, Narrative, Section, Sentence

EXAMPLES = [
    pytest.param(example, id=f"{name}-{i}")
    for name, family in lexicon().families.items()
    for i, example in enumerate(family.examples)
]


def mined(text: str, section: str = "prosecution", trace: Trace | None = None) -> tuple[Figure, ...]:
    ends = [m.end() for m in re.finditer(r"[.;](?=\s+[A-Z]|$)", text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(Sentence(s, e, 0, 0) for s, e in zip(starts, ends, strict=True))
    sections = (Section(section, "", 0, len(text)),)
    narrative = Narrative("a/b", "state-tip", 2018, "KHM", "Cambodia", 0, len(text), sections, sentences)
    return mine_figures(narrative, analyse(narrative, text), trace)


def number(text: str) -> tuple[float | None, float | None]:
    low, dots, high = text.partition("..")
    if not dots:
        return float(low), float(low)
    return float(low) if low else None, float(high) if high else None


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: Example):
    found = mined(example.text, example.section)
    expected = [line.split() for line in example.figures]
    assert [(f.indicator, f.low, f.high, f.unit) for f in found] == [
        (words[0], *number(words[1]), words[2]) for words in expected
    ]
    for figure, words in zip(found, expected, strict=True):
        for pair in words[3:]:
            name, _, value = pair.partition("=")
            assert str(getattr(figure, name)) == value, f"{figure.anchor}: {name}"


def test_anchor_is_the_text_at_its_offsets():
    text = "Police said that courts convicted at least 12 labor traffickers in 2017."
    (figure,) = mined(text)
    assert figure.anchor == "at least 12 labor traffickers"
    assert text[figure.start : figure.end] == figure.anchor


def test_parts_name_their_total():
    figures = mined(
        "Courts convicted 20 traffickers, including 12 for forced labor and eight for sex trafficking."
    )
    assert [f.part_of for f in figures] == [None, 0, 0]


def test_a_rejected_count_says_why():
    trace = Trace()
    assert mined("The office had staff in 34 provinces.", trace=trace) == ()
    (draft,) = trace.sentences[0].drafts
    assert draft.rejected and "34 provinces" in draft.rejected
