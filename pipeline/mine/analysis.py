"""Sentences ready to be mined: words with their places in the document, made only when asked for.

Half of all sentences hold nothing to mine, so an `Analysed` sentence costs a slice of text until
somebody reads its words. Words come from spaCy's blank English tokenizer, with two changes that the
reports need: hyphenated words stay whole ("anti-trafficking", "twenty-five"), and ranges of digits
are split at their dash ("25-30", "2016–2017").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

import spacy
from spacy.attrs import IS_SPACE, LOWER, NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

from pipeline.records import Narrative, SectionKind, Sentence

_INFIXES = (
    r"\.\.+",
    r"…",
    r"(?<=[0-9%])[-–—−/+*^](?=[0-9$€£])",  # 25-30, 1/3
    r"(?<=[a-zA-Z0-9\)])[—]|--+|(?<=[a-z0-9])–(?=[a-zA-Z0-9$€£])",
    r"(?<=[a-zA-Z])/(?=[a-zA-Z])",  # and/or, police/military
    r"(?<=[a-z\)”\"])[.,;:](?=[A-Z“\"(])",  # a blemish: "shelters.The"
    r"(?<=[a-zA-Z0-9]),(?=[a-zA-Z])",
    r"(?<=[0-9a-zA-Z])[\[\(](?=[0-9a-zA-Z])",  # 18(a)
    r"(?<=[a-zA-Z0-9])\)(?=[a-zA-Z0-9])",
)
_SUFFIXES = (r"(?<=[0-9])[%€$£]", r"(?<=[0-9a-zA-Z%])[—–-]$")
_SPACE = re.compile(r"\s")
_GAP = re.compile(r"\s\s|^\s")  # where the tokenizer makes a word of white space


@cache
def tokenizer() -> Language:
    """The blank pipeline that all of mining shares (one vocabulary, so matchers can be shared)."""
    nlp = spacy.blank("en")
    # Of what spaCy notes of each new word only these are read; the others cost more than the word.
    nlp.vocab.lex_attr_getters = {
        attribute: getter
        for attribute, getter in nlp.vocab.lex_attr_getters.items()
        if attribute in (LOWER, NORM, IS_SPACE)
    }
    nlp.tokenizer.infix_finditer = compile_infix_regex(_INFIXES).finditer
    suffixes = [*nlp.Defaults.suffixes, *_SUFFIXES]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    return nlp


@dataclass(frozen=True, eq=False)
class Analysed:
    """One sentence of a narrative. All offsets are code points of the document's clean text;
    `words`, `lower`, `starts`, `ends` and the tokens of `doc` run in step.
    """

    index: int  # among the narrative's sentences
    sentence: Sentence
    section: SectionKind
    narrative: Narrative = field(repr=False)
    text: str  # the sentence; `text[i]` stands at `sentence.start + i`

    @cached_property
    def doc(self) -> Doc:
        """The spaCy tokens, for matchers; white space is never a token of its own."""
        nlp = tokenizer()
        doc = nlp.make_doc(_SPACE.sub(" ", self.text))
        if _GAP.search(self.text) and any(token.is_space for token in doc):
            kept = [token for token in doc if not token.is_space]
            words = [token.text for token in kept]
            doc = Doc(nlp.vocab, words=words, spaces=[True] * len(words))
        return doc

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple([token.text for token in self.doc])

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The words in lower case, with straight apostrophes."""
        return tuple([word.lower().replace("’", "'") for word in self.words])

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the document."""
        starts, at, text, base = [], 0, self.text, self.sentence.start
        for word in self.words:
            at = text.index(word, at)
            starts.append(base + at)
            at += len(word)
        return tuple(starts)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in the document."""
        return tuple([start + len(word) for start, word in zip(self.starts, self.words, strict=True)])

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
