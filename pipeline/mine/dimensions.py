"""Exploitation, sex, age, nationality and place, read from the words of a count's phrase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pycountry

from models.strict import Strict, load
from pipeline.mine.lexicon import FOLDER, closed

_THEIR = closed("their his her whose")
_CAME = closed("returned returning return repatriated deported arriving arrived back extradited removed")
# Names that two countries share: at home they are its own.
_SHARED = {("COG", "COD"): "COD", ("DOM", "DMA"): "DMA", ("GIN", "GNB"): "GNB", ("GIN", "GNQ"): "GNQ"}
_KIND = closed("child adult victim victims trafficking sex labor male female")
_VICTIMS = closed("victim victims")
_SPLIT = closed("and , or the")


@dataclass(slots=True)
class Dimensions:
    """What a figure is broken down by."""

    exploitation: str | None = None
    sex: str | None = None
    age: str | None = None
    nationality: str | None = None
    place: str | None = None
    each: tuple[tuple[str, str], ...] = ()  # "one each from A and B": (field, code) for each of them

    def over(self, base: Dimensions) -> Dimensions:
        """These, and where they are silent those of `base`, unless that is of an unknown type."""
        told = base.exploitation if base.exploitation != "unspecified" else None
        return Dimensions(
            self.exploitation or told,
            self.sex or base.sex,
            self.age or base.age,
            self.nationality or base.nationality,
            self.place or base.place,
            self.each,
        )


class Words(Strict):
    """`dimensions.yaml`."""

    exploitation: dict[str, tuple[str, ...]]
    not_exploitation: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    child: tuple[str, ...]
    adult: tuple[str, ...]
    foreign: tuple[str, ...]
    national: tuple[str, ...]


class Nationalities(Strict):
    """`nationalities.yaml`."""

    adjectives: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]


class _Table:
    """Word sequences with what they mean, found longest first."""

    def __init__(self) -> None:
        self.entries: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        words = load(FOLDER / "dimensions.yaml", Words)
        for value, phrases in words.exploitation.items():
            for phrase in phrases:
                self._add(phrase, "exploitation", value)
        for phrase in words.not_exploitation:
            self._add(phrase, "nothing", "")
        for name in ("female", "male"):
            for word in getattr(words, name):
                self._add(word, "sex", name)
        for name in ("child", "adult"):
            for word in getattr(words, name):
                self._add(word, "age", name)
        for word in words.foreign:
            self._add(word, "foreign", "foreign")
        for word in words.national:
            self._add(word, "national", "national")
        nations = load(FOLDER / "nationalities.yaml", Nationalities)
        for code, adjectives in nations.adjectives.items():
            for word in adjectives:
                self._add(word, "nationality", code)
                self._add(word + "s", "nationality", code)
        for code, names in nations.names.items():
            for name in names:
                self._add(name, "country", code)
        for country in pycountry.countries:
            name = country.name.lower()
            if "," not in name and name not in ("georgia", "jersey"):
                self._add(name, "country", country.alpha_3)
        self._add("georgia", "country", "GEO")
        for entries in self.entries.values():
            entries.sort(key=lambda e: -len(e[0]))

    def _add(self, phrase: str, kind: str, value: str) -> None:
        parts = tuple(phrase.split())
        self.entries.setdefault(parts[0], []).append((parts, kind, value))

    def find(self, lower: tuple[str, ...]) -> list[tuple[int, str, str]]:
        """(word, kind, value) for each thing that the words say, left to right."""
        found: list[tuple[int, str, str]] = []
        i = 0
        while i < len(lower):
            size = 0
            for parts, kind, value in self.entries.get(lower[i], ()):
                if size and len(parts) != size:
                    break
                if lower[i : i + len(parts)] == parts:
                    found.append((i, kind, value))
                    size = len(parts)
            i += size or 1
        return found


@cache
def table() -> _Table:
    return _Table()


def demonym(lower: tuple[str, ...], at: int) -> int:
    """How many words from `at` on name people by their country: 1 of "Thais", 2 of "Sri Lankan", or 0."""
    for parts, kind, _ in table().entries.get(lower[at], ()):
        if (kind == "nationality" or parts == ("rohingya",)) and lower[at : at + len(parts)] == parts:
            return len(parts)
    return 0


def _own_victims(lower: tuple[str, ...], i: int, head: int) -> bool:
    """Whether the victims are of the country itself: "*domestic* child victims"."""
    words = lower[i + 1 : head + 1]
    return lower[i] == "domestic" and words[:1] != () and words[0] in _KIND and not _VICTIMS.isdisjoint(words)


def read_dimensions(
    lower: tuple[str, ...], first: int, head: int, stop: int, *, returned: bool, home: str | None
) -> Dimensions:
    """Dimensions told by words `first` up to `stop`; the noun phrase ends at word `head`.

    `returned`: the count is of victims repatriated, for whom "from" names a place. `home` is the
    country of the narrative, which is never a place.
    """
    seen: dict[str, list[str]] = {"exploitation": [], "sex": [], "age": [], "nationality": [], "place": []}
    foreign = national = False
    last = "nationality"
    for at, kind, value in table().find(lower[first:stop]):
        i = first + at
        if kind == "country":
            before = [w for w in lower[max(first, i - 3) : i] if w not in ("the", "mainland")]
            word = before[-1] if before else ""
            if word in _SPLIT and seen[last] and i > head:
                seen[last].append(value)
            elif word == "from":
                came = len(before) > 1 and before[-2] in _CAME
                last = "place" if returned or came else "nationality"
                seen[last].append(value)
            elif word in ("in", "to", "into") and value != home and i >= head:
                last = "place"
                seen[last].append(value)
        elif kind == "nationality":
            if i <= head:
                seen["nationality"].append(_SHARED.get((value, home or ""), value))
        elif kind == "foreign":
            foreign = foreign or i <= head
        elif kind == "national":
            national = national or i == head or _own_victims(lower, i, head)
        elif kind in seen and not (i and i > head and lower[i - 1] in _THEIR):
            seen[kind].append(value)
    if "child" in lower[first : head + 1]:
        seen["age"].append("child")
    text = lower[first:stop]
    for at, word in enumerate(text):
        if word in ("women", "men") and text[at + 1 : at + 3] in (("and", "children"), ("and", "minors")):
            seen["sex"], seen["age"] = [], []  # "20 women and children"
    ages = set(seen["age"])
    sexes = set(seen["sex"])
    exploitation = list(dict.fromkeys(seen["exploitation"]))
    if "other" in exploitation and "child" not in ages and {"forces", "groups"} & set(text):
        exploitation.remove("other")  # a colonel of the armed forces; children in them are exploited
    if len(exploitation) > 1 and "labor" in exploitation and "sex" not in exploitation:
        exploitation = [kind for kind in exploitation if kind != "labor"][:1]  # begging is forced labor
    each: tuple[tuple[str, str], ...] = ()
    if "each" in lower[first : first + 3]:
        name = "place" if len(seen["place"]) > 1 else "nationality"
        each = tuple((name, code) for code in seen[name]) if len(seen[name]) > 1 else ()
    codes = list(dict.fromkeys(seen["nationality"]))
    nationality = codes[0] if len(codes) == 1 else "foreign" if codes else None
    if nationality is None:
        nationality = "foreign" if foreign else "national" if national and not foreign else None
    return Dimensions(
        exploitation[0] if len(exploitation) == 1 else None,
        sexes.pop() if len(sexes) == 1 else None,
        ages.pop() if len(ages) == 1 else None,
        nationality,
        seen["place"][0] if len(set(seen["place"])) == 1 else None,
        each,
    )
