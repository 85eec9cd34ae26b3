"""The events of a sentence: verbs and nouns that say what was done ("convicted", "the arrest of")."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.mine.analysis import Analysed
from pipeline.mine.lexicon import Lexicon, closed

_PUNCTUATION = frozenset(",.;:()[]—–-“”\"'…")
_TOPIC_HEADS = closed(
    "training trainings workshop workshops seminar seminars session sessions course courses conference "
    "program programs programme programmes lectures briefings instruction curriculum campaign campaigns"
)
_TOPIC_PREPOSITIONS = closed("on about regarding concerning covering titled entitled in focusing focused")
_AUDIENCE = closed("for to with reaching attended benefiting that which")
_VERBAL = closed("to will would can could may might did not helped help should and also or , never")
_SUBJECTS = closed("who that which it he she court prosecutor government")
_NOT_AFTER = closed("anti counter law task")


class EventAt(NamedTuple):
    """An event word or phrase: words `first` up to `stop`."""

    first: int
    stop: int
    name: str
    form: str  # base, s, past, participle, ing, noun, nouns, phrase
    lemma: str

    @property
    def nominal(self) -> bool:
        return self.form in ("noun", "nouns")


def find_events(
    analysed: Analysed, lexicon: Lexicon
) -> tuple[dict[int, tuple[EventAt, ...]], list[tuple[int, int]]]:
    """Events by the word they start at; a form with two meanings gives two. Words in the topic of a
    training ("training on victim identification for 20 judges") are no events; the topics, as pairs of
    first word and stop, come second.
    """
    lower, count = analysed.lower, len(analysed.lower)
    topics = _topics(lower)
    found: dict[int, tuple[EventAt, ...]] = {}
    eventful = lexicon.eventful
    for i, word in enumerate(lower):
        if word not in eventful:
            continue
        here: list[EventAt] = []
        for parts, sense in lexicon.multi.get(word, ()):
            if sense.kind == "event" and lower[i : i + len(parts)] == parts:
                here.append(EventAt(i, i + len(parts), sense.value, sense.form, sense.lemma))
        for sense in lexicon.single.get(word, ()):
            if sense.kind != "event":
                continue
            if sense.form in ("noun", "nouns") and not _stands_alone(lower, i, count, lexicon, sense.form):
                continue
            here.append(EventAt(i, i + 1, sense.value, sense.form, sense.lemma))
        if len(here) > 1 and any(e.nominal for e in here) and i and lower[i - 1] not in _VERBAL:
            here = [e for e in here if e.form != "base"]  # "provided *support*", not "to support"
        if len(here) > 1 and any(e.nominal for e in here) and i and lower[i - 1] not in _SUBJECTS:
            here = [e for e in here if e.form != "s"]  # "dismissed the *charges*", not "who charges"
        if here and not (topics and any(a <= i < b for a, b in topics)):
            found[i] = tuple(here)
    return found, topics


def _stands_alone(lower: tuple[str, ...], i: int, count: int, lexicon: Lexicon, form: str) -> bool:
    """Whether the noun at `i` is not just a modifier of the next ("prosecution service")."""
    if i + 1 >= count:
        return True
    word = lower[i + 1]
    if word in lexicon.stops or word[0] in _PUNCTUATION or word[0].isdigit():
        return True
    if form == "nouns":
        return True
    return word.endswith(("ed", "ing", "ly"))


def _topics(lower: tuple[str, ...]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if _TOPIC_HEADS.isdisjoint(lower):
        return spans
    for i, word in enumerate(lower[:-2]):
        if word in _TOPIC_HEADS and lower[i + 1] in _TOPIC_PREPOSITIONS:
            stop = i + 2
            if lower[stop : stop + 1] == ("“",) and "”" in lower[stop:]:
                stop = lower.index("”", stop)
            while stop < len(lower) and lower[stop] not in _AUDIENCE and lower[stop] not in (";", "("):
                stop += 1
            spans.append((i + 1, stop))
    return spans
