"""What mining saw and why it decided: kept only when somebody asks (`tiptrace explain`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.mine.analysis import Analysed
from pipeline.mine.draft import Draft
from pipeline.mine.quantity import Quantity


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence: its quantities, and a draft for each count, accepted (with `readings`) or
    rejected (with `rejected`, the reason in words).
    """

    sentence: Analysed
    quantities: tuple[Quantity, ...]
    drafts: tuple[Draft, ...]


@dataclass(slots=True)
class Trace:
    """Hand one to `mine` and read it afterwards."""

    sentences: list[SentenceTrace] = field(default_factory=list)
