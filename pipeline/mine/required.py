"""Which words a pattern cannot match without: a quick look before a slow search.

Most rules find nothing in most sentences. From the parsed pattern we take the stretches of plain
letters that every match must hold, as clauses of alternatives (all clauses must be met, by any of
their stretches). A sentence is looked through once for all stretches of all rules (Aho and Corasick's
automaton: the time does not grow with their number); a rule whose clauses are not met need not be
searched. Nothing is ever lost: a pattern of which nothing can be said has no clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
Clause = frozenset[str]
_SHORTEST = 3  # letters: shorter stretches stand in every sentence
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_MASKS = range(0xE000, 0xE003)  # private characters that stand for officials


class Stems:
    """Stretches of letters to be found anywhere in a text, all at once."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.all = tuple(sorted(set(stems)))
        self._automaton = AhoCorasick(self.all)

    def present(self, lower: str) -> frozenset[str]:
        """Those that a text in lower case holds."""
        found = self._automaton.find_matches_as_indexes(lower, overlapping=True)
        return frozenset([self.all[which] for which, _, _ in found])

    def any(self, lower: str) -> bool:
        return bool(self._automaton.find_matches_as_indexes(lower, overlapping=True))


class Possible(Generic[T]):
    """Rules, each with the patterns of which it needs one, and those of them that a text may match."""

    def __init__(self, rules: Sequence[T], patterns: Iterable[Iterable[re.Pattern[str]]]) -> None:
        self._rules = tuple(rules)
        self._needs = [_one_of([clauses(pattern) for pattern in each]) for each in patterns]
        self._stems = Stems(stem for needs in self._needs for clause in needs for stem in clause)
        self._always = [rule for rule, needs in enumerate(self._needs) if not needs]
        self._by_stem: dict[str, list[int]] = {stem: [] for stem in self._stems.all}
        for rule, needs in enumerate(self._needs):
            for stem in min(needs, key=_weight, default=()):
                self._by_stem[stem].append(rule)

    def in_text(self, lower: str) -> list[T]:
        """The rules, in their order, whose needs a text in lower case meets."""
        present = self._stems.present(lower)
        near = {*self._always, *(rule for stem in present for rule in self._by_stem[stem])}
        return [
            self._rules[rule]
            for rule in sorted(near)
            if all(not clause.isdisjoint(present) for clause in self._needs[rule])
        ]


def _one_of(needs: Sequence[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """What must be held where one of several patterns is to match."""
    if len(needs) == 1:
        return needs[0]
    if not all(needs):
        return ()
    return (frozenset().union(*(min(each, key=_weight) for each in needs)),)


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
