"""The atoms of numbers: digits, number words, "dozens", "half", "a", each with its scale and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.mine.quantity_rules import Grammar, grammar, money

QuantityKind = Literal["count", "money", "percent", "fraction", "duration", "article", "not_a_count"]

_PERCENT = re.compile(r"\s?(?:%|percent\b|per\s+cent\b|percentage\s+points?\b)", re.IGNORECASE)
# Days and weeks are no terms of their own, but open one: "15 days to three months".
_DURATION = re.compile(
    r"[\s-](?P<unit>years?|months?|(?:days?|weeks?)(?=\s+(?:to|and)\s+[\w-]+\s+(?:months?|years?)))\b(?:['’])?",
    re.IGNORECASE,
)
_A_YEAR = {"y": 1, "m": 12, "w": 52, "d": 365}
_A_TERM = re.compile(
    r"(?:\s+additional)?\s+(?:year|month)\s+(?:of|in)\s+(?:imprisonment|prison|jail)\b", re.IGNORECASE
)
_HALF = re.compile(r"\s+and\s+(?:a|one)[\s-]half\b", re.IGNORECASE)
_ONCE = re.compile(
    r"[\s-]+(?:time|of\s+its\s+kind|step|half|quarter|lady|instance|responder|aid|six|three|nine|two|four|few|months?|years?|phase)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\b(?:its|their|the)|['’]s?)\s+$", re.IGNORECASE)
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LETTERS = {"m": 1e6, "bn": 1e9, "k": 1e3}


@dataclass(slots=True)
class Atom:
    """A number being read; offsets are of the sentence."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    kind: QuantityKind
    qualifier: str = "exact"
    reason: str | None = None
    currency: str | None = None
    change: bool = False
    scaled: float = 1.0
    dead: bool = False  # taken up by another atom

    @property
    def looks_like_year(self) -> bool:
        return (
            self.kind == "count"
            and self.low == self.high
            and self.number_end - self.number_start == 4
            and 1900 <= (self.low or 0) <= 2100
        )

    def refuse(self, reason: str) -> None:
        self.kind, self.reason = "not_a_count", reason


def find_atom(match: re.Match[str], text: str, rules: Grammar) -> Atom | None:
    group = match.lastgroup or ""
    if group == "letter":
        group = "digits"
    start, end = match.span(group)
    word = " ".join(match[group].lower().replace("’", "'").split())
    kind: QuantityKind = "count"
    if group == "article" and _A_TERM.match(text, end):
        return Atom(start, end, start, end, 1, 1, "count")  # "sentenced to *a year* of prison"
    if group == "article":
        if rules.article_after.match(text, end) or rules.article_before.search(
            text, max(0, start - 12), start
        ):
            return None
        return Atom(start, end, start, end, 1, 1, "article")
    if group == "only":
        if not _OWNED.search(text, max(0, start - 8), start):
            return None
        if _ONCE.match(text, end):
            return Atom(start, end, start, end, 1, 1, "not_a_count", reason="ordinal")
        return Atom(start, end, start, end, 1, 1, "article")
    if group == "ordinal":
        value = float(word[:-2])
        return Atom(start, end, start, end, value, value, "not_a_count", reason="ordinal")
    if group == "vague":
        low = rules.vague[word]
        return Atom(start, end, start, end, low, None, "count", "vague")
    if group == "multiple":
        low = rules.multiples[word]
        return Atom(start, end, start, end, low, low, "percent", change=True)
    if group == "ratio":
        part, whole = (_amount(match[name], rules) for name in ("part", "whole"))
        if part >= whole:  # "five in two shelters"
            end = match.end("part")
            return Atom(start, end, start, end, part, part, "count")
        value, kind = round(100 * part / whole, 1), "fraction"
    elif group == "fraction":
        value, kind = rules.fractions[word], "fraction"
    elif group == "dozen":
        value = rules.dozens[word]
    elif group == "digits":
        value = _digits(match["digits"], text, end)
        if match["letter"]:
            value, end = value * _LETTERS[match["letter"].lower()], match.end("letter")
    else:
        value = _words(word, rules)
    return Atom(start, end, start, end, value, value, kind)


def _amount(printed: str, rules: Grammar) -> float:
    return float(printed.replace(",", "")) if printed[0].isdigit() else _words(printed.lower(), rules)


def _digits(printed: str, text: str, end: int) -> float:
    """The value of digits, with the separators of either side of the Atlantic."""
    if _COMMA_DECIMAL.fullmatch(printed):
        return float(printed.replace(",", "."))
    if _EUROPEAN.fullmatch(printed) and not (grammar().scale.match(text, end) or _PERCENT.match(text, end)):
        printed = printed.replace(".", "")
    return float(re.sub(r"[,\s]", "", printed))


def _words(printed: str, rules: Grammar) -> float:
    """The value of number words: 205 for "two hundred and five"."""
    total = current = 0.0
    for word in re.split(r"[\s,–‑-]+", printed):
        value = rules.values.get(word)
        if value is None:
            continue  # "and"
        if value < 100:
            current += value
        elif value == 100:
            current = (current or 1) * 100
        else:
            total, current = total + (current or 1) * value, 0.0
    return total + current


def add_unit(atom: Atom, text: str, rules: Grammar, country: str | None) -> None:
    """Scale, currency, percent or years around one atom."""
    if atom.kind != "count" or atom.low is None:
        return
    for pattern in (_HALF, rules.scale, _HALF):
        found = pattern.match(text, atom.end)
        if found:
            scale = rules.values[found["scale"].lower()] if pattern is rules.scale else 1.0
            atom.low = atom.low * scale if scale != 1.0 else atom.low + 0.5
            atom.scaled *= scale
            atom.end = atom.number_end = found.end()
    if atom.high is not None:
        atom.high = atom.low
    signs = money()
    percent = _PERCENT.match(text, atom.end)
    sign = None if percent else signs.sign.search(text, max(0, atom.start - 6), atom.start)
    if sign and sign["sign"] == "•" and sign.end() > sign.end("sign"):
        sign = None  # a list's bullet; the euro sign that it may stand for touches its amount
    name = signs.name.match(text, atom.end)
    if sign:
        atom.kind, atom.start = "money", sign.start()
        atom.currency = signs.currency(sign["sign"], "", country)
    if name:  # wins over a sign: "$7 million Canadian dollars"
        atom.kind, atom.end = "money", name.end()
        printed, adjective = name["own"] or name["shared"], (name["adjective"] or "").strip()
        atom.currency = signs.currency(" ".join(printed.split()), adjective, country)
    if sign or name:
        return
    if percent is not None:
        atom.kind, atom.end = "percent", percent.end()
    elif (found := _DURATION.match(text, atom.end)) is not None:
        share = _A_YEAR[found["unit"][0].lower()]
        atom.low = round(atom.low / share, 3)
        atom.high = atom.low if atom.high is not None else None
        atom.kind, atom.end = "duration", found.end("unit")
