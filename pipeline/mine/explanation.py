"""Why a sentence gave what it gave: numbers seen, readings weighed, cues, and refusals with reasons.

`explain` mines a text as the only paragraph of a narrative and turns the trace into plain records,
which `tiptrace explain` prints or writes as JSON.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.mine import mine
from pipeline.mine.absence_rules import absences
from pipeline.mine.absence_topics import statements, topics
from pipeline.mine.analysis import Analysed, analyse
from pipeline.mine.draft import Draft
from pipeline.mine.periods import expressions
from pipeline.mine.quantity import quantities
from pipeline.mine.trace import Trace
from pipeline.records import Figure, Mined, Narrative, Section, SectionKind, Sentence
from pipeline.segment.sentences import split

Record = dict[str, Any]
_FIELDS = ("indicator", "unit", "low", "high", "qualifier", "status", "period", "comparison", "reporter")
_DIMENSIONS = ("exploitation", "sex", "age", "nationality", "place", "currency")


def explain(
    text: str,
    *,
    country: str | None = None,
    edition: int | None = None,
    section: SectionKind = "prosecution",
    source: str = "state-tip",
) -> list[Record]:
    """One record for each sentence of `text`; the sentences know of each other, as in a paragraph."""
    sentences = tuple(Sentence(start, end, 0, 0) for start, end in split(text, 0, len(text)))
    sections = (Section(section, section.title(), 0, len(text)),)
    narrative = Narrative("typed", source, edition, country, "", 0, len(text), sections, sentences)
    trace = Trace()
    mined = mine(narrative, text, trace=trace)
    drafts = {traced.sentence.sentence.start: traced.drafts for traced in trace.sentences}
    return [_sentence(one, drafts.get(one.sentence.start, ()), mined) for one in analyse(narrative, text)]


def _sentence(one: Analysed, drafts: tuple[Draft, ...], mined: Mined) -> Record:
    start, end = one.sentence.start, one.sentence.end
    figures = [figure for figure in mined.figures if start <= figure.start < end]
    return {
        "sentence": one.text,
        "numbers": _numbers(one),
        "periods": [
            {"words": _cut(one, p.start, p.end), "value": p.value, "kind": p.kind, "dates": p.dates}
            for p in expressions(one)
        ],
        "figures": [_figure(figure, mined) for figure in figures],
        "readings": [_reading(one, draft) for draft in drafts],
        "negations": _negations(one),
        "mentions": [asdict(m) for m in mined.mentions if start <= m.start < end],
        "tiers": [asdict(t) for t in mined.tiers if start <= t.start < end],
    }


def _numbers(one: Analysed) -> list[Record]:
    """The quantities, but for bare articles, of which most sentences have several."""
    return [
        {
            "words": _cut(one, q.start, q.end),
            "kind": q.kind,
            "low": q.low,
            "high": q.high,
            "qualifier": q.qualifier,
            "currency": q.currency,
            "refused": q.reason,
        }
        for q in quantities(one)
        if q.kind != "article"
    ]


def _figure(figure: Figure, mined: Mined) -> Record:
    record: Record = {"anchor": figure.anchor, "rule": figure.rule, "confidence": figure.confidence}
    record |= {name: getattr(figure, name) for name in _FIELDS}
    record |= {name: getattr(figure, name) for name in _DIMENSIONS if getattr(figure, name) is not None}
    if figure.part_of is not None:
        record["part_of"] = mined.figures[figure.part_of].anchor
    return record


def _reading(one: Analysed, draft: Draft) -> Record:
    """How one count was read: what was weighed, what won by which rule, or why nothing did."""
    won = {(event.first, event.stop) for event in draft.events}
    outcome = ("refers back" if draft.reference else "figure") if draft.readings else "refused"
    return {
        "words": one.span(draft.phrase.first, max(draft.phrase.stop, draft.quantity.end_token)),
        "outcome": outcome,
        "reason": draft.rejected,
        "rules": [reading.rule for reading in draft.readings],
        "noun": draft.kind,
        "cue": draft.cue,
        "considered": [
            {
                "events": list(dict.fromkeys(one.span(e.first, e.stop) for e in governed.events)),
                "cue": governed.cue,
                "strength": governed.strength,
                "won": bool(governed.events) and won >= {(e.first, e.stop) for e in governed.events},
            }
            for governed in draft.considered
        ],
        "period_cue": draft.period_cue,
        "comparison": draft.comparison,
        "reporter": draft.reporter,
        "takes_over_from": _words(one, draft.antecedent),
        "part_of": _words(one, draft.total),
    }


def _words(one: Analysed, draft: Draft | None) -> str | None:
    """The words of another count, where it stands in the same sentence."""
    if draft is None:
        return None
    inside = one.sentence.start <= draft.quantity.start < one.sentence.end
    return _cut(one, draft.quantity.start, draft.quantity.end) if inside else "a count of an earlier sentence"


def _negations(one: Analysed) -> list[Record]:
    """Cues of zeros and silences, each with what it is about; without topics nothing is coded."""
    rules = absences()
    if not rules.gate.any(one.text.lower()):
        return []
    return [
        {
            "words": one.text[s.start : s.body].strip(),
            "status": s.cue.status,
            "cue": s.cue.name,
            "clause": one.text[s.body : s.end].strip(),
            "about": [hit.matcher.topic.indicator for hit in topics(one.text, s, rules)],
        }
        for s in statements(one.text, rules)
    ]


def _cut(one: Analysed, start: int, end: int) -> str:
    base = one.sentence.start
    return one.text[start - base : end - base]
