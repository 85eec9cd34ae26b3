"""Which words a pattern cannot match without: a quick look before a slow search.

Most rules find nothing in most sentences. From the parsed pattern we take the stretches of plain
letters that every match must hold, as clauses of alternatives (all clauses must be met, by any of
their stretches). A sentence is looked through once for all stretches of all rules (Aho and Corasick's
automaton: the time does not grow with their number); a rule whose clauses are not met need not be
searched. Nothing is ever lost: a pattern of which nothing can be said has no clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from re import _constants, _parser  # type: ignore[attr-defined]
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
Clause = frozenset[str]
Way = tuple[Clause, ...]
_MOST_WAYS = 16  # of matching one pattern: more are taken together
_EDGE = " "  # before a stretch that begins a word
_EDGES = re.compile(r"[^\w\ue000-\ue002]")
_SHORTEST = 3  # characters, with the edge: shorter stretches stand in every sentence
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_MASKS = range(0xE000, 0xE003)  # private characters that stand for officials


class Stems:
    """Stretches of letters to be found anywhere in a text, all at once."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.all = tuple(sorted(set(stems)))
        self._automaton = AhoCorasick(self.all)

    def present(self, lower: str) -> frozenset[str]:
        """Those that a text in lower case holds."""
        return frozenset([self.all[which] for which, _, _ in self.places(lower)])

    def any(self, lower: str) -> bool:
        return bool(self.places(lower))

    def places(self, lower: str) -> list[tuple[int, int, int]]:
        """Each that the text holds, in the order of their ends: its number in `all`, start and end."""
        return self._automaton.find_matches_as_indexes(_edged(lower), overlapping=True)


@lru_cache(maxsize=500)  # the sentences of a narrative: rules of several kinds look at each
def _edged(lower: str) -> str:
    return _EDGE + _EDGES.sub(_EDGE, lower)


class Possible(Generic[T]):
    """Rules, each with the patterns of which it needs one, and those of them that a text may match.

    `meaning` says which stretches a stretch of a pattern stands for in the text (masks of officials in
    text where nobody is masked yet).
    """

    def __init__(
        self,
        rules: Sequence[T],
        patterns: Iterable[Iterable[re.Pattern[str]]],
        meaning: Mapping[str, Clause] = MappingProxyType({}),
    ) -> None:
        self._rules = tuple(rules)
        ways = [
            (rule, tuple(_meant(clause, meaning) for clause in way))
            for rule, each in enumerate(patterns)
            for way in dict.fromkeys(way for pattern in each for way in ways_to_match(pattern))
        ]
        self._stems = Stems(stem for _, way in ways for clause in way for stem in clause)
        number = {stem: which for which, stem in enumerate(self._stems.all)}
        self._always = frozenset(rule for rule, way in ways if not way)
        numbered = [
            (rule, tuple(tuple(sorted(number[stem] for stem in clause)) for clause in way))
            for rule, way in ways
            if way and rule not in self._always
        ]
        self._ways = [
            (rule, way, tuple(sum(1 << which for which in clause) for clause in way))
            for rule, way in numbered
        ]
        self._by_stem: list[list[int]] = [[] for _ in self._stems.all]
        for place, (_, way, _) in enumerate(self._ways):
            for which in min(way, key=lambda one: _weight(frozenset(self._stems.all[n] for n in one))):
                self._by_stem[which].append(place)

    def in_text(self, lower: str) -> list[T]:
        """The rules, in their order, whose needs a text in lower case meets, in the order of the needs."""
        hits = self._stems.places(lower)
        stems = {which for which, _, _ in hits}
        present = 0
        for which in stems:
            present |= 1 << which
        found = set(self._always)
        first: dict[int, tuple[int, int]] = {}
        last: dict[int, int] = {}
        for place in {place for which in stems for place in self._by_stem[which]}:
            rule, way, bits = self._ways[place]
            if rule in found or not all(map(present.__and__, bits)):
                continue
            if not first:
                first = {which: (start, end) for which, start, end in reversed(hits)}
                last = {which: start for which, start, _ in hits}
            if _in_order(way, first, last):
                found.add(rule)
        return [self._rules[rule] for rule in sorted(found)]


def _meant(clause: Clause, meaning: Mapping[str, Clause]) -> Clause:
    return frozenset().union(*(meaning.get(stem, frozenset({stem})) for stem in clause))


def _in_order(
    way: tuple[tuple[int, ...], ...], first: dict[int, tuple[int, int]], last: dict[int, int]
) -> bool:
    """Whether a stretch of each clause stands behind one of the clause before."""
    at = 0
    for clause in way:
        ends = []
        for which in clause:
            if which in first:
                start, end = first[which]
                if start >= at:
                    ends.append(end)
                elif last[which] >= at:
                    ends.append(at + 1)  # some later one: it ends behind `at`, that is all we know
        if not ends:
            return False
        at = min(ends)
    return True


