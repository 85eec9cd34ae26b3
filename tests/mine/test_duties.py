"""Evidence of duties: the examples of each duty, and the direction of a clause."""

from __future__ import annotations

import pytest

from models.obligations import obligations
from pipeline.mine.analysis import analyse
from pipeline.mine.duties import direction, mine_duties
from pipeline.records import Evidence, Figure, Mention, Narrative, Section, SectionKind, Sentence

DUTIES = obligations().duties


def mine(
    text: str,
    section: SectionKind = "protection",
    figures: tuple[Figure, ...] = (),
    mentions: tuple[Mention, ...] = (),
) -> tuple[Evidence, ...]:
    whole = Section(section, "", 0, len(text))
    sentence = Sentence(0, len(text), 0, 0)
    narrative = Narrative("a/b", "state-tip", 2018, "RUR", "", 0, len(text), (whole,), (sentence,))
    return mine_duties(narrative, text, analyse(narrative, text), figures, mentions)


@pytest.mark.parametrize(("duty", "text"), [(k, t) for k, d in DUTIES.items() for t in d.examples])
def test_examples(duty: str, text: str) -> None:
    assert duty in {evidence.duty for evidence in mine(text)}


@pytest.mark.parametrize(("duty", "text"), [(k, t) for k, d in DUTIES.items() for t in d.counter])
def test_counter_examples(duty: str, text: str) -> None:
    assert duty not in {evidence.duty for evidence in mine(text)}


def test_every_duty_of_the_codebook_is_there() -> None:
    codes = (
        "TIP5 TIP6 TIP7 TIP8 TIP9 TIP10 TIP11 TIP12 TOC8 TOC12 TOC16 TOC18 TOC19 TOC20 TOC24 ACTIP14_7 ILO29"
    )
    assert list(DUTIES) == codes.split()
    assert {duty.instrument for duty in DUTIES.values()} == {*obligations().instruments}


def test_directions() -> None:
    for text in obligations().effort_examples:
        assert direction(text, "protection") == "effort"
    for text in obligations().shortfall_examples:
        assert direction(text, "protection") == "shortfall"
    assert direction("Increase funding for shelters.", "recommendations") == "neutral"


def test_two_clauses_may_point_two_ways() -> None:
    text = "The government opened a shelter for women, but it did not assist male victims."
    assert [(e.duty, e.direction) for e in mine(text)] == [("TIP6", "effort"), ("TIP6", "shortfall")]


def test_a_zero_is_a_shortfall_except_of_penalized_victims() -> None:
    text = "There were none in 2017."
    zero = Figure(11, 15, "none", "convictions", "case", 0, 0, "r", status="zero")
    assert [(e.duty, e.direction) for e in mine(text, figures=(zero,))] == [("TIP5", "shortfall")]
    penalized = Figure(11, 15, "none", "victims_penalized", "person", 0, 0, "r", status="zero")
    assert [(e.duty, e.direction) for e in mine(text, figures=(penalized,))] == [("ACTIP14_7", "effort")]


def test_a_mention_bears_on_corruption() -> None:
    text = "Judges took bribes."
    mention = Mention(0, 18, text[:18], "bribery", "asserted", ("judge",), "r")
    assert [(e.duty, e.direction) for e in mine(text, mentions=(mention,))] == [("TOC8", "shortfall")]
