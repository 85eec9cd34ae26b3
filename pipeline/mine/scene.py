"""One sentence while it is being mined: words, quantities, events, layout, times, and its drafts."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.mine.analysis import Analysed
from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt, find_events
from pipeline.mine.layout import Layout, lay_out
from pipeline.mine.lexicon import Lexicon
from pipeline.mine.periods import Period, periods
from pipeline.mine.quantity import Quantity


@dataclass(slots=True, eq=False)
class Scene:
    analysed: Analysed
    lexicon: Lexicon
    quantities: tuple[Quantity, ...]
    events: dict[int, tuple[EventAt, ...]]
    layout: Layout
    topics: list[tuple[int, int]]  # "on victim identification" of a training: first word and stop
    periods: list[tuple[int, Period]]  # with the word that each starts at
    dated: list[tuple[int, int]]  # the words of each period
    previous: list[Draft]  # figures of the sentence before, in the same paragraph
    drafts: list[Draft] = field(default_factory=list)
    phrase_at: dict[int, int] = field(default_factory=dict)

    @property
    def lower(self) -> tuple[str, ...]:
        return self.analysed.lower


def open_scene(
    analysed: Analysed, quantities: tuple[Quantity, ...], previous: list[Draft], lexicon: Lexicon
) -> Scene:
    """Read events, layout and times of the sentence."""
    events, topics = find_events(analysed, lexicon)
    starts = analysed.starts
    times = [(bisect_left(starts, p.start), p) for p in periods(analysed)]
    return Scene(
        analysed,
        lexicon,
        quantities,
        events,
        lay_out(analysed.lower, events, lexicon),
        topics,
        times,
        [(at, bisect_left(starts, p.end)) for at, p in times],
        previous,
    )
