"""A figure in the making: a quantity, its phrase, and what has been found out about it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.mine.dimensions import Dimensions
from pipeline.mine.events import EventAt
from pipeline.mine.governor import Governed
from pipeline.mine.indicators import Reading
from pipeline.mine.noun_phrase import Phrase
from pipeline.mine.quantity import Quantity


@dataclass(slots=True, eq=False)
class Draft:
    quantity: Quantity
    phrase: Phrase
    number: int  # among the sentence's drafts
    kind: str | None = None  # class of noun, inherited where it is left out
    readings: tuple[Reading, ...] = ()
    events: tuple[EventAt, ...] = ()
    cue: str = ""
    comparison: bool = False
    antecedent: Draft | None = None  # whose noun and event it takes over
    total: Draft | None = None  # whose part it is
    dimensions: Dimensions = field(default_factory=Dimensions)
    core: Dimensions = field(default_factory=Dimensions)  # told by the noun phrase alone
    sibling: Draft | None = None  # the count before it in the same list
    member: bool = False  # stands in a list of parts of a number of potential victims
    reference: bool = False  # only refers back to a figure already given
    period: str | None = None
    period_cue: str = ""
    years: tuple[str, ...] = ()  # "in both 2016 and 2017": a figure of each
    reporter: str = "government"
    rejected: str | None = None
    considered: tuple[Governed, ...] = ()  # the events that could have governed it, strongest first
    confidence: float = 0.9
    first: int = 0  # words of the anchor
    stop: int = 0
    currency: str | None = None
    subject: tuple[int, int] | None = None  # of a share: the words before the verb, "*women* make up 39 %"
    sentence: int = 0
