"""Sentences ready to be mined: words with their places in the document, made only when asked for.

Half of all sentences hold nothing to mine, so an `Analysed` sentence costs a slice of text until
somebody reads its words (`pipeline.mine.words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.mine.words import words_of
from pipeline.records import Narrative, SectionKind, Sentence

_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, eq=False)
class Analysed:
    """One sentence of a narrative. All offsets are code points of the document's clean text;
    `words`, `lower`, `starts` and `ends` run in step.
    """

    index: int  # among the narrative's sentences
    sentence: Sentence
    section: SectionKind
    narrative: Narrative = field(repr=False)
    text: str  # the sentence; `text[i]` stands at `sentence.start + i`

    @cached_property
    def _placed(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
        words: list[str] = []
        lower: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        base = self.sentence.start
        for match in _PIECE.finditer(self.text):
            piece = words_of(match[0])
            words += piece.words
            lower += piece.lower
            at = base + match.start()
            for word in piece.words:
                starts.append(at)
                at += len(word)
                ends.append(at)
        return tuple(words), tuple(lower), tuple(starts), tuple(ends)

    @property
    def words(self) -> tuple[str, ...]:
        return self._placed[0]

    @property
    def lower(self) -> tuple[str, ...]:
        """The words in lower case, with straight apostrophes."""
        return self._placed[1]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the document."""
        return self._placed[2]

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in the document."""
        return self._placed[3]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, stop: int) -> str:
        """The document's text from word `first` up to, without, word `stop`."""
        base = self.sentence.start
        return self.text[self.starts[first] - base : self.ends[stop - 1] - base]


def analyse(narrative: Narrative, text: str) -> tuple[Analysed, ...]:
    """The narrative's sentences in order; `text` is the clean text of the whole document."""
    return tuple(_analysed(narrative, text))


def _analysed(narrative: Narrative, text: str) -> Iterator[Analysed]:
    for index, sentence in enumerate(narrative.sentences):
        yield Analysed(
            index=index,
            sentence=sentence,
            section=narrative.sections[sentence.section].kind,
            narrative=narrative,
            text=text[sentence.start : sentence.end],
        )
