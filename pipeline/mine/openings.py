"""Long lists of phrases, looked for only where a word begins that can open one of them.

A regular expression of some hundred alternatives tries each of them at every word. From the parsed
alternatives we take the first two letters that each can begin with; the words of a sentence are then
run through once, and only the few alternatives that share their first two letters are tried. What is
found, and in which order alternatives win, stays exactly that of the one long expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_LETTERS = 2
_SPACE = re.compile(r"\s")
_ANY = "*"  # closes an opening behind which anything may stand
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_NOTHING = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)


class Branch(NamedTuple):
    """Alternatives that share a group: `name` is the group that a match of any of them reports."""

    name: str | None
    alternatives: tuple[str, ...]


class Openings:
    """A pattern of many alternatives, earlier ones first, each of which begins with a word.

    `start` is what must hold where a match begins (a lookbehind), `end` where it ends (a lookahead).
    """

    def __init__(self, branches: Iterable[Branch], flags: re.RegexFlag, *, start: str, end: str) -> None:
        self._branches = tuple(branches)
        self._heads = [
            [heads(alternative, flags) for alternative in branch.alternatives] for branch in self._branches
        ]
        self._flags, self._end = flags, end
        self._starts = re.compile(rf"{_first_letters(self._heads)}{start}\w")
        self._by_letters: dict[str, re.Pattern[str] | None] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in text order, none overlapping."""
        known, reach = self._by_letters, 0
        lower = text.lower()
        if len(lower) != len(text):  # a letter that has two in lower case
            lower = "".join(letter.lower()[0] for letter in text)
        for word in self._starts.finditer(text):
            at = word.start()
            if at < reach:
                continue
            letters = lower[at : at + _LETTERS]
            try:
                pattern = known[letters]
            except KeyError:
                pattern = known[letters] = self._opened_by(_SPACE.sub(" ", letters))
            if pattern is not None and (match := pattern.match(text, at)):
                reach = match.end()
                yield match

    def anywhere(self, text: str) -> bool:
        """Whether anything is found."""
        return next(self.finditer(text), None) is not None

    def _opened_by(self, letters: str) -> re.Pattern[str] | None:
        """The alternatives that can begin with these letters."""
        parts = []
        for branch, openings in zip(self._branches, self._heads, strict=True):
            fitting = [
                alternative
                for alternative, each in zip(branch.alternatives, openings, strict=True)
                if any(_fits(letters, head) for head in each)
            ]
            if fitting:
                parts.append(
                    f"(?P<{branch.name}>" * bool(branch.name) + "|".join(fitting) + ")" * bool(branch.name)
                )
        if not parts:
            return None
        written = f"(?:{'|'.join(parts)}){self._end}"
        if written not in self._patterns:
            self._patterns[written] = re.compile(written, self._flags)
        return self._patterns[written]


def _first_letters(heads_of: Iterable[Iterable[frozenset[str]]]) -> str:
    """A lookahead for the letters that any of these heads begins with; empty where one is not known."""
    first = {head[0] for branch in heads_of for alternative in branch for head in alternative}
    if _ANY in first:
        return ""
    cases = sorted(first | {letter.upper() for letter in first if len(letter.upper()) == 1})
    return f"(?=[{''.join(map(re.escape, cases))}])"


def _fits(letters: str, head: str) -> bool:
    return letters.startswith(head[:-1]) if head.endswith(_ANY) else letters == head


def heads(pattern: str, flags: re.RegexFlag) -> frozenset[str]:
    """The first two characters, in lower case, that a match can begin with; one that is not known, or
    may be missing, is written `*`.
    """
    found = _sequence(_parser.parse(pattern, flags))
    return frozenset(head if len(head) == _LETTERS or head.endswith(_ANY) else head + _ANY for head in found)


def _sequence(items: Iterable[Any]) -> set[str]:
    found = {""}
    for operator, argument in items:
        if operator in _NOTHING:
            continue
        if all(_closed(head) for head in found):
            break
        added = _item(operator, argument)
        found = {
            joined
            for head in found
            for joined in ([head] if _closed(head) else [_cut(head + each) for each in added])
        }
    return found


def _closed(head: str) -> bool:
    return len(head) >= _LETTERS or head.endswith(_ANY)


def _cut(head: str) -> str:
    return head[:_LETTERS]


def _item(operator: Any, argument: Any) -> set[str]:
    if operator is _constants.LITERAL:
        return {chr(argument).lower()}
    if operator is _constants.SUBPATTERN:
        return _sequence(argument[3])
    if operator is _constants.ATOMIC_GROUP:
        return _sequence(argument)
    if operator is _constants.BRANCH:
        return set().union(*(_sequence(alternative) for alternative in argument[1]))
    if operator in _REPEATS:
        once = _sequence(argument[2])
        # Of what may be repeated, one letter may be followed by itself: leave the second open.
        repeated = {each if _closed(each) else each + _ANY for each in once} if argument[1] > 1 else once
        return repeated | ({""} if argument[0] == 0 else set())
    if operator is _constants.IN:
        return _characters(argument)
    return {_ANY}


def _characters(choices: Sequence[Any]) -> set[str]:
    found: set[str] = set()
    for operator, argument in choices:
        if operator is _constants.LITERAL:
            found.add(chr(argument).lower())
        elif operator is _constants.RANGE and argument[1] - argument[0] < 30:
            found |= {chr(code).lower() for code in range(argument[0], argument[1] + 1)}
        elif operator is _constants.CATEGORY and argument is _constants.CATEGORY_DIGIT:
            found |= set("0123456789")
        elif operator is _constants.CATEGORY and argument is _constants.CATEGORY_SPACE:
            found.add(" ")
        else:
            return {_ANY}
    return found


def alternatives(pattern: str) -> tuple[str, ...]:
    """The alternatives of a pattern as written: parted at each `|` outside of all brackets."""
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif letter == "[":
            at = _class_end(pattern, at)
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and not depth:
            parts.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return (*parts, pattern[begin:])


def _class_end(pattern: str, at: int) -> int:
    """Where the character class that opens at `at` closes."""
    at += 2 if pattern[at + 1] != "^" else 3  # a bracket right behind the opening is a letter
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at
