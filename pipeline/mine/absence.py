"""Zeros and silences: what the text says did not happen, and what it says is not told.

A cue ("did not", "no", "did not report", "it was unclear whether") opens a statement; the words up to
the end of its clause are searched for topics, and coordinated topics give a figure each ("did not
investigate, prosecute, or convict any officials"). Cues and topics are data: `models/rules/absence.yaml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from models.codebook import codebook
from pipeline.mine.absence_rules import Absences, absences
from pipeline.mine.absence_topics import Hit, Statement, inherits, statements, topics
from pipeline.mine.analysis import Analysed
from pipeline.mine.dimensions import read_dimensions
from pipeline.mine.periods import Period, expressions
from pipeline.mine.reporter import who
from pipeline.records import Figure

SILENT_SECTIONS = ("recommendations",)
_COMPARED = re.compile(
    r"(?:compar(?:ed|es|ing)\s+(?:with|to)|up\s+from|down\s+from|versus|\bfrom|and)\s*$", re.IGNORECASE
)
_COMPARISON = re.compile(r"\b(?:compar(?:ed|es|ing)\s+(?:with|to)|up\s+from|down\s+from)\b", re.IGNORECASE)
# "...complicit officials, but there were no prosecutions": of the officials named before.
_COMPLICIT = re.compile(
    r"\b(?:officials?|officers?|employees)\b[^.;]{0,30}\b(?:complicit|involved|corrupt)|\bcomplicit\s\w+|\bcomplicity\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:traffickers?|suspects?|victims?|individuals?|recruit\w+|tourists?|persons?|cases)\b", re.I
)
_INCLUDING = re.compile(r"[\s—–(,]including\s", re.IGNORECASE)
_EVER = re.compile(
    r"\bto\s+date,\s|\b(?:has|have)\s(?:never|ever)\b|\bno\s.{0,40}\bha(?:s|ve)\sever\b", re.IGNORECASE
)
_LIKE = re.compile(r"\b(?:as|unlike|like|similar\s+to|than)\s*(?:in\s*)?$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|during|for|throughout)\s+$", re.IGNORECASE)
_TOURISM = re.compile(r"\bchild\s+sex\s+touris", re.IGNORECASE)
# Papers that only a foreigner needs.
_PAPERS = re.compile(r"\b(?:residen\w+|visas?|temporary\s+stay|asylum)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)


def mine_absence(sentences: Sequence[Analysed], figures: Sequence[Figure]) -> list[Figure]:
    """The zeros and silences of a narrative; `figures` are its numbers, in text order, from which "none
    in 2016" takes what it is none of.
    """
    rules = absences()
    starts = [figure.start for figure in figures]
    found: list[Figure] = []
    for sentence in sentences:
        if sentence.section in SILENT_SECTIONS or not rules.gate.search(sentence.text):
            continue
        inside = figures[
            bisect_left(starts, sentence.sentence.start) : bisect_left(starts, sentence.sentence.end)
        ]
        found.extend(sentence_absences(sentence, inside))
    return found


def sentence_absences(sentence: Analysed, figures: Sequence[Figure] = ()) -> list[Figure]:
    """The zeros and silences of one sentence."""
    rules = absences()
    found: list[Figure] = []
    for statement in statements(sentence.text, rules):
        hits = topics(sentence.text, statement, rules)
        if not hits and inherits(sentence.text, statement):
            found += _inherited(sentence, statement, [*figures, *found])
        for hit in hits:
            figure = _figure(sentence, statement, hit, rules)
            if not any(f.indicator == figure.indicator and f.start == figure.start for f in found):
                found.append(figure)
    return found


def _figure(sentence: Analysed, statement: Statement, hit: Hit, rules: Absences) -> Figure:
    text, topic = sentence.text, hit.matcher.topic
    indicator = topic.indicator
    subject = text[max(0, statement.start - 170) : statement.start] if statement.cue.frame == "verb" else ""
    passive = subject and _PASSIVE.search(text, statement.start, statement.body)
    about = _INCLUDING.split(text[statement.start : statement.end])[0] + (subject if passive else "")
    if topic.official and (
        rules.officials.search(about)
        or (_COMPLICIT.search(text, 0, statement.start) and not _OTHERS.search(about))
    ):
        indicator = topic.official
    stop = max(hit.end, statement.end) if statement.cue.frame != "left" else statement.body
    begin = min(hit.start, statement.start)
    return _made(sentence, statement, indicator, begin, _trimmed(text, begin, stop))


def _inherited(sentence: Analysed, statement: Statement, figures: Sequence[Figure]) -> list[Figure]:
    """A figure of what the nearest one before it counts: "none in 2016". It takes that one's dimensions
    too; in brackets, or beside an earlier figure, it is a comparison.
    """
    at = sentence.sentence.start + statement.start
    before = [figure for figure in figures if figure.start < at]
    if not before:
        return []
    nearest = max(before, key=lambda figure: (figure.start, figure.end))
    end = _trimmed(sentence.text, statement.start, statement.end)
    made = _made(sentence, statement, nearest.indicator, statement.start, end)
    text = sentence.text[: statement.start]
    bracketed = text.count("(") > text.count(")") and made.period != nearest.period
    return [
        replace(
            made,
            comparison=made.comparison or nearest.comparison or bracketed,
            exploitation=made.exploitation or nearest.exploitation,
            sex=made.sex or nearest.sex,
            age=made.age or nearest.age,
            nationality=made.nationality or nearest.nationality,
        )
    ]


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,.;:"))


def _made(sentence: Analysed, statement: Statement, indicator: str, start: int, end: int) -> Figure:
    base, text = sentence.sentence.start, sentence.text
    first = max(0, bisect_right(sentence.starts, base + start) - 1)
    stop = min(len(sentence), bisect_left(sentence.ends, base + end) + 1)
    if "including" in sentence.lower[first:stop]:
        stop = sentence.lower.index("including", first)
    described = read_dimensions(
        sentence.lower,
        first,
        stop,
        stop,
        returned=indicator == "victims_repatriated",
        home=sentence.narrative.country,
    )
    comparison = bool(_COMPARED.search(text[max(0, statement.start - 24) : statement.start])) and bool(
        _COMPARISON.search(text[: statement.start])
    )
    age = None if _TOURISM.search(text, statement.start, end) else described.age
    foreign = "foreign" if indicator == "victims_assisted" and _PAPERS.search(text, start, end) else None
    zero = 0.0 if statement.cue.status == "zero" else None
    known = codebook().indicators.get(indicator)  # shares and changes are no entries of their own
    return Figure(
        start=base + start,
        end=base + end,
        anchor=text[start:end],
        indicator=indicator,
        unit=known.units[0] if known else "percent",
        low=zero,
        high=zero,
        rule=f"{statement.cue.status}:{statement.cue.name.replace(' ', '_')}",
        status=statement.cue.status,
        period=_period(sentence, statement, comparison),
        comparison=comparison,
        reporter=_reporter(sentence, first, stop) or "government",
        exploitation=described.exploitation,
        sex=described.sex,
        age=age,
        nationality=described.nationality or foreign,
        place=described.place,
        confidence=0.85,
    )


def _period(sentence: Analysed, statement: Statement, comparison: bool) -> str | None:
    """A time in the statement's clause, else at the head of the sentence, else the reporting period."""
    base, text = sentence.sentence.start, sentence.text
    edition = sentence.narrative.edition
    found = [p for p in expressions(sentence) if not _LIKE.search(text, 0, p.start - base)]
    for period in found:
        at = period.start - base
        if not statement.start <= at < statement.end or not (period.dates or period.kind == "since"):
            continue
        aside = text.count("(", statement.start, at) > text.count(")", statement.start, at)
        earlier = period.kind.startswith("previous") and not comparison
        if not aside and not (earlier and not _IN.search(text, 0, at)):
            return period.value
    if _EVER.search(text, max(0, statement.start - 60), statement.end):
        return None
    if comparison:
        later = [p for p in found if p.dates and p.start >= base + statement.start]
        return later[0].value if later else (f"rp:{edition - 1}" if edition else None)
    leading = _leading(found, base)
    if leading and ";" not in text[: statement.start]:
        return leading.value
    return f"rp:{edition}" if edition else None


def _leading(found: Sequence[Period], base: int) -> Period | None:
    return next((p for p in found if p.dates and p.start - base < 12 and p.kind != "attributive"), None)


def _reporter(sentence: Analysed, first: int, stop: int) -> str | None:
    lower = sentence.lower
    begin = first
    while begin > 0 and lower[begin - 1] != ";":
        begin -= 1
    return who(lower, first, stop, begin, len(lower))
