"""Countries as reports name them: "CONGO, DEMOCRATIC REPUBLIC OF THE", "Burma", "Thai", "Filipina".

ISO 3166 alpha-3 codes throughout, with XKX for Kosovo. ISO's own names come from pycountry, the
State Department's and other publishers' names and the words for people from `countries.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from models.strict import DataFileError, Strict, load

FILE = Path(__file__).with_name("countries.yaml")

_SMALL = frozenset({"the", "of", "and"})


class Country(Strict):
    name: str
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class _Countries(Strict):
    ambiguous: dict[str, tuple[str, ...]]
    countries: dict[str, Country]


@cache
def countries() -> dict[str, Country]:
    """Every country and territory by its code, in the order of the codes."""
    return _file().countries


@cache
def country_name(code: str) -> str:
    """The plain English name that we print; the code itself where it is unknown."""
    country = countries().get(code)
    return country.name if country else code


def country_code(name: str) -> str | None:
    """The code of a country named (or coded) in any of the usual ways, else None.

    Capitals, accents, a leading "The", "St." for "Saint" and inverted names ("Korea, Republic of")
    make no difference. "Georgia" and "Jordan" are always the countries.
    """
    code = name.strip()
    if code in countries():
        return code
    return _names().get(_key(name))


def nationality_codes(word: str) -> tuple[str, ...]:
    """All countries that an adjective or noun of nationality can mean, the likeliest first."""
    found = _people().get(_key(word))
    if not found and word.endswith("s"):
        found = _people().get(_key(word[:-1]))
    return found or ()


def nationality_code(word: str, near: str | None = None) -> str | None:
    """The country of "Thai", "Filipinos", "Congolese"; `near` is whom the text is about.

    A word that fits two countries means the one that the text is about, else the likeliest.
    """
    codes = nationality_codes(word)
    if near in codes:
        return near
    return codes[0] if codes else None


@cache
def place_names() -> dict[str, str]:
    """Each name of a country as it may be printed, with its code: what a phrase matcher needs."""
    names: dict[str, str] = {}
    for code, country in countries().items():
        for name in (country.name, *country.also, *_iso_names(code)):
            names.setdefault(name, code)
    return names


@cache
def people_names() -> dict[str, tuple[str, ...]]:
    """Each word for a country's people, plurals in -s included, with the codes it can mean."""
    words: dict[str, tuple[str, ...]] = {}
    for country in countries().values():
        for word in country.people:
            codes = nationality_codes(word)
            words[word] = codes
            if not word.endswith(("ese", "sh", "ss", "men", "ch", "s")):
                words.setdefault(f"{word}s", codes)
    return words


@cache
def _file() -> _Countries:
    return load(FILE, _Countries)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, code in place_names().items():
        if names.setdefault(_key(name), code) != code:
            raise DataFileError(f"{FILE}: '{name}' names both {names[_key(name)]} and {code}")
    return names


@cache
def _people() -> dict[str, tuple[str, ...]]:
    people: dict[str, tuple[str, ...]] = {}
    for code, country in countries().items():
        for word in country.people:
            known = _file().ambiguous.get(word, (code,))
            if code not in known or people.setdefault(_key(word), known) != known:
                raise DataFileError(f"{FILE}: '{word}' is of several countries but not under 'ambiguous'")
    return people


def _iso_names(code: str) -> tuple[str, ...]:
    """ISO's short, common and official names of a country."""
    import pycountry

    entry = pycountry.countries.get(alpha_3=code)
    names = (getattr(entry, field, None) for field in ("name", "common_name", "official_name"))
    return tuple(name for name in names if name)


def _key(name: str) -> str:
    """What is left of a name when case, accents, order, articles and punctuation are set aside."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\bst\b\.?", "saint", plain).replace("&", " and ")
    plain = re.sub(r"(?<=\w)[.'](?=\w)|(?<=\w)'s\b", "", plain)
    words = re.findall(r"\w+", plain)
    return " ".join(sorted(w for w in words if w not in _SMALL))
