"""Hyphens at the ends of lines: a word broken to fit, or a compound that has its hyphen anyway.

The document decides: the form that it prints elsewhere, within a line, is right. Where it prints
neither, prefixes and parts that compounds are made of (`models/rules/compounds.yaml`) decide.
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


class Compounds(Strict):
    """The parts that keep their hyphen, as data."""

    first: tuple[str, ...]  # "anti" of "anti-trafficking"
    last: tuple[str, ...]  # "based" of "gender-based"


@cache
def compounds() -> Compounds:
    return load(Path(models.__file__).parent / "rules" / "compounds.yaml", Compounds)


class Hyphens:
    """Decides for one document whether a hyphen at a line's end belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.lower())
            if words and line.endswith("-"):
                words.pop()
            self._words.update(words)
            for word in words:
                if "-" in word:
                    self._words.update(word.split("-"))

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
        if start in compounds().first or end in compounds().last:
            return True
        return False
