"""Where one sentence ends and the next begins, by the word lists of `models/rules/sentences.yaml`.

Every full stop, question and exclamation mark is looked at once: what stands before it (an
abbreviation, an initial, the number of a list item) and what after it (a capital, a word that begins
sentences, a number). A semicolon never ends a sentence: the recommendations of a report are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import models
from models.strict import Strict, load

FILE = Path(models.__file__).with_name("rules") / "sentences.yaml"

_REFERENCES = r"\s?\((?:\d{1,4}[a-z]?(?:\s?[-–;,]\s?)?)+\)"  # "(12; 13-15)": cited sources
_END = re.compile(
    r"(?P<mark>[.!?…]+)"
    r"(?P<close>(?:[\"'”’»)\]]|\[\d+\])*)"
    rf"(?P<refs>(?:{_REFERENCES})*)"
    r"(?P<gap>\s*)"
    r"(?=(?P<next>[\"'“‘«(\[•·*–—-]*\s?(?P<word>[^\W_][\w’'.-]*|\$|€|£)))"
)
_BULLET = re.compile(r"\n(?=[ \t]*(?:[•●▪◦‣·]|[-–*]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s))")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘/]*\Z")
_ENUMERATOR = re.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_INITIAL = re.compile(r"(?:[^\W\d_]-?)?[^\W\d_](?:\.[^\W\d_])*\Z")
_LOWER_PREFIX = re.compile(r"(?:[ae]l-|d['’]|de |i)(?=[A-Z])")


class Example(Strict):
    text: str
    sentences: tuple[str, ...]


class RuleFile(Strict):
    never_end: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    starters_not_after: dict[str, frozenset[str]]
    examples: tuple[Example, ...]


@cache
def rules() -> RuleFile:
    return load(FILE, RuleFile)


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of the paragraph `text[start:end]`, as offsets into `text` without outer space.

    >>> paragraph = "Police met on Jan. 5. They left."
    >>> [paragraph[a:b] for a, b in split(paragraph, 0, len(paragraph))]
    ['Police met on Jan. 5.', 'They left.']
    """
    breaks = [match.start() for match in _BULLET.finditer(text, start, end)]
    for first, last in zip([start, *breaks], [*breaks, end], strict=True):
        begin = first
        for match in _END.finditer(text, first, last):
            stop = match.end("refs")
            if stop <= begin or not _ends(text, begin, match):
                continue
            yield from _trimmed(text, begin, stop)
            begin = stop
        yield from _trimmed(text, begin, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends, if it holds a letter or a digit at all."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        yield start, end


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the mark found ends the sentence that began at `begin`."""
    mark, close, word = match["mark"], match["close"], match["word"]
    if not match["gap"]:
        return bool(match["refs"]) or _missing_space(text, begin, match)
    capital = word[0].isupper() or _LOWER_PREFIX.match(word) is not None
    if not capital and not word[0].isdigit() and word[0] not in "$€£":
        return False
    if mark != "." or close:
        return True
    if match["refs"]:
        return True
    last = _word_before(text, begin, match.start())
    return _stop_ends(last, word, _ENUMERATOR.match(text, begin, match.start()) is not None)


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that ends at `stop`; no word of interest is longer than 40 characters."""
    before = _WORD_BEFORE.search(text[max(begin, stop - 40) : stop])
    return before.group() if before else ""


def _stop_ends(last: str, word: str, enumerator: bool) -> bool:
    """Whether "last." followed by `word` ends a sentence."""
    known = rules()
    if enumerator or last in known.never_end:
        return False
    if last in known.before_number:
        return not (word[0].isdigit() or _is_numeral(word))
    following = re.split(r"['’.-]", word, maxsplit=1)[0]
    if last in known.may_end or (_INITIAL.match(last) and last not in {"I"}):
        numbered = following in known.before_number and word[len(following) :].startswith(".")  # "No. 7"
        barred = known.starters_not_after.get(last, frozenset())
        starts = following in known.starters and following not in barred and not numbered
        return starts and (len(last) > 1 or len(following) > 1)
    return True


def _is_numeral(word: str) -> bool:
    """A Roman numeral or a letter that numbers something: "Art. IV", "Annex No. B-2"."""
    return re.fullmatch(r"[IVXLC]+|[A-Z]|[A-Z]{1,5}[-/]?\d.*", word) is not None


def _missing_space(text: str, begin: int, match: re.Match[str]) -> bool:
    """A full stop between two words that lost its space: "closed the file.The victims"."""
    if match["mark"] != "." or match["close"] or not re.match(r"[A-Z][a-z]*\b(?![./@])", match["word"]):
        return False
    before = _word_before(text, begin, match.start())
    after = text[match.end() : match.end() + 30].split(maxsplit=1)
    return bool(
        re.fullmatch(r"[a-z][a-z'’,;-]+[a-z]|(?:19|20)\d\d", before)
        and after
        and "." not in after[0].rstrip(".,;")
        and "/" not in after[0]
    )
