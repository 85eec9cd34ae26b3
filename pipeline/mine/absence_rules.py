"""The cues and topics of zeros and silences: `models/rules/absence.yaml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from models.strict import Strict, load
from pipeline.mine.required import Possible, Stems

FILE = Path(__file__).parents[2] / "models" / "rules" / "absence.yaml"
_FLAGS = re.VERBOSE  # for text in lower case: to search without regard to case takes twice as long

_NEGATIONS = (
    *(
        "no ",
        "not ",
        "none",
        "nor ",
        "zero",
        "never",
        "neither",
        "nobody",
        "yet to",
        "fail",
        "unable",
        "declined",
        "lack",
    ),
    *("absence", "refused", "neglected", "unclear", "unknown", "uncertain", "unavailable", "unreported"),
    *("unspecified", "undisclosed", "undetermined"),
)

Frame = Literal["verb", "noun", "none", "open", "silence", "either", "inherit", "left"]
Status = Literal["zero", "not_reported"]


class Cue(Strict):
    """Words that open a statement; `counter` are sentences in which it must give nothing."""

    name: str
    status: Status
    frame: Frame
    pattern: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Topic(Strict):
    """What a statement can be about. `whole` topics stand alone; what a `wide` one needs may stand anywhere
    in the sentence.
    """

    indicator: str
    verb: str
    noun: str
    official: str | None = None
    needs: str | None = None
    whole: bool = False
    wide: bool = False
    not_: str | None = None


class Example(Strict):
    """A sentence and all that it must give: "indicator status [field=value ...]"."""

    text: str
    gives: tuple[str, ...]


class AbsenceRules(Strict):
    ends: str
    shortcoming: str
    light: tuple[str, ...]
    idle: tuple[str, ...]
    cues: tuple[Cue, ...]
    topics: tuple[Topic, ...]
    partial: str
    officials: str
    result: str
    means: str
    back: str
    readings: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """A topic, compiled."""

    topic: Topic
    verb: re.Pattern[str]
    noun: re.Pattern[str]
    either: re.Pattern[str]
    ending: re.Pattern[str]  # the verb as the last word before "no"
    needs: re.Pattern[str] | None
    bars: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Absences:
    gate: Stems  # a sentence without any of them tells of nothing that was not
    possible_cues: Possible[tuple[Cue, re.Pattern[str]]]
    possible_topics: Possible[Matcher]
    topics: tuple[Matcher, ...]
    ends: re.Pattern[str]
    shortcoming: re.Pattern[str]
    light: re.Pattern[str]
    acting: re.Pattern[str]  # any verb that may open a zero of the verb frame
    partial: re.Pattern[str]
    officials: re.Pattern[str]
    result: re.Pattern[str]
    means: re.Pattern[str]
    back: re.Pattern[str]


@cache
def absence_rules() -> AbsenceRules:
    return load(FILE, AbsenceRules)


@cache
def absences() -> Absences:
    rules = absence_rules()
    light = "|".join(sorted(map(re.escape, rules.light), key=len, reverse=True)).replace(r"\\s", r"\s")
    cues = tuple((cue, re.compile(cue.pattern, _FLAGS)) for cue in rules.cues)
    topics = tuple(_matcher(topic) for topic in rules.topics)
    return Absences(
        gate=Stems(_NEGATIONS),
        possible_cues=Possible(cues, ([pattern] for _, pattern in cues)),
        possible_topics=Possible(topics, ([topic.either] for topic in topics)),
        topics=topics,
        ends=re.compile(rules.ends, _FLAGS),
        shortcoming=re.compile(rules.shortcoming, _FLAGS),
        light=re.compile(rf"(?:{light})\b"),
        acting=re.compile(
            rf"(?:{light}|{'|'.join(rules.idle)}|{'|'.join(topic.verb for topic in rules.topics)})\b", _FLAGS
        ),
        partial=re.compile(rules.partial, _FLAGS),
        officials=re.compile(rules.officials, _FLAGS),
        result=re.compile(rules.result, _FLAGS),
        means=re.compile(rules.means, _FLAGS),
        back=re.compile(rules.back, _FLAGS),
    )


def _matcher(topic: Topic) -> Matcher:
    return Matcher(
        topic=topic,
        verb=re.compile(rf"\b(?:{topic.verb})\b", _FLAGS),
        noun=re.compile(rf"\b(?:{topic.noun})\b", _FLAGS),
        either=re.compile(rf"\b(?:{topic.noun}|{topic.verb})\b", _FLAGS),
        ending=re.compile(rf"\b(?:{topic.verb})\s$", _FLAGS),
        needs=re.compile(topic.needs, _FLAGS) if topic.needs else None,
        bars=re.compile(topic.not_, _FLAGS) if topic.not_ else None,
    )
