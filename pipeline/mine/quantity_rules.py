"""The words of the number grammar: `models/rules/numbers.yaml` and `currencies.yaml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.strict import Strict, load
from pipeline.mine.openings import Branch, Openings
from pipeline.mine.openings import alternatives as parted

FOLDER = Path(__file__).parents[2] / "models" / "rules"
_FLAGS = re.IGNORECASE | re.VERBOSE
_NOT_GIVEN = r"(?<!handed\s)(?<!handing\s)(?<!turned\s)(?<!turning\s)"  # "handed over 22 victims"


class Words(Strict):
    units: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]


class Qualifiers(Strict):
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


class Articles(Strict):
    never_after: tuple[str, ...]
    idioms: tuple[str, ...]


class NotCount(Strict):
    """A use of a number that counts nothing, told by what stands before and after it."""

    reason: str
    before: str
    after: str
    least: float | None = None  # the rule holds only from this number on
    most: float | None = None
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Pronouns(Strict):
    before: str
    after: str


class Penalty(Strict):
    prescribed: tuple[str, ...]
    imposed: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class NumberExample(Strict):
    text: str
    gives: dict[str, str]
    country: str | None = None


class Ratios(Strict):
    of: tuple[str, ...]


class NumberRules(Strict):
    words: Words
    vague: dict[str, int]
    dozens: dict[str, int]
    fractions: dict[str, float]
    multiples: dict[str, int]
    ratios: Ratios
    qualifiers: Qualifiers
    articles: Articles
    not_counts: tuple[NotCount, ...]
    pronouns: Pronouns
    penalty: Penalty
    readings: tuple[NumberExample, ...]


class SharedName(Strict):
    names: tuple[str, ...]
    default: str
    adjectives: dict[str, str]
    countries: dict[str, str]


class Currencies(Strict):
    symbols: dict[str, str]
    names: dict[str, tuple[str, ...]]
    shared: dict[str, SharedName]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A `NotCount` ready to be tried."""

    reason: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    least: float
    most: float

    def holds(self, text: str, start: int, end: int, value: float) -> bool:
        """Whether the number at `start`:`end` of `text` is used in this way."""
        if not self.least <= value <= self.most:
            return False
        if self.after and not self.after.match(text, end):
            return False
        return not self.before or bool(self.before.search(text, max(0, start - 60), start))


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that reading numbers needs, compiled once a process."""

    atom: Openings
    values: dict[str, float]  # number words and scales
    vague: dict[str, float]
    dozens: dict[str, float]
    fractions: dict[str, float]
    multiples: dict[str, float]
    scale: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    qualifiers: dict[str, str]
    refusals: tuple[Refusal, ...]
    pronoun_before: re.Pattern[str]
    pronoun_after: re.Pattern[str]
    article_after: re.Pattern[str]
    article_before: re.Pattern[str]
    penalty: re.Pattern[str]


def alternatives(words: object) -> str:
    """A pattern of the words, longest first; a blank in a word stands for any white space."""
    ordered = sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _atom(rules: NumberRules) -> Openings:
    words = rules.words
    unit, teen, ten = (alternatives(group) for group in (words.units, words.teens, words.tens))
    scales = alternatives(name for name in words.scales if name != "hundred")
    small = rf"(?:(?:{ten})(?:(?:[-–‑]\s?|\s)(?:{unit})(?![-\w]))?|{teen}|{unit})"
    hundred = rf"(?:{small}\s+hundred(?:\s+(?:and\s+)?{small})?|{small})"
    big = rf"{hundred}(?:\s+(?:{scales})(?:,?\s+(?:and\s+)?{hundred}(?!\s+(?:{scales})))?)*"
    digits = (
        r"\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d{1,3}(?:[   ]\d{3})+(?![\d,])|[1-9]\d{0,2}(?:\.\d{3})+"
        r"|\d+,\d{1,2}(?=\s?(?:%|percent|per\scent|million|billion))|\d+(?:\.\d+)?"
    )
    named = {
        "fraction": alternatives(rules.fractions),
        "vague": alternatives(rules.vague),
        "dozen": alternatives(rules.dozens),
        "multiple": alternatives(rules.multiples),
        "words": big,
        "only": "first|only|sole",
        "article": "an?|another",
    }
    # "three in ten victims", but not "three in ten provinces"
    ratio = (
        rf"(?P<ratio>(?P<part>{unit}|\d)\s(?:in|out\sof)\s(?:every\s)?(?P<whole>{unit}|{teen}|10|20|100|1,000)"
        rf"(?=\s(?:[\w-]+\s){{0,2}}?(?:{alternatives(rules.ratios.of)})\b))"
    )
    written = [ratio, r"(?P<ordinal>\d+(?:st|nd|rd|th))", rf"(?P<digits>{digits})(?P<letter>m|bn|k)?"]
    return Openings(
        [
            *(Branch(None, (pattern,)) for pattern in written),
            *(Branch(name, parted(pattern)) for name, pattern in named.items()),
        ],
        re.IGNORECASE,
        start=r"(?:(?<![\w.])|(?<=[a-z])(?=\d{1,3},\d{3}))",
        end=r"(?!\w)",
    )


@cache
def number_rules() -> NumberRules:
    return load(FOLDER / "numbers.yaml", NumberRules)


@cache
def grammar() -> Grammar:
    rules = number_rules()
    words = rules.words
    qualifiers: dict[str, str] = {}
    for side in (rules.qualifiers.before, rules.qualifiers.after):
        for name, words_of in side.items():
            qualifiers |= dict.fromkeys(words_of, name)
    cues: list[str] = [cue for group in rules.qualifiers.before.values() for cue in group]
    behind = [cue for group in rules.qualifiers.after.values() for cue in group]
    prescribed, imposed = alternatives(rules.penalty.prescribed), alternatives(rules.penalty.imposed)
    return Grammar(
        atom=_atom(rules),
        values={**words.units, **words.teens, **words.tens, **words.scales},
        vague={name: float(value) for name, value in rules.vague.items()},
        dozens={name: float(value) for name, value in rules.dozens.items()},
        fractions=dict(rules.fractions),
        multiples={name: float(value) for name, value in rules.multiples.items()},
        scale=re.compile(rf"\s?(?P<scale>{alternatives(words.scales)})\b", re.IGNORECASE),
        before=re.compile(rf"(?<![\w]){_NOT_GIVEN}(?P<cue>{alternatives(cues)})\s*$", re.IGNORECASE),
        after=re.compile(rf"\s?(?P<cue>{alternatives(behind)})(?!\w)", re.IGNORECASE),
        qualifiers=qualifiers,
        refusals=tuple(_refusal(rule) for rule in rules.not_counts),
        pronoun_before=re.compile(rf"{rules.pronouns.before}$", _FLAGS),
        pronoun_after=re.compile(rules.pronouns.after, _FLAGS),
        article_after=re.compile(rf"\s+(?:{alternatives(rules.articles.idioms)})\b(?!-)", re.IGNORECASE),
        article_before=re.compile(rf"\b(?:{alternatives(rules.articles.never_after)})\s+$", re.IGNORECASE),
        penalty=re.compile(rf"\b(?:(?P<prescribed>{prescribed})|(?P<imposed>{imposed}))\b", re.IGNORECASE),
    )


def _refusal(rule: NotCount) -> Refusal:
    return Refusal(
        reason=rule.reason,
        before=re.compile(rf"{rule.before}$", _FLAGS) if rule.before else None,
        after=re.compile(rule.after, _FLAGS) if rule.after else None,
        least=float("-inf") if rule.least is None else rule.least,
        most=float("inf") if rule.most is None else rule.most,
    )


@dataclass(frozen=True, slots=True)
class Money:
    """Signs before and names behind an amount, and what they mean."""

    sign: re.Pattern[str]
    name: re.Pattern[str]
    codes: dict[str, str]  # sign or unshared name, in lower case, to ISO 4217
    shared: dict[str, SharedName]  # by each of its names

    def currency(self, name: str, adjective: str, country: str | None) -> str:
        """The code of a currency's name; a shared name goes by adjective, country, default."""
        known = self.codes.get(name.lower())
        if known:
            return known
        shared = self.shared[name.lower()]
        for owner, code in shared.adjectives.items():
            if adjective and adjective.lower().endswith(owner.lower()):
                return code
        return shared.countries.get(country or "", shared.default)


