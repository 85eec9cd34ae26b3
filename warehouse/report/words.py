"""How values, periods and indicators are written for people."""

from __future__ import annotations

from typing import Any

import pycountry

from models.codebook import codebook

_SIGNS = {"about": "~", "at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<"}
_UNITS = {
    "person": "persons",
    "case": "cases",
    "event": "events",
    "facility": "places",
    "organization": "organizations",
    "call": "calls",
    "percent": "%",
    "year": "years",
}
TIERS = {"1": "Tier 1", "2": "Tier 2", "2WL": "Tier 2 Watch List", "3": "Tier 3", "SC": "Special case"}
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_BREAKDOWN = ("exploitation", "age", "sex", "nationality", "place")


def indicator(code: str) -> str:
    """`victims_identified` as "victims identified", with a derived one's kind."""
    for suffix, word in (("_change", ", change"), ("_share", ", share")):
        if code.endswith(suffix):
            return code.removesuffix(suffix).replace("_", " ") + word
    return code.replace("_", " ")


def pillar(code: str) -> str:
    """The part of the codebook that an indicator, or one derived from it, belongs to."""
    known = codebook().indicators.get(code.removesuffix("_change").removesuffix("_share"))
    return known.pillar if known else "other"


def unit(code: str | None, currency: str | None = None) -> str:
    return currency or "money" if code == "currency" else _UNITS.get(code or "", code or "")


def number(value: float) -> str:
    """Digits in groups; large sums with their scale."""
    for size, name in _SCALES:
        if abs(value) >= size:
            return f"{value / size:,.3g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def value(row: dict[str, Any]) -> str:
    """A figure's value as it is shown: "≥129", "7–15", "0", "n/r"."""
    if row["status"] == "zero":
        return "0"
    if row["status"] == "not_reported":
        return "n/r"
    low, high = row["low"], row["high"]
    if row.get("qualifier") == "vague":
        return f"{number(low)}+" if low is not None else "some"
    if low is not None and high is not None and low != high:
        return f"{number(low)}–{number(high)}"
    known = low if low is not None else high
    if known is None:
        return "?"
    sign = _SIGNS.get(row.get("qualifier") or "", "")
    return sign + number(known)


def period(code: str | None) -> str:
    """`rp:2018` as "reporting period of the 2018 edition"."""
    if not code:
        return "no period given"
    if code.startswith("rp:"):
        return f"reporting period of the {code[3:]} edition"
    return code.replace("-Q", ", quarter ").replace("/", " to ")


def country(code: str) -> str:
    """The English name of an ISO 3166 country; the code itself where there is none."""
    found = pycountry.countries.get(alpha_3=code)
    return str(getattr(found, "common_name", None) or found.name) if found else code


def breakdown(row: dict[str, Any]) -> str:
    """What part of the whole a figure counts: "sex, child"; empty for a total.

    Nationals of the country itself are its total: victims that it repatriates are its own people.
    """
    told = []
    for field in _BREAKDOWN:
        code = row.get(field)
        if not code or (field == "nationality" and code in (row.get("country"), "national")):
            continue
        name = country(code) if field in ("nationality", "place") else code.replace("_", " ")
        told.append(f"from {name}" if field == "place" else name)
    if not told and row.get("part_of"):
        return "part of a total"
    return ", ".join(told)


def part_of_year(code: str | None) -> bool:
    """Whether a period is shorter than a year: "2024-01/2024-06", "2024-Q1"."""
    return bool(code) and ("-Q" in str(code) or "/" in str(code))


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def tier(code: str) -> str:
    return TIERS.get(code, code)
