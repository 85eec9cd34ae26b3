"""The words of a text: spaCy's English tokenizer, asked only where it is needed.

Words come from spaCy's blank English pipeline, with two changes that the reports need: hyphenated
words stay whole ("anti-trafficking", "twenty-five"), and ranges of digits are split at their dash
("25-30", "2016–2017"). The tokenizer looks at one piece between white space at a time, and nearly all
pieces are plain: a word or a number, perhaps with punctuation around it. These are split here, each
form once a process; spaCy is loaded, which takes longer than mining a narrative, with the first
piece that is not plain. The tests hold both against each other.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

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

_PLAIN = re.compile(
    r"""
    (?P<before>[(\[“"]?[$€£]?)
    (?:
        (?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?:(?P<owner>['’]s|(?<=s)['’])|(?P<dash>—)(?P<next>[^\W\d_]+(?:-[^\W\d_]+)*))?
        | (?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<percent>%?)
        | (?P<first>[0-9]{4})(?P<to>[-–])(?P<last>[0-9]{4})
        | (?P<whole>[0-9]+-[a-z]{3,}|U\.S\.)
    )
    (?P<after>[)\]”"]?[,;:]?|[.,;]?[)\]”"]?|[)\]”"][.])
    """,
    re.VERBOSE,
)
# What spaCy splits although it looks like one word, and what keeps its stop.
_VERBS = """ai are ca could dare did does do had has have is may might must need ought sha should was
    were wo would"""
_SUBJECTS = """he how i it she that there these they this those we what when where who why you could
    might must need not should would"""
_TALK = """cannot gonna gotta ima yall doin goin havin lovin nothin nuff nuthin somethin ol em ll xd xdd"""
_WORDS = """here ire is its were needs hell shell well whom whore"""
_CONTRACTED = (
    frozenset(f"{verb}n{end}" for verb in _VERBS.split() for end in ("t", "tve"))
    | frozenset(
        f"{word}{end}"
        for word in _SUBJECTS.split()
        for end in ("d", "dve", "ll", "llve", "m", "re", "s", "ve")
    )
    | frozenset(_TALK.split())
) - frozenset(_WORDS.split())
_STOPPED = """adm ak ala apr ariz ark aug bros calif co colo conn corp dec del dr feb fla ga gen gov ia
    id ill inc ind jan jr jul jun kan kans ky la ltd mar mass md messrs mich minn miss mo mont mr mrs ms
    mt neb nebr nev nov oct okla ore pa prof rep rev sen sep sept st tenn va vs wash wis"""
_ABBREVIATED = frozenset(_STOPPED.split())


class Words(NamedTuple):
    """The words of a piece of text, one after the other without a gap."""

    words: tuple[str, ...]
    lower: tuple[str, ...]  # with straight apostrophes


@lru_cache(maxsize=1 << 17)
def words_of(piece: str) -> Words:
    """The words of a piece of text that holds no white space."""
    words = _split(piece)
    return Words(words, tuple([word.lower().replace("’", "'") for word in words]))


def _split(piece: str) -> tuple[str, ...]:
    if len(piece) == 1:
        return (piece,)
    match = _PLAIN.fullmatch(piece)
    if match is not None:
        before, after = match["before"], match["after"]
        if not _doubtful(match["word"], match["next"], after, match["number"] or match["whole"]):
            middle = [match[name] for name in _PARTS if match[name]]
            return (*before, *middle, *after)
    return tuple([token.text for token in tokenizer().make_doc(piece)])


_PARTS = ("word", "owner", "dash", "next", "number", "percent", "first", "to", "last", "whole")


def _doubtful(word: str | None, joined: str | None, after: str, other: str | None) -> bool:
    """The piece is plain in its letters, but spaCy knows better."""
    if after == "):" or (other == "8" and after):  # faces
        return True
    if word is None:
        return other == "U.S." and "." in after
    last = joined or word
    if word.lower() in _CONTRACTED or last.lower() in _CONTRACTED:
        return True
    # spaCy splits a stop from small letters and from two capitals ("NGO."), not from one ("A.").
    return "." in after and (
        last.lower() in _ABBREVIATED or len(last) < 2 or (last[-1].isupper() and not last[-2].isupper())
    )


@cache
def tokenizer() -> Language:
    """spaCy's blank English pipeline with our changes."""
    import spacy
    from spacy.attrs import IS_SPACE, LOWER, NORM
    from spacy.util import compile_infix_regex, compile_suffix_regex

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
