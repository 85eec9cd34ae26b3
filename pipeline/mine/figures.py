"""Figures of a narrative: its sentences in order, each mined with what the one before has said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.mine.analysis import Analysed
from pipeline.mine.choice import choose
from pipeline.mine.describing import describe
from pipeline.mine.draft import Draft
from pipeline.mine.drafting import draft_counts
from pipeline.mine.ellipsis import fill
from pipeline.mine.lexicon import Lexicon, lexicon
from pipeline.mine.quantity import placed, read
from pipeline.mine.references import resolve_references
from pipeline.mine.scene import Scene, open_scene
from pipeline.mine.timing import date, mark_brackets
from pipeline.mine.topic import about_topic, residue
from pipeline.mine.totals import add_up, date_sentences
from pipeline.mine.trace import SentenceTrace, Trace
from pipeline.records import Figure, Narrative

# "a" counts only beside words of what was done; most sentences that hold nothing but an article stop here.
_IDLE = ("article", "not_a_count")
_ARTICLE_GATE = re.compile(
    r"convict|prosecut|investigat|arrest|sentenc|charge|indict|identif|assist|repatriat|operat|open|maintain"
    r"|fund|establish|shelter|raid|crackdown|acquit|extradit|rescu|provid|grant|refer|detain|guilty|fired"
    r"|dismiss|suspend|transfer|shut|closed|revok|compensat|imprison|impos|screen|interview|train|house|\bran\b|\bruns?\b|cent(?:er|re)\b|orphanage|support|\bhelp|\bfreed|remov"
    r"|recover|\brent|\baward",
    re.IGNORECASE,
)
SILENT_SECTIONS = ("recommendations",)


Chooser = Callable[[Scene], None]  # has the last word on what the numbers of a sentence count


def mine_figures(
    narrative: Narrative,
    sentences: tuple[Analysed, ...],
    trace: Trace | None = None,
    chooser: Chooser = choose,
) -> tuple[Figure, ...]:
    """All numbers of the narrative that are figures, in text order."""
    words = lexicon()
    mined: list[tuple[Analysed, Draft]] = []
    previous: list[Draft] = []
    memory: list[Draft] = []
    paragraph = -1
    for at, sentence in enumerate(sentences):
        if sentence.section in SILENT_SECTIONS:
            continue
        if sentence.sentence.paragraph != paragraph:
            add_up(memory)
            date_sentences(memory, narrative.edition)
            paragraph, previous, memory = sentence.sentence.paragraph, [], []
        drafts = mine_sentence(sentence, previous, words, trace, memory, chooser)
        drafts = about_topic(drafts, sentence, _beside(sentences, at))
        if drafts:
            previous = drafts
            memory.extend(drafts)
            mined.extend((sentence, draft) for draft in drafts)
    add_up(memory)
    date_sentences(memory, narrative.edition)
    figures: list[Figure] = []
    places: dict[int, int] = {}  # of each draft among the figures
    for sentence, draft in mined:
        if not draft.reference:
            places[id(draft)] = len(figures)
            figures.extend(_figures(sentence, draft, places))
    return tuple(figures)


def _beside(sentences: tuple[Analysed, ...], at: int) -> tuple[Analysed, ...]:
    """The sentences next to the one at `at`, in its paragraph."""
    paragraph = sentences[at].sentence.paragraph
    return tuple(s for s in sentences[max(0, at - 1) : at + 2] if s.sentence.paragraph == paragraph)


def mine_sentence(
    sentence: Analysed,
    previous: list[Draft],
    words: Lexicon,
    trace: Trace | None = None,
    memory: list[Draft] | None = None,
    chooser: Chooser = choose,
) -> list[Draft]:
    """The accepted drafts of one sentence."""
    atoms = read(sentence.text, sentence.narrative.country)
    if len(atoms) > 2 and residue(sentence.text):
        return []
    if not atoms or (all(a.kind in _IDLE for a in atoms) and not _ARTICLE_GATE.search(sentence.text)):
        return []
    found = placed(atoms, sentence)
    scene = open_scene(sentence, found, previous, words)
    draft_counts(scene)
    mark_brackets(scene)
    resolve_references(scene, previous if memory is None else memory)
    fill(scene)
    chooser(scene)
    describe(scene)
    date(scene)
    for draft in scene.drafts:
        draft.sentence = sentence.index
    if trace is not None:
        trace.sentences.append(SentenceTrace(sentence, found, tuple(scene.drafts)))
    return [d for d in scene.drafts if d.readings]


def _figures(sentence: Analysed, d: Draft, places: dict[int, int]) -> list[Figure]:
    """The figures of one draft: one for each reading."""
    q = d.quantity
    start = sentence.starts[d.first]
    end = max(sentence.ends[d.stop - 1], q.end)
    total = d.total
    while total is not None and total.reference:
        total = total.antecedent
    figures = [
        Figure(
            start=start,
            end=end,
            anchor=sentence.text[start - sentence.sentence.start : end - sentence.sentence.start],
            indicator=reading.indicator,
            unit=reading.unit,
            low=q.low,
            high=q.high,
            qualifier=q.qualifier,
            rule=reading.rule,
            period=d.period,
            comparison=d.comparison,
            reporter=d.reporter,
            exploitation=d.dimensions.exploitation,
            sex=d.dimensions.sex,
            age=d.dimensions.age,
            nationality=d.dimensions.nationality,
            place=d.dimensions.place,
            currency=d.currency,
            part_of=places.get(id(total)) if total is not None else None,
            confidence=d.confidence,
        )
        for reading in d.readings
    ]
    if d.years:
        figures = [replace(figure, period=year) for figure in figures for year in d.years]
    return [_in(figure, name, code) for figure in figures for name, code in d.dimensions.each] or figures


def _in(figure: Figure, name: str, code: str) -> Figure:
    """The figure of one country in "one each from A and B"."""
    return replace(figure, place=code) if name == "place" else replace(figure, nationality=code)
