"""Numbers as reports print them: amounts, money, shares, terms of years, and what only looks like one.

A regular expression finds the atoms of a sentence (digits, number words, "dozens", "half", "a"); each
atom is then joined with its scale, sign, unit, range and qualifier, and tried against the uses that
count nothing (years, ages, articles of law, penalties that a law prescribes ...). Words and patterns
are data: `models/rules/numbers.yaml`, `currencies.yaml`. Sentences without an atom cost only the one
expression; words are not made for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.mine.analysis import Analysed
from pipeline.mine.quantity_atoms import Atom, QuantityKind, add_unit, find_atom
from pipeline.mine.quantity_ranges import join
from pipeline.mine.quantity_rules import grammar
from pipeline.mine.quantity_uses import drop_articles, mark_conversions, qualify, refuse


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a sentence. Offsets are of the document, tokens of the `Analysed` sentence.

    `start`:`end` holds qualifier, number, scale and unit ("at least 4.9 billion riels", "42 percent",
    "six months to 21 years"); `number_start`:`number_end` only the number. A duration is in years.
    `high` is None for "at least", `low` for "up to".
    """

    start: int
    end: int
    number_start: int
    number_end: int
    start_token: int
    end_token: int  # exclusive
    low: float | None
    high: float | None
    qualifier: str
    kind: QuantityKind
    reason: str | None = None  # why a not_a_count counts nothing
    currency: str | None = None  # ISO 4217
    change: bool = False  # a percent told as a multiple: "doubled", "tripling"

    @property
    def value(self) -> float | None:
        """The number itself, where it is one number."""
        return self.low if self.low is not None else self.high


def quantities(sentence: Analysed) -> tuple[Quantity, ...]:
    """All numbers of the sentence in text order, with those that count nothing and why."""
    return placed(read(sentence.text, sentence.narrative.country), sentence)


def placed(atoms: list[Atom], sentence: Analysed) -> tuple[Quantity, ...]:
    """The numbers read in the sentence's text, among its words, which are made for them."""
    if not atoms:
        return ()
    starts, ends, base = sentence.starts, sentence.ends, sentence.sentence.start
    return tuple(
        Quantity(
            start=base + a.start,
            end=base + a.end,
            number_start=base + a.number_start,
            number_end=base + a.number_end,
            start_token=max(0, bisect_right(starts, base + a.start) - 1),
            end_token=bisect_left(ends, base + a.end) + 1,
            low=a.low,
            high=a.high,
            qualifier=a.qualifier,
            kind=a.kind,
            reason=a.reason,
            currency=a.currency,
            change=a.change,
        )
        for a in atoms
    )


def read(text: str, country: str | None = None) -> list[Atom]:
    """The numbers of a text, offsets within it; `country` decides what a "dollar" is."""
    rules = grammar()
    atoms = [atom for match in rules.atom.finditer(text) if (atom := find_atom(match, text, rules))]
    if not atoms:
        return atoms
    numbers = [atom for atom in atoms if atom.kind != "article"]
    reach = -1
    for atom in numbers:
        if atom.start < reach:  # the half of "two and a half"
            atom.dead = True
            continue
        add_unit(atom, text, rules, country)
        reach = atom.end
    numbers = [atom for atom in numbers if not atom.dead]
    join(numbers, text)
    numbers = [atom for atom in numbers if not atom.dead]
    for atom in numbers:
        qualify(atom, text, rules)
    mark_conversions(numbers, text)
    for atom in numbers:
        if atom.kind != "not_a_count":
            refuse(atom, text, rules)
    drop_articles(atoms, text)
    return [atom for atom in atoms if not atom.dead]
