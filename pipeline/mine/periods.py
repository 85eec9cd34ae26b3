"""The times that a sentence names, as the codebook writes them: "2017", "2017-04/2017-06", "rp:2017".

The expressions and their values are data (`models/rules/periods.yaml`). All rules are one regular
expression; a sentence without a year, month, "period" or "year" is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.strict import Strict, load
from pipeline.mine.analysis import Analysed
from pipeline.mine.openings import Branch, Openings, alternatives

FILE = Path(__file__).parents[2] / "models" / "rules" / "periods.yaml"

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], start=1
    )
}
_MONTH_YEAR = re.compile(r"\b(?:19|20)\d\d(?=-\d\d)")
_FROM = re.compile(r"\b(?:from|since|back\sto|dating\sto)\s$", re.IGNORECASE)  # "a case from 2015"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_GATE = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{'|'.join(MONTHS)}|year|years?|period)\b", re.IGNORECASE)


class BareMonth(Strict):
    first_month: int


class PeriodRule(Strict):
    """One way to say when; `dates` is false where it does not date what is counted."""

    kind: str
    pattern: str
    value: str
    dates: bool = True
    examples: dict[str, str]


class PeriodRules(Strict):
    bare_month: BareMonth
    rules: tuple[PeriodRule, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A time named in a sentence; offsets of the document."""

    start: int
    end: int
    value: str
    kind: str
    dates: bool = True

    def years(self) -> tuple[str, ...]:
        """The years that "in both 2016 and 2017" stands for, the earlier first."""
        return tuple(sorted(self.value.split("-"))) if self.kind == "each_year" else ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    finder: Openings
    rules: tuple[tuple[PeriodRule, re.Pattern[str]], ...]
    first_month: int


@cache
def period_rules() -> PeriodRules:
    return load(FILE, PeriodRules)


@cache
def _compiled() -> _Compiled:
    rules = period_rules()
    flags = re.IGNORECASE | re.VERBOSE
    year, month = r"(?:19|20)\d\d", rf"(?:{'|'.join(MONTHS)})"
    written = [rule.pattern.replace("YEAR", year).replace("MONTH", month) for rule in rules.rules]
    unnamed = [re.sub(r"\?P<\w+>", "?:", pattern) for pattern in written]
    return _Compiled(
        finder=Openings(
            [Branch(f"r{i}", alternatives(pattern)) for i, pattern in enumerate(unnamed)],
            flags,
            start=r"(?<!\w)",
            end="",
        ),
        rules=tuple(
            (rule, re.compile(pattern, flags)) for rule, pattern in zip(rules.rules, written, strict=True)
        ),
        first_month=rules.bare_month.first_month,
    )


def periods(sentence: Analysed) -> tuple[Period, ...]:
    """The times in the sentence that can date a figure, in text order."""
    return tuple(period for period in expressions(sentence) if period.dates)


def expressions(sentence: Analysed) -> tuple[Period, ...]:
    """All times in the sentence, those of laws and "since 2012" among them."""
    if not _GATE.search(sentence.text):
        return ()
    return read(sentence.text, sentence.narrative.edition, sentence.sentence.start)


def read(text: str, edition: int | None, base: int = 0) -> tuple[Period, ...]:
    """The times that a text names; what rests on the edition is left out where it is not known."""
    found: list[Period] = []
    year: int | None = None  # the last year named, for "the previous year"
    compiled = _compiled()
    for match in compiled.finder.finditer(text):
        rule, pattern = compiled.rules[int((match.lastgroup or "r0")[1:])]
        named = pattern.match(text, match.start())
        groups = named.groupdict() if named else {}
        value = _value(rule, groups, edition, year)
        if value == "same":  # the months named last, in the year named here
            months = [p.value for p in found if "/" in p.value]
            value = _MONTH_YEAR.sub(groups["y"] or "", months[-1]) if months else groups["y"]
        if value is None:
            continue
        found.append(Period(base + match.start(), base + match.end(), value, rule.kind, rule.dates))
        if rule.dates and groups.get("y") and not _FROM.search(text, 0, match.start()):
            year = int(groups["y"])
    return tuple(found)


def _value(
    rule: PeriodRule, groups: dict[str, str | None], edition: int | None, year: int | None
) -> str | None:
    if rule.value == "previous":
        if year is not None:
            return str(year - 1)
        return f"rp:{edition - 1}" if edition else None
    fields: dict[str, int | str] = {}
    for name, text in groups.items():
        if text is None:
            continue
        word = text.lower()
        if name.startswith("m"):
            fields[name] = MONTHS.index(word) + 1
        elif name == "q":
            fields[name] = _QUARTERS[word]
        elif name == "n":
            fields[name] = _NUMBERS[word] if word in _NUMBERS else int(word)
        else:
            fields[name] = word
    if len(str(fields.get("y2", "    "))) == 2:
        fields["y2"] = str(fields["y"])[:2] + str(fields["y2"])
    if "n" in fields:
        fields["n3"] = 3 * int(fields["n"])
    if "y" in fields:
        fields["before"] = int(fields["y"]) - 1
    if edition:
        fields |= {"e": edition, "p": edition - 1, "pp": edition - 2}
        if "n" in fields:
            fields |= {"ago": edition - int(fields["n"]), "earlier": edition - 1 - int(fields["n"])}
        for name, month in (("b", "m"), ("b2", "m2")):
            if month in fields:
                fields[name] = edition - (int(fields[month]) >= _compiled().first_month)
    try:
        return rule.value.format(**fields) if fields or "{" not in rule.value else None
    except KeyError:
        return None
