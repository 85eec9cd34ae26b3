r"""The vocabulary of the corruption rules, and how a phrase of a rule becomes a pattern.

A rule is written as a phrase: `{official} ... accept\w* ... {bribes}`. A space stands for any white
space, `...` for up to about a dozen words of the same clause, `~` for a few words of the same noun
phrase, a name in braces for a list of the lexicon; the rest is a regular expression.

Officials are found once for each sentence and *masked*: each of their characters is replaced by one
private character that says who stands there. `{official}` and `{state}` in a phrase match such a
mask, so that a pattern stays short and quick although the lists of officials are long, and offsets
stay those of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import models
from models.codebook import codebook
from models.strict import DataFileError, Strict, load
from pipeline.mine.openings import Branch, Openings, alternatives

FOLDER = Path(models.__file__).with_name("rules") / "corruption"

OFFICIAL, STATE, PERSON = "\ue000", "\ue001", "\ue002"
# A mask is matched whole or not at all: no search begins or ends within it.
_MASKS = {"official": f"(?<!{OFFICIAL}){OFFICIAL}++", "state": f"(?<!{STATE}){STATE}++"}
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_NAME = re.compile(r"\{([a-z_]+)\}")
_GAP = r"(?!\w)[^;.:]{1,90}?(?<!\w)"  # a dozen words, never beyond the clause
_FEW = (  # words that qualify what follows, no new phrase
    r"(?:(?!(?:by|with|to|from|and|in|at|when|which|that|who|through|under|as|on|for|but|before|after)\b)"
    r"[\w'/$-]+,?\s){0,5}?"
)


class Lexicon(Strict):
    actors: tuple[tuple[str, str], ...]
    state: str
    others: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or body named in a sentence: `actors` of the codebook, none for people without power."""

    start: int
    end: int
    mask: str
    actors: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    path = FOLDER / "lexicon.yaml"
    words = load(path, Lexicon)
    known = {*codebook().actors}
    unknown = {name for names, _ in words.actors for name in names.split("+")} - known
    if unknown:
        raise DataFileError(f"{path}: unknown actors {sorted(unknown)}; allowed: {', '.join(sorted(known))}")
    return words


@cache
def phrase(text: str) -> re.Pattern[str]:
    """The pattern of a rule's phrase, to be searched in masked text."""

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name == "person":
            return f"(?:{lexicon().others})"
        if name in _MASKS:
            return _MASKS[name]
        try:
            return lexicon().words[name]
        except KeyError:
            choices = ", ".join(sorted(["person", *_MASKS, *lexicon().words]))
            raise DataFileError(f"unknown word list {{{name}}} in {text!r}; allowed: {choices}") from None

    filled = text
    while _NAME.search(filled):
        filled = _NAME.sub(word, filled)
    filled = filled.replace(" ... ", _GAP).replace(" ~ ", rf"\s{_FEW}").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{filled})(?!\w)", re.I)


def straight(text: str) -> str:
    """The text with straight quotes, as long as before."""
    return text.translate(_STRAIGHT)


@cache
def _people() -> tuple[Openings, tuple[tuple[str, tuple[str, ...]], ...]]:
    words = lexicon()
    kinds = [(OFFICIAL, tuple(names.split("+"))) for names, _ in words.actors]
    kinds += [(STATE, ("official",)), (PERSON, ())]
    lists = [*(pattern for _, pattern in words.actors), words.state, words.others]
    branches = [Branch(f"k{n}", alternatives(pattern.replace(" ", r"\s"))) for n, pattern in enumerate(lists)]
    return Openings(branches, re.I, start=r"(?<![\w-])", end=r"(?![\w-])"), tuple(kinds)


def people(text: str) -> tuple[Someone, ...]:
    """Everybody named in a sentence, in order."""
    pattern, kinds = _people()
    found = []
    for match in pattern.finditer(text):
        mask, actors = kinds[int((match.lastgroup or "k0")[1:])]
        found.append(Someone(match.start(), match.end(), mask, actors))
    return tuple(found)


def mask(text: str, someone: tuple[Someone, ...]) -> str:
    """The text with the letters of officials and the state replaced by their mask; as long as before."""
    parts, at = [], 0
    for one in someone:
        if one.mask == PERSON:
            continue
        parts += [text[at : one.start], one.mask * (one.end - one.start)]
        at = one.end
    return "".join([*parts, text[at:]])
