"""Corruption mentions: each rule's own examples and counter-examples, stance, actors, and traps."""

from __future__ import annotations

import pytest

from models.codebook import codebook
from models.strict import DataFileError
from pipeline.mine.abbreviations import abbreviations
from pipeline.mine.analysis import analyse
from pipeline.mine.mentions import mine_mentions
from pipeline.mine.phrases import OFFICIAL, people, phrase
from pipeline.mine.rulebook import Example, rules
from pipeline.mine.stance import cues
from pipeline.records import Mention, Narrative, Section, SectionKind, Sentence
from tests.mine.sentences import analysed


def mine(text: str, section: SectionKind = "prosecution") -> tuple[Mention, ...]:
    whole = Section(section, "", 0, len(text))
    narrative = Narrative(
        "a/b", "state-tip", 2018, "RUR", "Ruritania", 0, len(text), (whole,), (Sentence(0, len(text), 0, 0),)
    )
    found = mine_mentions(narrative, text, analyse(narrative, text))
    for mention in found:
        assert text[mention.start : mention.end] == mention.anchor
    return found


def _examples() -> list[tuple[str, str, SectionKind, Example]]:
    return [
        (
            by.rule.id,
            by.category,
            "recommendations" if by.rule.sections == ("recommendations",) else "prosecution",
            example if isinstance(example, Example) else Example(text=example),
        )
        for by in rules()
        for example in by.rule.examples
    ]


def _counter() -> list[tuple[str, SectionKind, str]]:
    return [
        (by.rule.id, "recommendations" if by.rule.sections == ("recommendations",) else "prosecution", text)
        for by in rules()
        for text in by.rule.counter
    ]


@pytest.mark.parametrize(("rule", "category", "section", "example"), _examples(), ids=lambda v: str(v)[:40])
def test_examples(rule: str, category: str, section: SectionKind, example: Example) -> None:
    mentions = [mention for mention in mine(example.text, section) if mention.category == category]
    assert mentions, f"{rule}: nothing of {category} in {example.text!r}"
    if example.stance is not None:
        assert example.stance in {mention.stance for mention in mentions}
    if example.actors is not None:
        assert set(example.actors) in [set(mention.actors) for mention in mentions]


@pytest.mark.parametrize(("rule", "section", "text"), _counter(), ids=lambda v: str(v)[:40])
def test_counter_examples(rule: str, section: SectionKind, text: str) -> None:
    assert rule not in {mention.rule for mention in mine(text, section)}


@pytest.mark.parametrize("example", cues().examples, ids=lambda e: e.text[:40])
def test_stance(example: object) -> None:
    text, at, stance = example.text, example.at, example.stance  # type: ignore[attr-defined]
    start = text.index(at)
    assert [m.stance for m in mine(text) if m.start < start + len(at) and start < m.end] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "Families accepted bribes from brokers and dropped their complaints.",
        "Traffickers extort money from the parents of their victims.",
        "Children beg in the streets, often with the complicity of relatives.",
        "Article 310 criminalizes corruption of minors.",
        "Police arrested two men for buying sex from girls.",
        "Officials facilitated the return of 12 victims to their homes.",
        "Police protected witnesses during the trial.",
        "Poor coordination among officials hindered investigations.",
        "Officials convicted ten traffickers.",
    ],
)
def test_false_friends(text: str) -> None:
    assert mine(text) == ()


@pytest.mark.parametrize(
    ("text", "category", "actors"),
    [
        ("Raids failed due to advance warning from working-level police.", "obstruction", {"police"}),
        ("Shelter guards let recruiters into the shelter for a fee.", "bribery", {"official"}),
        ("Senior officials operated bars in which girls were exploited.", "complicity", {"senior_official"}),
        ("Some police officers in the city solicited commercial sex with minors.", "complicity", {"police"}),
    ],
)
def test_corruption_without_the_word(text: str, category: str, actors: set[str]) -> None:
    (mention,) = mine(text)
    assert (mention.category, set(mention.actors)) == (category, actors)


def test_the_same_words_are_policy_in_a_recommendation() -> None:
    text = "Investigate and prosecute complicit officials; fund shelters; train judges."
    (mention,) = mine(text, "recommendations")
    assert (mention.category, mention.stance) == ("policy", "asserted")


def test_one_mention_for_each_act_of_a_list() -> None:
    text = (
        "Corrupt officials reportedly facilitated the issuance of false passports, accepted bribes to let "
        "brokers pass, protected brothels, and thwarted investigations."
    )
    found = mine(text)
    assert [m.category for m in found] == ["complicity", "bribery", "complicity", "obstruction"]
    assert {m.stance for m in found} == {"alleged"}


def test_what_was_not_prosecuted_is_impunity_and_what_follows_is_not() -> None:
    text = (
        "The government did not report any prosecutions of officials complicit in trafficking; however, "
        "corruption and official complicity remained significant concerns."
    )
    assert [m.category for m in mine(text)] == ["impunity", "systemic"]


def test_every_category_of_the_codebook_has_rules() -> None:
    assert {by.category for by in rules()} == {*codebook().mention_categories}


def test_actors_are_named_from_the_special_to_the_general() -> None:
    text = "border police, a prison guard, local officials and two judges"
    assert [one.actors for one in people(text)] == [
        ("immigration_border",),
        ("prison",),
        ("local_official",),
        ("judge",),
    ]


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(DataFileError, match=r"unknown word list \{offcial\}"):
        phrase("{offcial} ... bribe")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In March 2016, a court convicted two border guards.", "2016-03"),
        ("A court convicted two border guards in 2016.", "2016"),
        ("Courts convicted two border guards for a 2014 case.", "rp:2018"),
        ("Unlike in 2016, no soldiers were prosecuted for complicity.", "rp:2018"),
        ("Border guards accepted bribes; in 2015, a bus was stopped.", "rp:2018"),
    ],
)
def test_a_named_time_dates_a_mention_that_it_opens_or_follows(text: str, period: str) -> None:
    assert {mention.period for mention in mine(text)} == {period}


def test_a_profile_speaks_of_all_times_unless_it_names_one() -> None:
    assert [m.period for m in mine("Border guards accept bribes.", "profile")] == [None]
    assert [m.period for m in mine("In 2016, border guards accepted bribes.", "profile")] == ["2016"]


def test_a_force_is_known_by_its_letters_once_they_were_explained() -> None:
    text = "Nobody left the national army (NARF) in May. NARF recruited children at times."
    narrative = analysed(text).narrative
    letters = abbreviations(narrative, text)
    assert letters.actors == {"NARF": ("military",)}
    someone = letters.beside(text, people(text))
    assert [(text[one.start : one.end], one.actors) for one in someone if one.mask == OFFICIAL] == [
        ("the national army", ("military",)),
        ("NARF", ("military",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No officers were convicted of trafficking.",
        "There was no evidence that any soldiers were prosecuted for trafficking.",
        "None of the police officers were dismissed.",
    ],
)
def test_nobody_punished_is_impunity(text: str) -> None:
    assert [m.category for m in mine(text)] == ["impunity"]


def test_no_such_case_is_negated() -> None:
    (mention,) = mine("There were no verified cases of child soldier recruitment by the army.")
    assert (mention.category, mention.stance, mention.actors) == ("complicity", "negated", ("military",))


def test_what_goes_on_about_a_mention_has_its_actors() -> None:
    text = (
        "NGOs alleged a mayor protected bars, but the government did not report investigating these claims."
    )
    assert [(m.category, m.actors) for m in mine(text)] == [
        ("complicity", ("local_official",)),
        ("impunity", ("local_official",)),
    ]
