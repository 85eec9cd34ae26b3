"""Who states a figure: the doer before its verb, or after "by"."""

from __future__ import annotations

from functools import cache

from models.strict import Strict, load
from pipeline.mine.lexicon import FOLDER, closed
from pipeline.records import SectionKind
from sources.catalogue import catalogue

_BREAKS = closed("; but while although and , which who that")
_COMPANY = closed("with to of for from through via on among including between against at in into")
_BY_REACH = 8
_JOINING = closed("and , the an a local or")
STATES = closed("reported estimated documented stated noted recorded found reports estimates claimed")


class Actors(Strict):
    """`reporters.yaml`."""

    actors: dict[str, tuple[str, ...]]
    not_doer_before: tuple[str, ...]


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for actor, names in load(FOLDER / "reporters.yaml", Actors).actors.items():
        for name in names:
            parts = tuple(name.split())
            table.setdefault(parts[0], []).append((parts, actor))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


def actor_at(lower: tuple[str, ...], i: int) -> tuple[str, int] | None:
    """The actor named at word `i`, and how many words name it."""
    if lower[i] == "it" and lower[i + 1 : i + 2] in (("is",), ("was",)):
        return None  # "it is estimated that"
    for parts, actor in _table().get(lower[i], ()):
        if lower[i : i + len(parts)] == parts:
            return actor, len(parts)
    return None


def who(lower: tuple[str, ...], verb: int, stop: int, clause_start: int, limit: int) -> str | None:
    """The doer of the verb at `verb`; the count's phrase ends at `stop`, the next count is at `limit`."""
    for i in range(stop, min(len(lower), stop + _BY_REACH, limit)):
        if lower[i] == "by":
            for j in range(i + 1, min(len(lower), i + 5)):
                named = actor_at(lower, j)
                if named:
                    return named[0]
        if lower[i] in (";", ",", "(", "compared"):
            break
    subject: str | None = None
    stated = _stated(lower, clause_start, verb)
    if stated is not None:
        return stated
    depth = last = 0
    i = clause_start
    # the subject is the first doer of the clause that stands in no prepositional phrase
    while i < verb:
        word = lower[i]
        named = actor_at(lower, i)
        if named:
            actor, size = named
            joined = subject is not None and last and set(lower[last:i]) <= _JOINING
            company = subject is not None and i > clause_start and lower[i - 1] in _not_doer()
            if not depth and not joined and not company:
                subject = actor
            i += size
            depth, last = 0, i
            continue
        if word in _COMPANY:
            depth = 1
        elif word in (",", "that", "and"):
            depth = 0
        i += 1
    return subject


@cache
def _not_doer() -> frozenset[str]:
    return frozenset(load(FOLDER / "reporters.yaml", Actors).not_doer_before)


def _stated(lower: tuple[str, ...], start: int, verb: int) -> str | None:
    """Who other than the government states the figure: "an NGO *reported* the government identified"."""
    if lower[start : start + 2] == ("according", "to"):
        named = next((n for i in range(start + 2, min(verb, start + 7)) if (n := actor_at(lower, i))), None)
        return named[0] if named and named[0] != "government" else None
    for i in range(start, min(verb, start + 6)):
        named = actor_at(lower, i)
        if named:
            actor, size = named
            said = lower[i + size : i + size + 2]
            if (
                actor != "government"
                and any(w in STATES for w in said)
                and (not i or lower[i - 1] not in _COMPANY)
            ):
                return actor
            return None
    return None


@cache
def speaker(source: str, section: SectionKind) -> str:
    """Who states a figure when its sentence names nobody: what the catalogue says of the source.

    A trafficking report speaks of the government's numbers in every section, its profile included.
    """
    entry = catalogue().get(source)
    if entry is None or entry.documents == "country-narratives":
        return "government"
    return entry.reporter(section)
