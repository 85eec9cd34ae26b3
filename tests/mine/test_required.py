"""What a pattern cannot match without; a rule is never passed over where it would have matched."""

from __future__ import annotations

import re

import pytest

from pipeline.mine.gate import candidates
from pipeline.mine.phrases import mask, people
from pipeline.mine.required import clauses
from pipeline.mine.rulebook import rules


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("accept(?:s|ed)? bribes?", [{"accept"}, {" bribe"}]),
        ("(?:police|guards) \\w+", [{"police", "guards"}]),
        ("(?:police|\\w+)", []),
        ("(?:very )?corrupt", [{"corrupt"}]),
        (r"(?<!\w)us(?:e|ing)\s(?:\w+\s)?force", [{" use", " using"}, {" force"}]),
    ],
)
def test_clauses(pattern: str, needed: list[set[str]]) -> None:
    assert [set(clause) for clause in clauses(re.compile(pattern, re.I))] == needed


def test_no_match_of_a_rule_is_passed_over() -> None:
    for by in rules():
        for example in by.rule.examples:
            text = example if isinstance(example, str) else example.text
            masked = mask(text, people(text))
            if by.pattern.search(masked):
                section = by.rule.sections[0] if by.rule.sections else "prosecution"
                assert by in candidates(text, section), f"{by.rule.id}: {text}"
