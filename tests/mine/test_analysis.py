from __future__ import annotations

import pytest

from pipeline.mine import words
from pipeline.mine.analysis import analyse
from pipeline.records import Narrative, Section, Sentence

TEXT = (
    "PROTECTION\n\nPolice found 25–30 victims, e.g. in twenty-five\nU.S.-owned bars;"
    "  42% weren't paid $1.2 million."
)


def one(text: str, start: int):
    section = Section("protection", "PROTECTION", 0, len(text))
    sentence = Sentence(start, len(text), 0, 0)
    return analyse(
        Narrative("a/b", "state-tip", 2018, "KHM", "Cambodia", 0, len(text), (section,), (sentence,)), text
    )[0]


def test_every_word_stands_where_it_says():
    analysed = one(TEXT, 12)
    for word, start, end in zip(analysed.words, analysed.starts, analysed.ends, strict=True):
        assert TEXT[start:end] == word
    assert analysed.section == "protection"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("found 25–30 victims", ["found", "25", "–", "30", "victims"]),
        ("in 2016-2017.", ["in", "2016", "-", "2017", "."]),
        ("twenty-five anti-trafficking units", ["twenty-five", "anti-trafficking", "units"]),
        ("42% of (53 in 2016);", ["42", "%", "of", "(", "53", "in", "2016", ")", ";"]),
        ("did not; didn’t", ["did", "not", ";", "did", "n't"]),
        ("$1.2 million, €500,000", ["$", "1.2", "million", ",", "€", "500,000"]),
        ("the ministry's staff—12 men", ["the", "ministry", "'s", "staff", "—", "12", "men"]),
        ("a  line\nbreak", ["a", "line", "break"]),
    ],
)
def test_words(sentence, expected):
    assert [w.replace("’", "'") for w in one(sentence, 0).words] == expected


def test_plain_words_are_those_of_spacy():
    """What is split without spaCy is what spaCy would make of it, its own special cases above all."""
    tokenizer = words.tokenizer()
    known = [rule for rule in tokenizer.tokenizer.rules if rule.split() == [rule] and rule != "(o:"]
    plain = [
        "victims",
        "NGO",
        "A",
        "2016",
        "1,200",
        "3.5",
        "42%",
        "2016–2017",
        "30-day",
        "U.S.",
        "naïve",
        "Co—an",
    ]
    for word in known + plain:
        for form in (
            "{}",
            "({}",
            "“{}”",
            "{},",
            "{}.",
            "{}).",
            "{}:",
            "{},”",
            "{}'s",
            "{}’",
            "twenty-{}",
            "{}—as",
            "${}",
        ):
            piece = form.format(word)
            assert words.words_of(piece).words == tuple(t.text for t in tokenizer.make_doc(piece)), piece