def clauses(pattern: re.Pattern[str]) -> tuple[Clause, ...]:
    """What every match of `pattern`, compiled without regard to case, must hold, in lower case."""
    return tuple(dict.fromkeys(_one(_ways(_parser.parse(pattern.pattern, pattern.flags), most=1))))


def ways_to_match(pattern: re.Pattern[str]) -> list[Way]:
    """The clauses of `pattern` in order, for each of its ways to match where there are few."""
    return _ways(_parser.parse(pattern.pattern, pattern.flags), most=_MOST_WAYS)


def least(pattern: str) -> Clause:
    """Stretches of which every match of `pattern` holds one; ValueError where none is known."""
    needs = clauses(re.compile(rf"(?<!\w)(?:{pattern})", re.I))
    if not needs:
        raise ValueError(f"no stretch of {_SHORTEST} letters must stand in {pattern!r}")
    return max(needs, key=lambda clause: (min(map(len, clause)), -len(clause)))


def _ways(items: Iterable[Any], most: int, begins: bool = False) -> list[Way]:
    """The ways to match a sequence; `begins` where no letter can stand before it."""
    found: list[Way] = [()]
    run = ""
    for item in [*items, (None, None)]:
        operator, argument = item
        if operator is _constants.LITERAL and chr(argument).isalpha():
            run += chr(argument).lower() if run or not begins else _EDGE + chr(argument).lower()
            continue
        whole = _whole_words(run.removeprefix(_EDGE), operator, argument)
        if whole is not None:
            begins = run.startswith(_EDGE)
        else:
            if len(run) >= _SHORTEST:
                found = [(*way, frozenset({run})) for way in found]
            begins = begins and not run
        run = ""
        if whole is not None:
            operator, argument = _constants.BRANCH, whole
        added = _item(operator, argument, most, begins)
        begins = _ends_a_word(operator, argument) or (begins and _may_be_missing(operator, argument))
        if len(found) * len(added) > most:
            added = [_one(added)]
        found = [(*way, *more) for way in found for more in added]
    return found


def _whole_words(run: str, operator: Any, argument: Any) -> Any:
    """The alternatives that a few letters begin, each with them: "us(?:e|ing)" is "use" or "using"."""
    while operator is _constants.SUBPATTERN and len(argument[3]) == 1:
        operator, argument = argument[3][0]
    if not run or operator is not _constants.BRANCH:
        return None
    letters = [(_constants.LITERAL, ord(letter)) for letter in run]
    return None, [[*letters, *alternative] for alternative in argument[1]]


def _ends_a_word(operator: Any, argument: Any) -> bool:
    """Whether what matched just now ends with a character that is no letter, or says that none is there."""
    if operator in _REPEATS and argument[0] >= 1:
        return _ends_a_word(*argument[2][-1])
    if operator is _constants.SUBPATTERN:
        return bool(argument[3]) and _ends_a_word(*argument[3][-1])
    if operator is _constants.LITERAL:
        return _EDGES.match(chr(argument)) is not None
    if operator is _constants.ASSERT_NOT and argument[0] < 0:
        operator, argument = next(iter(argument[1]))
        return operator is _constants.IN and argument == [(_constants.CATEGORY, _constants.CATEGORY_WORD)]
    return operator is _constants.IN and argument == [(_constants.CATEGORY, _constants.CATEGORY_SPACE)]


def _may_be_missing(operator: Any, argument: Any) -> bool:
    """Whether words may stand here that do not change where the next one begins."""
    if operator in (_constants.ASSERT, _constants.ASSERT_NOT):
        return True
    return operator in _REPEATS and _ends_a_word(*argument[2][-1])


def _item(operator: Any, argument: Any, most: int, begins: bool) -> list[Way]:
    if operator is _constants.SUBPATTERN:
        return _ways(argument[3], most, begins)
    if operator in _REPEATS and argument[0] >= 1:
        inner = list(argument[2])
        if len(inner) == 1 and inner[0][0] is _constants.LITERAL and inner[0][1] in _MASKS:
            return [(frozenset({chr(inner[0][1])}),)]
        return _ways(inner, most, begins)
    if operator is _constants.BRANCH:
        ways = [way for alternative in argument[1] for way in _ways(alternative, most, begins)]
        if len(ways) > most > 1:  # one way for each alternative, rather than one for all
            ways = [way for alternative in argument[1] for way in _ways(alternative, 1, begins)]
        return [_one(ways)] if all(len(way) <= 1 for way in ways) else ways
    return [()]


def _one(ways: Sequence[Way]) -> Way:
    """What all of several ways hold: one clause, or that of the only way."""
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return ()
    return (frozenset().union(*(min(way, key=_weight) for way in ways)),)


def _weight(clause: Clause) -> tuple[bool, int, int]:
    """The clause that says most: no mask of officials or little word, few stretches, long ones."""
    return min(map(len, clause)) <= _SHORTEST, len(clause), -min(map(len, clause))
