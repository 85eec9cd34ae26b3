"""Which numbers count something: qualifiers are added, and uses that count nothing are refused."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.mine.quantity_atoms import Atom
from pipeline.mine.quantity_rules import Grammar

_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|during|from|by|until|till|through|throughout|before|after|to|and|or|the|fiscal|year|FY|early|late|mid|mid-"
    r"|between|than|with|a|this|calendar|for|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|spring|summer|fall|autumn|winter|season|election|world|cup)\s+|[-–/(,]\s?|^)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:victims|persons|people|individuals|children|women|men|cases|calls|workers|prisoners|officials|officers|students|migrants|girls|boys)\b",
    re.IGNORECASE,
)
_SECOND_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d\s?[-–/]\s?$")
_FILLER = re.compile(
    r"\s+(?:\w+|total\s+of|minimum\s+of|maximum\s+of|average\s+of|sum\s+of|combined\s+total\s+of)\s+$",
    re.IGNORECASE,
)
# "one year imprisonment or more": the term stands between the number and its qualifier.
_TERM = re.compile(r"['’]?\s+(?:of\s+)?(?:imprisonment|incarceration|in\s+(?:prison|jail))", re.IGNORECASE)
_BRACKET = re.compile(r"[^.;()\d]{0,24}(?:in\s(?:19|20)\d\d\s?)?\((?:approximately\s|about\s)?")

# "handed over 14 victims" hands them on; it does not say that they are more than 14.
_HANDED = re.compile(r"\b(?:hand(?:ed|s|ing)?|turn(?:ed|s|ing)?|t(?:ook|aken|aking|ake))\s\Z", re.IGNORECASE)


def qualify(atom: Atom, text: str, rules: Grammar) -> None:
    if atom.kind == "not_a_count":
        return
    before = rules.before.search(text, max(0, atom.start - 24), atom.start)
    term = _TERM.match(text, atom.end) if atom.kind == "duration" else None
    after = rules.after.match(text, term.end() if term else atom.end)
    if before and not (
        before["cue"].lower() == "over"
        and _HANDED.search(text, max(0, before.start("cue") - 10), before.start("cue"))
    ):
        cue, atom.start = before["cue"], before.start()
    elif after:
        cue, atom.end = after["cue"], after.end()
    else:
        return
    qualifier = rules.qualifiers[" ".join(cue.lower().split())]
    if atom.qualifier in ("range", "vague"):
        return
    atom.qualifier = qualifier
    if qualifier in ("at_least", "more_than"):
        atom.high = None
    elif qualifier in ("at_most", "less_than"):
        atom.low = None


def mark_conversions(atoms: list[Atom], text: str) -> None:
    """A sum in brackets is the same sum again: "4.9 billion riels ($1.2 million)"."""
    for first, second in pairwise([a for a in atoms if not a.looks_like_year]):
        if second.kind != "money" or not _BRACKET.fullmatch(text[first.end : second.start]):
            continue
        converted = first.kind == "money" and first.currency != second.currency
        # A sum whose own currency is not named: "20,000 ($24,010)".
        bare = first.kind == "count" and not first.looks_like_year and text.startswith(")", second.end)
        if converted or (bare and second.currency == "USD"):
            second.refuse("conversion")
            first.kind = "money"


def refuse(atom: Atom, text: str, rules: Grammar) -> None:
    """Mark an atom that counts nothing, with the reason."""
    start, end = atom.number_start, atom.number_end
    value = atom.low if atom.low is not None else atom.high or 0.0
    if atom.looks_like_year and atom.qualifier == "exact":
        if _BEFORE_YEAR.search(text, max(0, start - 12), start) or not _COUNTED.match(text, end):
            atom.refuse("year")
        return
    if atom.kind == "count" and end - start == 2 and _SECOND_YEAR.search(text, max(0, start - 8), start):
        atom.refuse("year")
        return
    if atom.kind == "count" and value % 1:
        atom.refuse("average")  # nobody identifies 3.78 victims
        return
    if atom.kind in ("count", "duration"):
        for refusal in rules.refusals:
            if refusal.holds(text, start, end, value):
                atom.refuse(refusal.reason)
                return
        if text[start:end].lower() == "one" and atom.kind == "count":
            plain = atom.qualifier == "exact" and rules.pronoun_before.search(text, max(0, start - 12), start)
            if plain or rules.pronoun_after.match(text, end):
                atom.refuse("pronoun")
                return
    if atom.kind in ("duration", "money"):
        cues = [cue.lastgroup for cue in rules.penalty.finditer(text, 0, atom.start)]
        if cues and cues[-1] == "prescribed":
            atom.refuse("statutory penalty")


def drop_articles(atoms: list[Atom], text: str) -> None:
    """An article before a number belongs to it: "an additional 30", "a total of 12"."""
    for first, second in pairwise(atoms):
        if first.kind == "article" and second.kind in ("count", "money", "percent", "fraction"):
            if second.start <= first.start or _FILLER.fullmatch(text[first.end : second.start]):
                first.dead = True
        elif first.kind != "article" and second.kind == "article" and second.start < first.end:
            second.dead = True
