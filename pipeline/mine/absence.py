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
from pipeline.mine.absence_clause import lowered
from pipeline.mine.absence_rules import Absences, absences
from pipeline.mine.absence_topics import Hit, Statement, inherits, statements, topics
from pipeline.mine.analysis import Analysed
from pipeline.mine.crimes import NOT_BY_CRIME
from pipeline.mine.dimensions import Dimensions, read_dimensions
from pipeline.mine.periods import Period, expressions
from pipeline.mine.reporter import who
from pipeline.records import Figure

SILENT_SECTIONS = ("recommendations",)
_COMPARED_TO = re.compile(r"(?:compar(?:ed|es|ing)\s+(?:with|to)|from|versus)\s*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:compar(?:ed|es|ing)\s+(?:with|to)|up\s+from|down\s+from|versus|\bfrom|and)\s*$", re.IGNORECASE
)
_COMPARISON = re.compile(
    r"\b(?:compar(?:ed|es|ing)\s+(?:with|to)|(?:up|down)\s+from|(?:increase|decrease|decline|drop|rise|change|improvement)d?\b[^.;(]{0,60}\bfrom)\b",
    re.IGNORECASE,
)
# "...complicit officials, but there were no prosecutions": of the officials named before.
_COMPLICIT = re.compile(
    r"\b(?:officials?|officers?|employees)\b[^.;]{0,30}\b(?:complicit|involved|corrupt)|\bcomplicit\s\w+|\bcomplicity\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:traffickers?|suspects?|victims?|individuals?|recruit\w+|tourists?|persons?|cases)\b", re.I
)
_ALLEGED = re.compile(r"\b(?:allegations?|claims|accusations|reports)\b", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:official\scomplicity|officials?|police|officers?|soldiers|diplomats?)\b", re.IGNORECASE
)
_TWO_YEARS = re.compile(r"\bin\s(?:(?:either\s)?(20\d\d)\s(?:or|nor)|both\s(20\d\d)\sand)\s(20\d\d)\b")
_INCLUDING = re.compile(r"[\s—–(,]including\s", re.IGNORECASE)
_EVER = re.compile(
    r"\bto\s+date,\s|\b(?:has|have|had)\s(?:never|ever)\b|\bno\s.{0,40}\bha(?:s|ve|d)\sever\b", re.IGNORECASE
)
_LIKE = re.compile(r"\b(?:as|unlike|like|similar\s+to|than)\s*(?:in\s*)?$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|during|for|throughout)\s+$", re.IGNORECASE)
# In brackets: "(no prosecutions in 2016)".
_SOLDIERS = re.compile(r"\bchild\s+soldiering\b", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\bin\s20\d\d\b|\b(?:previous|prior|last)\s", re.IGNORECASE)
# Papers that only a foreigner needs.
_PAPERS = re.compile(r"\b(?:residen\w+|visas?|temporary\s+stay|asylum)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\bforeign\s(?:(?!and\b|or\b)[\w-]+\s){0,2}victims?\b", re.IGNORECASE)
# "did not prosecute them", "in these cases", "the suspects": of those of whom the sentence has told.
_THOSE = re.compile(
    r"\b(?:them|(?:any|all|none)\sof\s(?:them|these|those)|(?:these|those|such)\s(?:cases|crimes|victims|children|investigations|prosecutions)"
    r"|the\s(?:alleged\s|suspected\s)?(?:suspects?|perpetrators?|traffickers?)|any\sperpetrators)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:this|these|such|it|so)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)


def mine_absence(sentences: Sequence[Analysed], figures: Sequence[Figure]) -> list[Figure]:
    """The zeros and silences of a narrative; `figures` are its numbers, in text order, from which "none
    in 2016" takes what it is none of.
    """
    rules = absences()
    starts = [figure.start for figure in figures]
    found: list[Figure] = []
    for at, sentence in enumerate(sentences):
        if sentence.section in SILENT_SECTIONS or not rules.gate.any(sentence.text.lower()):
            continue
        before = sentences[at - 1] if at else sentence
        if before.sentence.paragraph != sentence.sentence.paragraph:
            before = sentence
        inside = figures[
            bisect_left(starts, before.sentence.start) : bisect_left(starts, sentence.sentence.end)
        ]
        found.extend(sentence_absences(sentence, inside, before.text if before is not sentence else ""))
    return found


def sentence_absences(sentence: Analysed, figures: Sequence[Figure] = (), before: str = "") -> list[Figure]:
    """The zeros and silences of one sentence; `figures` are the numbers of it and of the one `before`."""
    rules = absences()
    found: list[Figure] = []
    for statement in statements(sentence.text, rules):
        hits = topics(sentence.text, statement, rules)
        if not hits and inherits(sentence.text, statement):
            found += _inherited(sentence, statement, [*figures, *found])
        for hit in hits:
            for indicator in _indicators(lowered(sentence.text), statement, hit, rules, before):
                figure = _figure(sentence, statement, hit, indicator)
                if not any(f.indicator == figure.indicator and f.start == figure.start for f in found):
                    found += _each_year(figure)
    return found


def _indicators(text: str, statement: Statement, hit: Hit, rules: Absences, before: str) -> tuple[str, ...]:
    """The topic's indicator, that of officials, or both: "any traffickers, including officials"."""
    topic = hit.matcher.topic
    if not topic.official:
        return (topic.indicator,)
    subject = text[max(0, statement.start - 170) : statement.start] if statement.cue.frame == "verb" else ""
    passive = subject and _PASSIVE.search(text, statement.start, statement.body)
    named, *included = _INCLUDING.split(text[statement.start : statement.end], maxsplit=1)
    about = named + (subject if passive else "")
    if rules.officials.search(about):
        return (topic.official,)
    if included and not included[0].startswith("of ") and rules.officials.search(included[0]):
        return (topic.indicator, topic.official)
    complicit = _COMPLICIT.search(text, 0, statement.start) or (
        _ALLEGED.search(about) and (_OFFICIAL.search(text) or _OFFICIAL.search(before))
    )
    return (topic.official,) if complicit and not _OTHERS.search(about) else (topic.indicator,)


def _figure(sentence: Analysed, statement: Statement, hit: Hit, indicator: str) -> Figure:
    stop = max(hit.end, statement.end) if statement.cue.frame != "left" else statement.body
    begin, stop = hit.span or (min(hit.start, statement.start), stop)
    figure = _made(sentence, statement, indicator, begin, _trimmed(sentence.text, begin, stop))
    if hit.start < begin:  # "allowed visas for child victims; none did so"
        return _filled(figure, _described(sentence, hit.start, stop, indicator))
    if _THOSE.search(sentence.text, begin, stop):
        return _filled(figure, _described(sentence, 0, begin, indicator))
    return figure


def _filled(figure: Figure, pointed: Dimensions) -> Figure:
    """A figure with the dimensions of what it points back to, where it names none itself."""
    return replace(
        figure,
        exploitation=figure.exploitation or pointed.exploitation,
        sex=figure.sex or pointed.sex,
        age=figure.age or pointed.age,
    )


def _each_year(figure: Figure) -> list[Figure]:
    """A zero "in 2016 or 2017" is one of each year; a silence is one of both."""
    years = _TWO_YEARS.search(figure.anchor)
    if figure.status != "zero" or not years:
        return [figure]
    return [replace(figure, period=year) for year in years.groups() if year]


def _inherited(sentence: Analysed, statement: Statement, figures: Sequence[Figure]) -> list[Figure]:
    """A figure of what the nearest one before it counts: "none in 2016". It takes that one's dimensions
    too; in brackets, or beside an earlier figure, it is a comparison.
    """
    at = sentence.sentence.start + statement.start
    silent = statement.cue.status == "not_reported"
    first = 0 if silent else sentence.sentence.start
    before = [f for f in figures if first <= f.start < at and not (silent and f.comparison)]
    if not before:
        return []
    nearest = max(before, key=lambda figure: (figure.start, figure.end))
    end = _trimmed(sentence.text, statement.start, statement.end)
    made = _made(sentence, statement, nearest.indicator, statement.start, end)
    text = sentence.text[: statement.start]
    bracketed = _aside(text, len(text)) and made.period != nearest.period
    return [
        replace(
            made,
            comparison=not silent and (made.comparison or nearest.comparison or bracketed),
            exploitation=made.exploitation or nearest.exploitation,
            sex=made.sex or nearest.sex,
            age=made.age or nearest.age,
            nationality=made.nationality or nearest.nationality,
        )
    ]


def _aside(text: str, at: int) -> bool:
    """Whether `at` stands in brackets."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,.;:"))


def _made(sentence: Analysed, statement: Statement, indicator: str, start: int, end: int) -> Figure:
    base, text = sentence.sentence.start, sentence.text
    described = _described(sentence, start, end, indicator)
    beside = _COMPARED_TO if statement.cue.frame == "verb" else _COMPARED
    comparison = bool(
        beside.search(text, max(0, statement.start - 24), statement.start)
        and _COMPARISON.search(text, 0, statement.start)
    ) or bool(_aside(text, statement.start) and _OTHER_TIME.search(text, statement.start, statement.end))
    foreign = None
    if indicator == "victims_assisted" and (
        _PAPERS.search(text, start, end)
        or (_FOREIGN.search(text, 0, start) and _POINTING.search(text, start, end))
    ):
        foreign = "foreign"
    zero = 0.0 if statement.cue.status == "zero" else None
    known = codebook().indicators.get(indicator)  # shares and changes are no entries of their own
    period = _period(sentence, statement, comparison)
    edition = sentence.narrative.edition
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
        period=period,
        comparison=comparison or (edition is not None and period == f"rp:{edition - 1}"),
        reporter=_reporter(sentence, start, end) if indicator != "funding" else "government",
        exploitation=None if indicator in NOT_BY_CRIME else described.exploitation,
        sex=described.sex,
        age=described.age,
        nationality=described.nationality or foreign,
        place=described.place,
        confidence=0.85,
    )


def _described(sentence: Analysed, start: int, end: int, indicator: str) -> Dimensions:
    """Who and what the words from `start` to `end` of the sentence are about."""
    first, stop = _tokens(sentence, start, end)
    if "including" in sentence.lower[first:stop]:
        stop = sentence.lower.index("including", first)
    found = read_dimensions(
        sentence.lower,
        first,
        stop,
        stop,
        returned=indicator == "victims_repatriated",
        home=sentence.narrative.country,
    )
    known = codebook().indicators.get(indicator)
    suspects = known and known.pillar == "prosecution" and indicator != "cases"
    if indicator.startswith("officials_") or (suspects and found.age == "child"):
        found.age = found.sex = None  # "prosecuted no child sex tourists": the victims are children
    if _SOLDIERS.search(sentence.text, start, end):
        found.exploitation = "other"
    if found.exploitation == "forced_criminality" and _COMPLICIT.search(sentence.text, start, end):
        found.exploitation = None  # "complicity in trafficking-related criminal activity"
    return found


def _tokens(sentence: Analysed, start: int, end: int) -> tuple[int, int]:
    base = sentence.sentence.start
    first = max(0, bisect_right(sentence.starts, base + start) - 1)
    return first, min(len(sentence), bisect_left(sentence.ends, base + end) + 1)


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
    clause = text.rfind(";", 0, statement.start) + 1
    here, leading = _leading(found, base + clause), _leading(found, base)
    if here and (not clause or here.kind.startswith("previous")):
        return here.value
    if leading and (not clause or (statement.cue.status == "not_reported" and leading.value.isdigit())):
        return leading.value
    return f"rp:{edition}" if edition else None


def _leading(found: Sequence[Period], base: int) -> Period | None:
    return next((p for p in found if p.dates and 0 <= p.start - base < 12 and p.kind != "attributive"), None)


def _reporter(sentence: Analysed, start: int, end: int) -> str:
    lower = sentence.lower
    first, stop = _tokens(sentence, start, end)
    begin = first
    while begin > 0 and lower[begin - 1] != ";":
        begin -= 1
    found = who(lower, first, stop, begin, len(lower), sentence.narrative.country)
    return "government" if found in (None, "report") else found  # observers tell of what it did not do
