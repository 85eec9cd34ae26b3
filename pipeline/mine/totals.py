"""Parts told by arithmetic: figures of later sentences that add up to a total of the same paragraph.

"The government convicted 13 traffickers in 2017. Courts convicted three offenders for ..., four for
..., and six for ..." are parts of the 13, and of 2017.
"""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.timing import UNDATED


def add_up(paragraph: list[Draft]) -> None:
    """Give figures that together make an earlier total its period, and the total itself."""
    counts = [d for d in paragraph if d.readings and not d.comparison and d.quantity.low == d.quantity.high]
    for i, total in enumerate(counts):
        if total.reference or total.period_cue in (UNDATED, "comparison"):
            continue
        parts = [
            d
            for d in counts[i + 1 :]
            if d.sentence > total.sentence
            and any(
                (r.indicator, r.unit) == (d.readings[0].indicator, d.readings[0].unit) for r in total.readings
            )
            and not d.reference
            and d.period_cue == UNDATED
        ]
        run = _run(parts, total.quantity.low or 0)
        for part in run:
            part.period, part.period_cue, part.total = total.period, "its total", total


_CONVICTED = ("convictions", "sentences")


def date_sentences(paragraph: list[Draft], edition: int | None) -> None:
    """Give sentences and terms that nothing dates the time of the convictions before them. Of the year
    that the edition covers it is only "sentenced *nine of them*" who take it.
    """
    dated: Draft | None = None
    for d in paragraph:
        if not d.readings or d.comparison:
            continue
        indicator = d.readings[0].indicator
        if indicator.startswith("sentences") and d.period_cue == UNDATED:
            current = dated is not None and edition and dated.period == str(edition - 1)
            if dated is not None and (not current or (d.phrase.elided and d.kind != "duration")):
                d.period, d.period_cue = dated.period, "its convictions"
        elif indicator in _CONVICTED and d.period_cue != "comparison":
            dated = None if d.period_cue == UNDATED else d


def _run(parts: list[Draft], target: float) -> list[Draft]:
    """The first consecutive parts that add up to the target."""
    for i in range(len(parts)):
        total = 0.0
        for j in range(i, len(parts)):
            total += parts[j].quantity.low or 0
            if total == target and j > i:
                return parts[i : j + 1]
            if total > target:
                break
    return []