@cache
def money() -> Money:
    rules = load(FOLDER / "currencies.yaml", Currencies)
    codes = {name.lower(): code for code, names in rules.names.items() for name in names}
    # Abbreviations keep their capitals: "12 km" is no money, "12 KM" may be.
    capital = [name for names in rules.names.values() for name in names if name.isupper()]
    spelled = [name for names in rules.names.values() for name in names if not name.isupper()]
    shared = {name.lower(): entry for entry in rules.shared.values() for name in entry.names}
    iso = list(rules.names)
    signs = alternatives([*rules.symbols, "Rs.", "Rs", *iso, "US $", "FCFA", "CFA"])
    return Money(
        sign=re.compile(rf"(?<![\w])(?P<sign>{signs})\s?$"),
        name=re.compile(
            r"[\s-](?:"
            r"(?:[A-Z]\w*(?:[ni]|ese|sh)\s)?"  # "Kazakhstani tenge", "Thai baht"
            rf"(?P<own>(?i:{alternatives(spelled)})|{alternatives(capital)})"
            rf"|(?P<adjective>(?:[A-Z][\w.]+\s+(?:and\s+)?){{0,3}})"
            rf"(?P<shared>(?i:{alternatives(n for n in shared if n != 'fcfa')})|FCFA)"
            r")(?![\w])(?:\s\([A-Z]{2,5}\))?"
        ),
        codes={
            **codes,
            **{k.lower(): v for k, v in rules.symbols.items()},
            **{c.lower(): c for c in iso},
            "us $": "USD",
        },
        shared=shared,
    )
