"""From an event and a noun to an indicator: the table of `models/rules/figures/`, as a function."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.mine.lexicon import Lexicon

UNITS = {
    "suspect": "person",
    "official": "person",
    "professional": "person",
    "victim": "person",
    "potential": "person",
    "person": "person",
    "permit": "person",
    "request": "person",
    "case": "case",
    "recruiter": "organization",
    "broker": "person",
    "public": "person",
    "facility": "facility",
    "inspected": "event",
    "call": "call",
    "training": "event",
    "campaign": "event",
    "operation": "event",
    "inspection": "event",
}
_OFFICIAL = {
    "investigations": "officials_investigated",
    "prosecutions": "officials_prosecuted",
    "convictions": "officials_convicted",
}
# What an event counts where the noun is left out and nothing before says.
_USUAL = {
    "investigate": "suspect",
    "arrest": "suspect",
    "prosecute": "suspect",
    "convict": "suspect",
    "acquit": "suspect",
    "sentence": "suspect",
    "identify": "victim",
    "refer": "victim",
    "assist": "victim",
    "repatriate": "victim",
    "compensate": "victim",
    "train": "professional",
}


class Reading(NamedTuple):
    """One way to understand a count."""

    indicator: str
    unit: str
    rule: str  # family and what matched: "law_enforcement:convict+suspect"


def resolve(event: str, kind: str | None, lexicon: Lexicon) -> Reading | None:
    """The reading of a count of `kind` (a class of noun) under `event`; None where the two make no
    sense together. Without a noun the event's usual object is taken.
    """
    kind = kind or _USUAL.get(event)
    if kind is None:
        return None
    found = lexicon.readings.get((event, kind))
    if found is None:
        return None
    indicator, unit, family = found
    return Reading(indicator, unit or UNITS[kind], f"{family}:{event}+{kind}")


def of_head(noun: str, lexicon: Lexicon) -> Reading | None:
    """The reading of a noun that is itself the event: "12 *convictions*"."""
    found = lexicon.heads.get(noun)
    if found is None:
        return None
    indicator, unit, family = found
    return Reading(indicator, unit, f"{family}:{noun.replace(' ', '_')}")


def of_officials(reading: Reading) -> Reading:
    """The same reading, of public officials."""
    return reading._replace(indicator=_OFFICIAL.get(reading.indicator, reading.indicator))
