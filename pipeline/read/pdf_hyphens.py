"""Hyphens at the ends of lines: a word broken to fit, or a compound that has its hyphen anyway.

The document decides: the form that it prints elsewhere, within a line, is right. Where it prints
neither, it is a compound if both parts are words of the document and the first is not a prefix
that joins without a hyphen (`models/rules/compounds.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import models
from models.strict import Strict, load

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)-$")
_RIGHT = re.compile(r"^[(\[“\"]?([^\W_]+(?:[-'’][^\W_]+)*)")


class Example(Strict):
    """A word broken at its bar and what it is joined to where the document prints `known`."""

    broken: str
    known: str
    joined: str


class Compounds(Strict):
    """The parts that keep their hyphen, as data."""

    first: tuple[str, ...]  # "anti" of "anti-trafficking"
    last: tuple[str, ...]  # "based" of "gender-based"
    solid: tuple[str, ...]  # "under" of "undertrained": joins without a hyphen
    suspending: tuple[str, ...]  # "and" of "state- and province-level": the hyphen and a space stay
    examples: tuple[Example, ...]  # where the hyphen stays
    counter_examples: tuple[Example, ...]  # where it goes


@cache
def compounds() -> Compounds:
    return load(Path(models.__file__).parent / "rules" / "compounds.yaml", Compounds)


class Hyphens:
    """Decides for one document whether a hyphen at a line's end belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = _WORD.findall(line.lower())
            if words and broken:
                del words[0]
            broken = line.endswith(("-", chr(0xAD)))
            if words and broken:
                words.pop()
            self._words.update(words)
            for word in words:
                if "-" in word:
                    self._words.update(word.split("-"))

    def suspended(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends `line` stands for a part that comes later in the sentence."""
        left, word = _LEFT.search(line), following.split(" ", 1)[0].lower()
        if left is None or word not in compounds().suspending:
            return False
        return not self._words[left[1].lower().rsplit("-", 1)[-1] + word]

    def kept(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends `line` stays when `following` is joined to it."""
        left, right = _LEFT.search(line), _RIGHT.match(following)
        if left is None or right is None:
            return True
        head, tail = left[1].lower(), right[1].lower()
        start, end = head.rsplit("-", 1)[-1], tail.split("-", 1)[0]
        if any(letter.isdigit() for letter in start + end):
            return True
        if right[1][0].isupper() and not left[1].isupper():
            return True
        whole = self._words[start + end]
        split = self._words[f"{head}-{tail}"] + self._words[f"{start}-{end}"]
        if whole or split:
            return split > whole
        return self._compound(start, end, left[1].rsplit("-", 1)[-1])

    def _compound(self, start: str, end: str, printed: str) -> bool:
        """Whether two parts that the document never prints together are words of their own."""
        parts = compounds()
        if start in parts.solid:
            return False
        if len(printed) > 1 and printed.isupper():  # an acronym: "NGO-run"
            return True
        if not self._words[end]:
            return False
        if start in parts.first:
            return True
        if not self._words[start]:
            return False
        return end in parts.last or (len(start) > 3 and len(end) > 3)
