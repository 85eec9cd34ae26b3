"""Sentence ends, by the examples of the rule file and by properties of the splitter."""

from __future__ import annotations

import pytest

from pipeline.segment.sentences import Example, rules, split


@pytest.mark.parametrize("example", rules().examples, ids=lambda e: e.text[:40])
def test_examples(example: Example) -> None:
    found = [example.text[a:b] for a, b in split(example.text, 0, len(example.text))]
    assert found == list(example.sentences)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "PROSECUTION\n\nPolice held nine men. Two were tried.\n\nPROTECTION"
    assert [text[a:b] for a, b in split(text, 13, 50)] == ["Police held nine men.", "Two were tried."]


def test_nothing_but_space_is_lost() -> None:
    for example in rules().examples:
        kept = "".join(example.text[a:b] for a, b in split(example.text, 0, len(example.text)))
        assert kept.split() == example.text.split() or "".join(kept.split()) == "".join(example.text.split())
