"""The number grammar, against the examples of its own rule file and against offsets and words."""

from __future__ import annotations

import pytest

from pipeline.mine.analysis import analyse
from pipeline.mine.quantity import quantities, read
from pipeline.mine.quantity_atoms import Atom
from pipeline.mine.quantity_rules import NotCount, NumberExample, number_rules
from pipeline.records import Narrative, Section, Sentence


def _number(value: float | None) -> str:
    return "~" if value is None else f"{value:.10g}"


def _printed(atom: Atom) -> str:
    parts = [atom.kind, _number(atom.low), _number(atom.high), atom.qualifier, atom.currency or ""]
    return " ".join(parts).strip()


@pytest.mark.parametrize("example", number_rules().readings, ids=lambda example: example.text[:40])
def test_reads_the_examples(example: NumberExample) -> None:
    got = {example.text[a.start : a.end]: _printed(a) for a in read(example.text, example.country)}
    assert got == example.gives


@pytest.mark.parametrize("rule", number_rules().not_counts, ids=lambda rule: rule.reason)
def test_refuses_what_counts_nothing(rule: NotCount) -> None:
    for example in rule.examples:
        assert rule.reason in {atom.reason for atom in read(example)}, example
    for counter in rule.counter:
        assert rule.reason not in {atom.reason for atom in read(counter)}, counter


def test_tells_penalties_prescribed_from_terms_imposed() -> None:
    penalty = number_rules().penalty
    for example in penalty.examples:
        assert "statutory penalty" in {atom.reason for atom in read(example)}, example
    for counter in penalty.counter:
        assert "statutory penalty" not in {atom.reason for atom in read(counter)}, counter


def test_places_numbers_in_the_document_and_among_the_words() -> None:
    text = "A heading.\nPolice freed at least 1,050 victims, most in 2017."
    sentence = Sentence(start=11, end=len(text), section=0, paragraph=0)
    section = Section("protection", "Protection", 0, len(text))
    narrative = Narrative(
        "d/KHM", "state-tip", 2018, "KHM", "Cambodia", 0, len(text), (section,), (sentence,)
    )
    (analysed,) = analyse(narrative, text)
    count, year = quantities(analysed)
    assert text[count.start : count.end] == "at least 1,050"
    assert text[count.number_start : count.number_end] == "1,050"
    assert analysed.words[count.start_token : count.end_token] == ("at", "least", "1,050")
    assert (count.low, count.high, count.value) == (1050, None, 1050)
    assert year.reason == "year"


def test_the_country_decides_a_shared_currency() -> None:
    for country, code in (("NPL", "NPR"), ("PAK", "PKR"), (None, "INR")):
        (sum_,) = read("10 million rupees", country)
        assert sum_.currency == code
