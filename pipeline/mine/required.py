"""Which words a pattern cannot match without: a quick look before a slow search.

Most rules find nothing in most sentences. From the parsed pattern we take the stretches of plain
letters that every match must hold, as clauses of alternatives (all clauses must be met, by any of
their stretches). A sentence is looked through once for all stretches of all rules; a rule whose
clauses are not met need not be searched. Nothing is ever lost: a pattern of which nothing can be
said has no clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Clause = frozenset[str]
_SHORTEST = 3  # letters: shorter stretches stand in every sentence
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_MASKS = range(0xE000, 0xE003)  # private characters that stand for officials


def clauses(pattern: re.Pattern[str]) -> tuple[Clause, ...]:
    """What every match of `pattern`, compiled without regard to case, must hold, in lower case."""
    return tuple(dict.fromkeys(_sequence(_parser.parse(pattern.pattern, pattern.flags))))


def _sequence(items: Iterable[Any]) -> list[Clause]:
    found: list[Clause] = []
    run = ""
    for operator, argument in items:
        if operator is _constants.LITERAL and chr(argument).isalpha():
            run += chr(argument).lower()
            continue
        if len(run) >= _SHORTEST:
            found.append(frozenset({run}))
        run = ""
        found += _item(operator, argument)
    if len(run) >= _SHORTEST:
        found.append(frozenset({run}))
    return found


def _item(operator: Any, argument: Any) -> list[Clause]:
    if operator is _constants.SUBPATTERN:
        return _sequence(argument[3])
    if operator in _REPEATS and argument[0] >= 1:
        inner = list(argument[2])
        if len(inner) == 1 and inner[0][0] is _constants.LITERAL and inner[0][1] in _MASKS:
            return [frozenset({chr(inner[0][1])})]
        return _sequence(inner)
    if operator is _constants.BRANCH:
        alternatives = [_sequence(alternative) for alternative in argument[1]]
        if all(alternatives):
            return [frozenset().union(*(min(each, key=_weight) for each in alternatives))]
    return []


def _weight(clause: Clause) -> tuple[bool, int, int]:
    """The clause of an alternative that says most: no mask of officials, few stretches, long ones."""
    return min(map(len, clause)) < _SHORTEST, len(clause), -min(map(len, clause))
