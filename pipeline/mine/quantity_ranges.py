"""Numbers that belong together: "between 5 and 10", "seven to 15 years", "one year and one month"."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.mine.quantity_atoms import Atom

_LINK = re.compile(
    r"(?P<dash>\s?[-–—]\s?)|\s+(?:to|up\s+to|through)\s+(?:a\s+maximum\s+of\s+|more\s+than\s+|over\s+)?|\s+(?P<and>and)\s+|\s+(?P<or>or)\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:approximately\s+)?$", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:rang(?:ed|ing|es)|varied|varying)\b[^.;]{0,60}$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:increas|decreas|rose|ris|f[ae]ll|grew|grow|declin|drop|jump|up\b|down\b|chang|reduc)\w*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
# "from six months' imprisonment with a fine to five years": the terms of one range stand apart.
_FAR_LINK = re.compile(r"[\s'’][^.;(\d]{0,70}?\s+(?:to|and|up\s+to)\s+$", re.IGNORECASE)
_TO_DEATH = re.compile(
    r"(?:['’]?\s+(?:in\s+prison|imprisonment))?(?:\s+(?:plus|and|with)\s+(?:a|an|large|small)\s+(?:large\s+|small\s+)?fines?)?"
    r"\s+to\s+(?:the\s+)?(?:death|life)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,|,?\s+and|,?\s+or)\s+$", re.IGNORECASE)


def join(atoms: list[Atom], text: str) -> None:
    """Join the atoms of a sentence, in text order, into sums and ranges; those taken up are marked dead."""
    _sums(atoms, text)
    for i in range(len(atoms) - 2, -1, -1):
        first = atoms[i]
        second = next((atom for atom in atoms[i + 1 :] if not atom.dead), None)
        if first.dead or second is None or second.start - first.end > 80:
            continue
        gap = text[first.end : second.start]
        if _shares_unit(first, second, gap, text):
            first.kind = second.kind
        elif _is_range(first, second, gap, text):
            _merge(first, second, text)
    for atom in atoms:
        death = _TO_DEATH.match(text, atom.end) if atom.kind == "duration" and not atom.dead else None
        if death and atom.qualifier == "exact":  # "three years to death": a term without an upper bound
            atom.high, atom.qualifier, atom.end = None, "range", death.end()


def _sums(atoms: list[Atom], text: str) -> None:
    """Years and months of one term: "one year and one month"."""
    for i, (first, second) in enumerate(pairwise(atoms)):
        if (
            first.dead
            or first.kind != "duration"
            or second.kind != "duration"
            or first.low is None
            or second.high is None
        ):
            continue
        whole = first.low >= 1 > second.high and text[first.end : second.start].strip() in ("and", ",", "")
        ends = _BETWEEN.search(text, max(0, first.start - 30), first.start) and not _goes_on(
            second, atoms[i + 2 : i + 3], text
        )
        if whole and not ends:
            first.low = first.high = round(first.low + second.high, 3)
            first.end = first.number_end = second.end
            second.dead = True


def _goes_on(atom: Atom, following: list[Atom], text: str) -> bool:
    """Whether a range goes on: "between two years and *six months* and four years"."""
    return any(
        later.kind == "duration" and text[atom.end : later.start].strip() in ("and", "to")
        for later in following
    )


def _shares_unit(first: Atom, second: Atom, gap: str, text: str) -> bool:
    """The unit stands once in "eight and seven years, respectively"; not so in "two men and five years"."""
    listed = first.kind == "count" and second.kind == "duration" and bool(_LIST.fullmatch(gap))
    return listed and "respectively" in text[second.end : second.end + 30]


def _is_range(first: Atom, second: Atom, gap: str, text: str) -> bool:
    alike = first.kind == second.kind or (
        first.kind == "count" and second.kind in ("duration", "percent", "money")
    )
    if not alike or first.low is None or second.high is None:
        return False
    if second.qualifier == "range" or (first.currency and first.currency != second.currency):
        return False
    left = text[max(0, first.start - 80) : first.start]
    between = bool(_BETWEEN.search(left))
    link = _LINK.fullmatch(gap)
    if not link:
        apart = first.kind == second.kind == "duration" and not left.endswith("to ")
        return bool(apart and (between or _RANGE.search(left)) and _FAR_LINK.fullmatch(gap))
    if link["and"]:
        return between
    if link["dash"]:
        return not first.looks_like_year
    if link["or"] and second.kind not in (first.kind, "duration"):
        return False
    return not _moved(left)


def _merge(first: Atom, second: Atom, text: str) -> None:
    """Make `first` the range of both; a unit or scale printed once holds for both."""
    low, high = first.low or 0.0, second.high or 0.0
    if first.kind == "count" and second.kind == "duration":
        unit = text[second.number_end : second.end].lower().lstrip(" -")
        low = round(low / 12, 3) if unit.startswith("month") else low
    if second.scaled > first.scaled:  # "between 2 and 3 million"
        low *= second.scaled / first.scaled
    if low >= high:
        return
    first.low, first.high, first.qualifier = low, high, "range"
    first.kind, first.currency = second.kind, second.currency
    first.end, first.number_end = second.end, second.number_end
    between = _BETWEEN.search(text, max(0, first.start - 30), first.start)
    if between:
        first.start = between.start()
    second.dead = True


def _moved(left: str) -> bool:
    """Whether "from" opens a change ("rose from 100 to 130"), which has two numbers and is no range."""
    return bool(_FROM.search(left) and _MOVED.search(left) and not _RANGE.search(left))
