"""Zeros and silences, against the examples of their rule file."""

from __future__ import annotations

import pytest

from pipeline.mine.absence import mine_absence, sentence_absences
from pipeline.mine.absence_rules import Cue, Example, absence_rules, absences
from pipeline.mine.absence_topics import statements
from pipeline.records import Figure
from tests.mine.sentences import analysed


@pytest.mark.parametrize("example", absence_rules().readings, ids=lambda example: example.text[:40])
def test_reads_the_examples(example: Example) -> None:
    got = sentence_absences(analysed(example.text))
    assert [f"{f.indicator} {f.status}" for f in got] == [" ".join(g.split()[:2]) for g in example.gives]
    for figure, given in zip(got, example.gives, strict=True):
        for word in given.split()[2:]:
            name, _, value = word.rpartition("=")
            expected = None if value == "null" else value
            assert getattr(figure, name or "period") == expected, given


@pytest.mark.parametrize("cue", absence_rules().cues, ids=lambda cue: cue.name)
def test_cues(cue: Cue) -> None:
    for example in cue.examples:
        assert cue.name in {s.cue.name for s in statements(example, absences())}, example
        assert {f.status for f in sentence_absences(analysed(example))} == {cue.status}, example
    for counter in cue.counter:
        rules = {figure.rule for figure in sentence_absences(analysed(counter))}
        assert f"{cue.status}:{cue.name.replace(' ', '_')}" not in rules, counter


def test_none_takes_what_the_figure_before_it_counts() -> None:
    sentence = analysed("Courts indicted 73 defendants in 2017, compared with none in 2016.")
    indicted = Figure(16, 29, "73 defendants", "prosecutions", "person", 73, 73, "rule", period="2017")
    (zero,) = mine_absence((sentence,), (indicted,))
    assert (zero.indicator, zero.low, zero.period, zero.comparison) == ("prosecutions", 0, "2016", True)
    assert mine_absence((sentence,), ()) == []


def test_recommendations_tell_of_nothing() -> None:
    text = "Convict traffickers; the state did not convict any traffickers."
    assert mine_absence((analysed(text, "recommendations"),), ()) == []


def test_anchor_stands_in_the_text() -> None:
    sentence = analysed("It said little, but did not report any convictions of officials; it was late.")
    (silence,) = sentence_absences(sentence)
    assert silence.anchor == "did not report any convictions of officials"
    assert sentence.text[silence.start : silence.end] == silence.anchor
    assert (silence.low, silence.indicator) == (None, "officials_convicted")
