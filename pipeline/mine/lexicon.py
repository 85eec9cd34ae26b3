"""The words that mining knows, read from `models/rules/figures/` and looked up by form.

A form may have several senses: "charge" is an event as a verb and as a noun, "shelter" is an event,
a facility, and a word of care. Multi-word entries are found by their first word, longest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

import models
from models.strict import Strict, load

FOLDER = Path(models.__file__).parent / "rules" / "figures"
_READINGS = re.compile(r"^readings:", re.MULTILINE)  # a family of indicators, not a list of words
_DOUBLES = {
    "refer",
    "acquit",
    "stop",
    "permit",
    "commit",
    "ban",
    "nab",
    "admit",
    "plan",
    "transfer",
    "rob",
    "drop",
    "expel",
    "run",
}
_IRREGULAR = {
    "find": ("found", "found"),
    "pay": ("paid", "paid"),
    "give": ("gave", "given"),
    "hold": ("held", "held"),
    "run": ("ran", "run"),
    "shut": ("shut", "shut"),
    "build": ("built", "built"),
    "withdraw": ("withdrew", "withdrawn"),
    "spend": ("spent", "spent"),
    "draw": ("drew", "drawn"),
    "withhold": ("withheld", "withheld"),
    "set": ("set", "set"),
    "freeze": ("froze", "frozen"),
}


def closed(words: str) -> frozenset[str]:
    """A closed list of small words, written out with spaces between them."""
    return frozenset(words.split())


class Sense(NamedTuple):
    """One meaning of a form."""

    kind: str  # "event", "noun"
    value: str  # the event's name, or the noun's class
    form: str  # event: base, s, past, participle, ing, noun, nouns, phrase; noun: sg, pl
    lemma: str


class Words(Strict):
    """`lexicon.yaml`."""

    nouns: dict[str, tuple[str, ...]]
    potential: tuple[str, ...]
    care: tuple[str, ...]
    stops: tuple[str, ...]
    transparent: tuple[str, ...]
    light: tuple[str, ...]
    comparison: tuple[str, ...]
    comparison_phrases: tuple[str, ...]
    part: tuple[str, ...]


class Event(Strict):
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class ReadingRule(Strict):
    """An event and a class of noun that together are an indicator."""

    event: str
    counts: tuple[str, ...]
    indicator: str
    unit: str | None = None


class HeadRule(Strict):
    """Nouns that are themselves the event: "12 convictions"."""

    nouns: tuple[str, ...]
    indicator: str
    unit: str


class Example(Strict):
    """A sentence of ours and the figures that must come out of it: "indicator low unit [field=value ...]"."""

    text: str
    section: str = "prosecution"
    figures: tuple[str, ...] = ()


class Family(Strict):
    """One file of rules for a family of indicators."""

    events: dict[str, Event] = Field(default_factory=dict)
    readings: tuple[ReadingRule, ...] = ()
    heads: tuple[HeadRule, ...] = ()
    examples: tuple[Example, ...] = ()


def _verb_forms(verb: str) -> list[tuple[str, str]]:
    first, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    past, participle = _IRREGULAR.get(first, ("", ""))
    if first.endswith("e"):
        s, ed, ing = first + "s", first + "d", first[:-1] + "ing"
    elif first.endswith("y") and first[-2] not in "aeiou":
        s, ed, ing = first[:-1] + "ies", first[:-1] + "ied", first + "ing"
    elif first in _DOUBLES:
        s, ed, ing = first + "s", first + first[-1] + "ed", first + first[-1] + "ing"
    elif first.endswith(("s", "sh", "ch", "x")):
        s, ed, ing = first + "es", first + "ed", first + "ing"
    else:
        s, ed, ing = first + "s", first + "ed", first + "ing"
    forms = [(first, "base"), (s, "s"), (past or ed, "past"), (participle or ed, "participle"), (ing, "ing")]
    return list(dict.fromkeys((form + tail, name) for form, name in forms))


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun + "s"


class Lexicon:
    """All forms with their senses, the rules that join them, and the closed lists of small words."""

    def __init__(self) -> None:
        self.words = load(FOLDER / "lexicon.yaml", Words)
        self.families = {
            path.stem: load(path, Family)
            for path in sorted(FOLDER.glob("*.yaml"))
            if _READINGS.search(path.read_text(encoding="utf-8"))
        }
        self.stops = frozenset(self.words.stops)
        self.transparent = frozenset(self.words.transparent)
        self.light = frozenset(self.words.light)
        self.potential = frozenset(self.words.potential)
        self.care = frozenset(self.words.care)
        self.comparison = frozenset(self.words.comparison)
        self.comparing: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for cue in self.words.comparison_phrases:
            self.comparing[cue.split()[0]].append(tuple(cue.split()))
        self.single: dict[str, tuple[Sense, ...]] = {}
        self.multi: dict[str, list[tuple[tuple[str, ...], Sense]]] = defaultdict(list)
        self.readings: dict[tuple[str, str], tuple[str, str | None, str]] = {}
        self.heads: dict[str, tuple[str, str, str]] = {}
        self._fill()

    def _fill(self) -> None:
        for kind, nouns in self.words.nouns.items():
            for entry in nouns:
                singular, _, plural = entry.partition("|")
                plural = plural or _plural(singular)
                self._add(singular, Sense("noun", kind, "sg" if singular != plural else "pl", singular))
                self._add(plural, Sense("noun", kind, "pl", singular))
        for name, family in self.families.items():
            for event, words in family.events.items():
                for verb in words.verbs:
                    for form, how in _verb_forms(verb):
                        self._add(form, Sense("event", event, how, verb))
                for entry in words.nouns:
                    noun, _, plural = entry.partition("|")
                    self._add(noun, Sense("event", event, "noun", noun))
                    self._add(plural or _plural(noun), Sense("event", event, "nouns", noun))
                for phrase in words.phrases:
                    self._add(phrase, Sense("event", event, "phrase", phrase))
            for reading in family.readings:
                for count in reading.counts:
                    self.readings.setdefault((reading.event, count), (reading.indicator, reading.unit, name))
            for head in family.heads:
                for noun in head.nouns:
                    for form in (noun, _plural(noun)):
                        self.heads[form] = (head.indicator, head.unit, name)
        for entries in self.multi.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.eventful = frozenset(
            [form for form, senses in self.single.items() if any(s.kind == "event" for s in senses)]
            + [word for word, entries in self.multi.items() if any(s.kind == "event" for _, s in entries)]
        )

    def _add(self, form: str, sense: Sense) -> None:
        parts = tuple(form.split())
        if len(parts) > 1:
            if (parts, sense) not in self.multi[parts[0]]:
                self.multi[parts[0]].append((parts, sense))
        elif sense not in self.single.get(form, ()):
            self.single[form] = (*self.single.get(form, ()), sense)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once in each process."""
    return Lexicon()
