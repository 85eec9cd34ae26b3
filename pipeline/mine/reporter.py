"""Who states a figure: the doer before its verb, or after "by"."""

from __future__ import annotations

from functools import cache

from models.strict import Strict, load
from pipeline.mine.dimensions import demonym, read_dimensions, table
from pipeline.mine.lexicon import FOLDER, closed
from pipeline.records import SectionKind
from sources.catalogue import catalogue

_BREAKS = closed("; but while although and , which who that")
_COMPANY = closed("with to of for from through via on among including between against at in into")
_PAID = ("government-", "state-", "publicly-")  # "a *government-funded* NGO-run shelter"
_BY_REACH = 8
_TURNS = closed("but however while although")
_JOINING = closed("and , the an a local or")
_TOLD = closed("victims_identified victims_reported prevalence cases")  # in a profile
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
            run = lower[i].startswith("ngo-") and i > 0
            paid = run and any(w.startswith(_PAID) for w in lower[max(0, i - 2) : i])
            return ("government" if paid else actor), len(parts)
    return None


def who(
    lower: tuple[str, ...], verb: int, stop: int, clause_start: int, limit: int, home: str | None = None
) -> str | None:
    """The doer of the verb at `verb`; the count's phrase ends at `stop`, the next count is at `limit`.
    `home` is the country whose government speaks; another's is a foreign one.
    """
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
    depth = last = held = 0
    i = clause_start
    # the subject is the first doer of the clause that stands in no prepositional phrase
    while i < verb:
        word = lower[i]
        named = actor_at(lower, i)
        if named:
            actor, size = named
            if actor == "government" and _foreign(lower, i, size, home):
                actor = "foreign_government"
            beside = last and set(lower[last:i]) <= _JOINING
            if beside and held and "," not in lower[last:i]:
                depth = 1  # "in partnership with the ministry *and NGOs*"
            joined = subject is not None and beside
            if joined and actor == "government" and not depth and subject in ("ngo", "io"):
                subject = actor  # "an international organization and *the government*"
            company = subject is not None and i > clause_start and lower[i - 1] in _not_doer()
            if not depth and not joined and not company and actor != "media":
                subject = actor
            i += size
            held, depth, last = depth, 0, i
            continue
        if word in _COMPANY:
            depth = 1
        elif word in (",", "that", "and"):
            depth = 0
        i += 1
    return subject


def _foreign(lower: tuple[str, ...], i: int, size: int, home: str | None) -> bool:
    """Whether the authorities at word `i` are another country's: "*Ruritanian* police", "of Ruritania"."""
    if i and lower[i] not in ("ministry", "service"):
        first = i - 2 if i > 1 and demonym(lower, i - 2) == 2 else i - 1
        if lower[first] == "foreign" or demonym(lower, first):
            if any(demonym(lower, k) for k in range(max(0, first - 4), first)):
                return False  # "Ruritanian and Borgravian police" together
            told = read_dimensions(lower, first, i, i, returned=False, home=home).nationality
            return told is not None and told != home
    if lower[i + size : i + size + 1] == ("of",) and home is not None:
        after = lower[i + size + 1 : i + size + 4]
        named = [(kind, value) for at, kind, value in table().find(after) if at <= 1]
        return bool(named) and named[0][0] == "country" and named[0][1] != home
    return False


@cache
def _not_doer() -> frozenset[str]:
    return frozenset(load(FOLDER / "reporters.yaml", Actors).not_doer_before)


def _stated(lower: tuple[str, ...], start: int, verb: int) -> str | None:
    """Who other than the government states the figure: "an NGO *reported* the government identified"."""
    for at in range(start, verb - 1):
        if lower[at] == "according" and lower[at + 1] == "to":
            named = next((n for i in range(at + 2, min(verb, at + 7)) if (n := actor_at(lower, i))), None)
            return named[0] if named and named[0] != "government" else None
    begin = max((i + 1 for i in range(start, verb) if lower[i] in _TURNS), default=start)
    for i in range(begin, min(verb, begin + 6)):
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
def speaker(source: str, section: SectionKind, indicator: str) -> str:
    """Who states a figure when its sentence names nobody: what the catalogue says of the source.

    A trafficking report speaks of the government's numbers in every section; only of the victims in its
    profile it speaks for itself.
    """
    entry = catalogue().get(source)
    if entry is None or entry.documents == "country-narratives":
        told = section == "profile" and indicator.removesuffix("_share") in _TOLD
        return "report" if told else "government"
    return entry.reporter(section)
