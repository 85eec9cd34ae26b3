"""The noun phrase that a quantity counts: "at least 109 *suspected labor traffickers* from ..."."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.mine.analysis import Analysed
from pipeline.mine.dimensions import demonym
from pipeline.mine.lexicon import Lexicon, Sense, closed
from pipeline.mine.quantity import Quantity

_DETERMINERS = closed("the these those its their his her our such all this both")
_BE = closed("was were is are been be remained had have has did do")
_FORMS = closed(
    "trafficking exploitation labor labour begging servitude slavery bondage prostitution marriage "
    "criminality violence"
)
BREAKDOWN = closed(
    "sex labor labour forced child adult foreign domestic female male total unspecified unknown federal "
    "state transgender national local new additional adults underage sexual commercial debt"
)
_OFFICES = closed(
    "forces stations colleges academies academy units departments posts schools teams agencies squads "
    "vehicles cars checkpoints districts barracks precincts headquarters divisions brigades commands bases "
    "outposts offices"
)
_LIMIT = 12


@dataclass(slots=True)
class Phrase:
    """What a quantity counts. `stop` is the word after the phrase; `head` the counted noun's place,
    -1 where the noun is left out ("prosecuted *eight*").
    """

    first: int
    stop: int
    head: int = -1
    noun: str = ""  # the head's form
    kind: str | None = None  # class of noun in the lexicon; "head" for a noun that is an event itself
    back: bool = False  # "two of the 17 defendants": the count is part of a known total
    potential: bool = False
    predicate: tuple[int, int] | None = None  # "57 *were female*": where the elided noun is described

    @property
    def elided(self) -> bool:
        return self.head < 0


def noun_phrase(analysed: Analysed, quantity: Quantity, lexicon: Lexicon, next_start: int) -> Phrase:
    """Scan right from the quantity to the noun it counts; `next_start` is where the next quantity stands."""
    lower = analysed.lower
    count = len(lower)
    i = quantity.end_token
    phrase = Phrase(quantity.start_token, i)
    if lower[i : i + 2] == ("out", "of"):
        i += 1  # "eleven out of the 12 sentences"
    if i < count and lower[i] == "of":
        j = i + 1
        if j < count and lower[j] in _DETERMINERS:
            phrase.back = True
            while j < count and (lower[j] in _DETERMINERS or _numeral(lower[j])):
                j += 1
            i = j
        elif j == next_start:
            phrase.back = True
            i = j + 1
        elif quantity.qualifier == "vague":
            i = j
    single = quantity.low == 1 and quantity.high == 1 and not phrase.back
    stop = _scan(lower, i, min(count, i + _LIMIT), phrase, lexicon, single, next_start)
    phrase.stop = max(stop, quantity.end_token)
    if phrase.elided and i < count and i != next_start:
        _unknown_head(lower, i, phrase, lexicon, next_start)
    if phrase.elided:
        phrase.stop = quantity.end_token
        if quantity.end_token < count and lower[quantity.end_token] in _BE:
            end = quantity.end_token + 1
            while end < count and lower[end] not in (",", ";", ".", "and", "(") and end != next_start:
                end += 1
            phrase.predicate = (quantity.end_token, end)
    return phrase


def _unknown_head(lower: tuple[str, ...], i: int, phrase: Phrase, lexicon: Lexicon, next_start: int) -> None:
    """A noun that the lexicon does not know counts nothing that is coded: "in 12 *provinces*"."""
    word = lower[i]
    after = i + demonym(lower, i)
    if after > i and (
        after >= len(lower)
        or after == next_start
        or not lower[after][0].isalpha()
        or lower[after] in lexicon.stops
    ):
        return  # "12 Ukrainian, five Moldovan"
    if word in lexicon.stops or not word[0].isalpha() or word in lexicon.light or word in ("others", "more"):
        return
    if word in lexicon.potential and lower[i + 1 : i + 2] in (("and",), ("or",)):
        return  # "143 *potential* and 118 confirmed victims"
    j = i
    while j < len(lower) and j != next_start and (lower[j] in BREAKDOWN or lower[j] in _FORMS):
        j += 1
    if j > i and (
        j >= len(lower) or j == next_start or lower[j] in lexicon.stops or not lower[j][0].isalnum()
    ):
        return  # "three child sex trafficking and two adult labor trafficking"
    if any(s.kind == "event" and s.form in ("past", "participle") for s in lexicon.single.get(word, ())):
        return
    if any(s.kind == "event" and lower[i : i + len(p)] == p for p, s in lexicon.multi.get(word, ())):
        return  # "only 86 *went to prison*"
    if word.endswith(("ed", "ly")) and not _noun_follows(lower, i + 1, i + 6, lexicon, next_start):
        return
    phrase.head, phrase.noun, phrase.kind = i, word, None
    phrase.stop = i + 1


def _numeral(word: str) -> bool:
    return word[0].isdigit() or word in (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )


def nouns_at(lower: tuple[str, ...], i: int, lexicon: Lexicon) -> tuple[int, Sense | None]:
    """The longest known noun that starts at word `i`: where it stops, and its sense."""
    for parts, sense in lexicon.multi.get(lower[i], ()):
        if sense.kind == "noun" and lower[i : i + len(parts)] == parts:
            return i + len(parts), sense
    for sense in lexicon.single.get(lower[i], ()):
        if sense.kind == "noun":
            return i + 1, sense
    return i + 1, None


def _head_form(lower: tuple[str, ...], i: int, lexicon: Lexicon) -> tuple[int, str | None]:
    for size in (3, 2, 1):
        form = " ".join(lower[i : i + size])
        if form in lexicon.heads and len(form.split()) == size:
            return i + size, form
    return i + 1, None


def _scan(
    lower: tuple[str, ...],
    i: int,
    limit: int,
    phrase: Phrase,
    lexicon: Lexicon,
    single: bool,
    next_start: int,
) -> int:
    start = i
    while i < limit:
        word = lower[i]
        if word in ("other", "such", "another") and i == start:
            i += 1
            continue
        if i == next_start or word in lexicon.stops or not (word[0].isalnum() or word[0] in "“\"'‘"):
            if word in ("'s", "'", "”", "“", '"') or (word == "-" and i > start):
                i += 1
                continue
            if (
                word == ","
                and phrase.elided
                and i > start
                and _adjective(lower, i + 1, limit, lexicon, next_start)
            ):
                i += 1  # "a secured, *general-purpose* shelter"
                continue
            if word in ("and", "or") and phrase.elided and i > start and i + 1 != next_start and not single:
                # "sex and labor trafficking victims", "law and labor officials"
                if _new_verb(lower, i, lexicon):
                    break
                i += 1
                continue
            break
        if not phrase.elided and not single and i > phrase.head + 1:
            break
        stop, head = _head_form(lower, i, lexicon)
        whole = _stands(lower, stop, lexicon) if single else _ends(lower, stop, lexicon, next_start)
        if head is not None and whole and (single or head.endswith("s") or phrase.back):
            phrase.head, phrase.noun, phrase.kind = stop - 1, head, "head"
            i = stop
            continue
        if word == "accused" and not phrase.elided:
            break  # "two officers *accused* of bribery" are officers
        stop, sense = nouns_at(lower, i, lexicon)
        if word in lexicon.potential:
            phrase.potential = True
        size = 0 if sense is not None else demonym(lower, i)
        if size and (single or lower[i + size - 1].endswith("s") or word == "rohingya"):
            sense, stop = Sense("noun", "person", "sg" if single else "pl", word), i + size
            if not _ends(lower, stop, lexicon, next_start) or (
                stop < len(lower) and _noun_follows(lower, stop, limit, lexicon, next_start)
            ):
                sense, stop = None, i + 1
        if sense is not None and not (
            word in lexicon.potential and not _ends(lower, stop, lexicon, next_start)
        ):
            if single and not (_stands(lower, stop, lexicon) or lower[stop].endswith("ing")):
                i = stop  # only a modifier: "an integrated *case* database"
                continue
            if lower[stop : stop + 1] in (("'s",), ("'",)) and not _stands(lower, stop + 1, lexicon):
                i = stop + 1  # only an owner: "29 *women's* shelters"
                continue
            if lower[stop : stop + 1] and lower[stop] in _OFFICES and sense.lemma == word:
                i = stop  # only a modifier: "43 *police* forces"
                continue
            if sense.form == "pl" or single:
                if (
                    sense.value == "person"
                    and not phrase.elided
                    and phrase.kind in ("victim", "official")
                    and single
                ):
                    pass
                phrase.head, phrase.noun, phrase.kind = stop - 1, " ".join(lower[i:stop]), sense.value
            i = stop
            continue
        senses = lexicon.single.get(word, ())
        verb = any(s.kind == "event" and s.form in ("past", "participle", "ing") for s in senses)
        if (
            single
            and i > start
            and word.endswith("ing")
            and word not in ("trafficking", "begging", "housing", "counseling", "fishing")
        ):
            break
        if (
            single
            and i > start
            and (word in lexicon.light or (phrase.elided and word in ("estimated", "noted", "reported")))
        ):
            break
        if (verb or word.endswith("ing")) and not phrase.elided:
            break
        doubtful = lower[i + 1 : i + 2] in (("and",), ("or",)) and _noun_follows(
            lower, i + 2, limit, lexicon, next_start
        )  # "131 *confirmed and potential* victims"
        known = doubtful or _noun_follows(lower, i + 1, limit, lexicon, next_start)
        known = known or (single and i + 1 < limit and nouns_at(lower, i + 1, lexicon)[1] is not None)
        if verb and phrase.elided and not known:
            break
        if word.endswith("ed") and not phrase.elided and single:
            break
        i += 1
    if phrase.elided:
        return start
    return phrase.head + 1


def _adjective(lower: tuple[str, ...], i: int, limit: int, lexicon: Lexicon, next_start: int) -> bool:
    """Whether a second adjective stands at word `i`, and then the noun."""
    return i < limit and "-" in lower[i][1:-1] and _noun_follows(lower, i + 1, limit, lexicon, next_start)


def _stands(lower: tuple[str, ...], i: int, lexicon: Lexicon) -> bool:
    """Whether a noun of action before word `i` is no mere modifier ("a *referral* mechanism")."""
    return (
        i >= len(lower)
        or lower[i] in lexicon.stops
        or not lower[i][0].isalnum()
        or lower[i].endswith(("ed", "ly"))
        or lower[i][0].isdigit()
    )


def _new_verb(lower: tuple[str, ...], i: int, lexicon: Lexicon) -> bool:
    """Whether "and" at word `i` starts another statement: "12 labor disputes *and ordered* employers to"."""
    if i + 1 >= len(lower) or lower[i - 1].endswith("ed"):
        return False
    word = lower[i + 1]
    past = any(s.kind == "event" and s.form == "past" for s in lexicon.single.get(word, ()))
    return (past or word in lexicon.light or word == "ordered") and word.endswith("ed")


def _ends(lower: tuple[str, ...], i: int, lexicon: Lexicon, next_start: int) -> bool:
    """Whether the phrase can end before word `i`."""
    if i >= len(lower) or i == next_start or lower[i] in lexicon.stops or not lower[i][0].isalnum():
        return True
    _, sense = nouns_at(lower, i, lexicon)
    return sense is None


def _noun_follows(lower: tuple[str, ...], i: int, limit: int, lexicon: Lexicon, next_start: int) -> bool:
    """Whether a known plural noun stands ahead in the same phrase ("eight *identified* victims")."""
    while i < limit and i != next_start:
        if lower[i] in lexicon.stops or not lower[i][0].isalnum():
            return False
        stop, sense = nouns_at(lower, i, lexicon)
        if sense is not None and sense.form == "pl":
            return True
        if _head_form(lower, i, lexicon)[1]:
            return True
        i = stop
    return False
