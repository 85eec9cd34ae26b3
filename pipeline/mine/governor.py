"""Which event a count belongs to: the verb or the noun of action that governs its phrase.

The search walks left from the quantity to the nearest event of the clause ("*convicted* at least
12", "the *arrest* of 12"), and right from its noun ("12 were *convicted*", "12 victims *received
care*"). Each event found carries a strength; the caller takes the strongest that makes sense with
the noun.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.mine.events import EventAt
from pipeline.mine.layout import Layout
from pipeline.mine.lexicon import Lexicon, closed
from pipeline.mine.relative import AUXILIARIES, no_object

_BREAKS = closed("among") | closed(
    "; but while although whereas because which who whose whom when where if though"
)
_PREPOSITIONS = closed("of against to for in with within involving over among on by from into as at")
_ENDS_IN = closed("resulted led ended yielded culminated")
_GETS = closed(
    "received receive receiving obtained attended participated faced face facing underwent benefited "
    "benefitted pleaded pled completed required entered stayed resided got accepted accessed served "
    "joined heard watched won recovered used utilized utilised availed enjoyed receiving serving spent"
)
_HANDS = closed(
    "took take taking placed place placing sent send sending referred refer referring brought bring "
    "bringing provided provide providing gave give giving granted grant granting offered offer offering "
    "ordered put issued awarded transferred submitted forwarded holding held hold presented"
)
_TO_GET = closed("attend participate undergo join receive")
_MODIFIERS = closed(
    "trafficking including following alleged suspected identified detained united additional remaining"
)
_RESULTS = closed("resulted resulting led leading")
_DASHES = closed("— –")
_INSERTED = 25
_SUBJECTS = closed("it they he she")
_TIES = closed("and , involving against with")  # "12 cases *involving* 30 men were tried"
_RELATIVES = closed("who whom which")
_MODIFIERS = closed(
    "trafficking including following alleged suspected identified detained united additional remaining"
)
_STEPPED_OVER = closed("only another an additional the all over up to at least")
_REACH = 24
_RIGHT_REACH = 14


class Governed(NamedTuple):
    """An event (or several, coordinated) that may govern a count."""

    events: tuple[EventAt, ...]
    strength: int  # 10: side by side; below 3 nothing is taken
    cue: str  # "left verb", "left noun", "passive", "reduced", "gets", "hands", "inherit"
    origin: int = -1  # "inherit": the word of the earlier phrase that hands its event on


def left_events(
    lower: tuple[str, ...],
    start: int,
    events: dict[int, tuple[EventAt, ...]],
    layout: Layout,
    lexicon: Lexicon,
    phrase_at: dict[int, int],
    topics: list[tuple[int, int]],
) -> list[Governed]:
    """Events before word `start`, nearest first; `phrase_at` gives for each word of an earlier counted
    phrase the number of its draft; the words of `topics` ("training *on victim identification* for")
    are passed over.
    """
    found: list[Governed] = []
    strength, near, parted = 10, True, False
    group = layout.group[start]
    i = start - 1
    floor = max(-1, start - _REACH)
    while i > floor and strength >= 3:
        word = lower[i]
        if layout.group[i] != group:
            at = layout.groups[layout.group[i]]
            if at.bracket and layout.group[i] > group:
                while i > floor and layout.group[i] != group:  # step over a bracket
                    i -= 1
                continue
            break
        if word == ";" and near:
            strength -= 2  # a list parted by semicolons
            parted = True
            i -= 1
            continue
        if word in _DASHES and i >= start - 3 and (opened := _dash_before(lower, i)):
            i = opened - 1  # "prosecuted 84 suspects — 82 for sex trafficking — in *50 cases*"
            continue
        if (
            word == "among"
            and i == start - 1
            and any(e.name == "aware" and e.nominal for e in _ending_at(events, i - 1, lower))
        ):
            i -= 1  # "awareness-raising *among* 400 fishermen"
            continue
        if word in _RESULTS or word in _BREAKS or (word == "that" and near is False):
            break
        topic = next((a for a, b in topics if a <= i < b), None)
        if topic is not None:
            i, near = topic - 1, False
            continue
        if i in phrase_at:
            if strength >= (7 if lower[start - 1] == "of" else 3):
                found.append(Governed((), min(strength, 6), "inherit", phrase_at[i]))
            break
        here = _ending_at(events, i, lower)
        if here and i == start - 1 and all(e.nominal for e in here):
            i = min(e.first for e in here) - 1  # "referred to *services* 25 victims": the verb governs
            continue
        if here and "without" in lower[max(0, i - 2) : i]:
            i = max(0, i - 2) + lower[max(0, i - 2) : i].index("without") - 1
            continue  # "deported without *screening* 12 women"
        if here:
            kept, first = here, min(e.first for e in here)
            if near and all(e.name == "exploit" for e in kept):
                found.append(Governed(kept, 10, "left verb"))
                break  # whoever is exploited, is not who was arrested for it
            nominal = all(e.nominal for e in kept)
            if parted and (nominal or kept[0].form == "phrase"):
                break  # "during judicial proceedings; *93 judges* took part"
            dropped = nominal and kept[0].name == "prosecute" and _dropped(first, events)
            if dropped:
                kept, nominal = dropped, False  # "dismissed the charges against four defendants"
            # "145 *investigations*, prosecutions of 52 defendants": the first noun has its own count.
            joined = _coordinated(lower, first, kept, events)
            coordinated = tuple(e for e in joined if e in kept or e.first not in phrase_at)
            if nominal:
                coordinated = (*_verb_before(lower, first, events), *coordinated)
            power = strength if not nominal else min(strength, 9)
            found.append(Governed(coordinated, power, "left noun" if nominal else "left verb"))
            strength -= 2
            i = first - 1
            near = False
            continue
        if word in lexicon.transparent:
            pass
        elif word in lexicon.light:
            strength -= 1
            near = False
        elif word == "," or (word == "and" and lower[i - 1] == ";"):
            strength -= 2
        elif near and word.endswith(("ed", "ing")) and word.isalpha() and word not in _MODIFIERS:
            break  # a verb of its own governs the count
        else:
            strength -= 2 if word in ("and", "or") else 1
            near = False
        i -= 1
    return found


def _dash_before(lower: tuple[str, ...], i: int) -> int:
    """Where the insertion that the dash at `i` closes was opened; 0 where it closes none."""
    return next((j for j in range(i - 1, max(0, i - _INSERTED), -1) if lower[j] in _DASHES), 0)


def _ending_at(events: dict[int, tuple[EventAt, ...]], i: int, lower: tuple[str, ...]) -> tuple[EventAt, ...]:
    for first in range(max(0, i - 3), i + 1):
        here = tuple(e for e in events.get(first, ()) if e.stop == i + 1)
        if here:
            return here
    return ()


def _coordinated(
    lower: tuple[str, ...], first: int, here: tuple[EventAt, ...], events: dict[int, tuple[EventAt, ...]]
) -> tuple[EventAt, ...]:
    """Add the events that share their object with `here`: "identified, referred, and *assisted*"."""
    forms = {_form(e) for e in here}
    out = list(here)
    i = first - 1
    while i > 0:
        word = lower[i]
        if (
            word not in ("and", "or", ",", "/")
            and not (word.endswith("ly") and lower[i - 1] in ("and", "or"))
            and word not in ("then", "subsequently", "also", "later")
        ):
            break
        j = i
        while j > 0 and (
            lower[j] in ("and", "or", ",", "/", "then", "also", "subsequently", "later")
            or lower[j].endswith("ly")
        ):
            j -= 1
        earlier = tuple(e for e in _ending_at(events, j, lower) if _form(e) in forms)
        if not earlier:
            break
        out = [*earlier, *out]
        i = min(e.first for e in earlier) - 1
    return tuple(out)


def _dropped(first: int, events: dict[int, tuple[EventAt, ...]]) -> tuple[EventAt, ...]:
    """The verb that ends the charges named at word `first`."""
    for i in range(first - 1, max(-1, first - 6), -1):
        found = tuple(e for e in events.get(i, ()) if e.name in ("acquit", "drop") and not e.nominal)
        if found:
            return found
    return ()


def _verb_before(
    lower: tuple[str, ...], first: int, events: dict[int, tuple[EventAt, ...]]
) -> tuple[EventAt, ...]:
    """The verb coordinated with a verb and its noun: "*identified* and provided support to 196 victims"."""
    given = False
    for i in range(first - 1, max(0, first - 8), -1):
        given = given or lower[i] in _HANDS
        if lower[i] == "and" and given:
            before = i - 2 if lower[i - 1] in ("of", "to", "for") else i - 1
            return tuple(e for e in _ending_at(events, before, lower) if e.form != "phrase")
        if lower[i] in (";", "to", "of", "for", "in", "which", "who", "that"):
            return ()
    return ()


def _form(event: EventAt) -> str:
    if event.nominal:
        return "noun"
    return {"past": "past", "participle": "past", "base": "base", "s": "base", "ing": "ing"}.get(
        event.form, "phrase"
    )


def right_events(
    lower: tuple[str, ...],
    stop: int,
    events: dict[int, tuple[EventAt, ...]],
    layout: Layout,
    quantity_at: frozenset[int],
) -> list[Governed]:
    """Events after a phrase that ends before word `stop` whose subject it is."""
    found: list[Governed] = []
    count = len(lower)
    i, strength = stop, 9
    group = layout.group[stop - 1]
    verb_seen = commas = False
    while i < count and i < stop + _RIGHT_REACH and strength >= 3:
        word = lower[i]
        if layout.group[i] != group:
            if layout.group[i] > group and layout.groups[layout.group[i]].bracket:
                while i < count and layout.group[i] != group:
                    i += 1
                continue
            break
        if (
            word == ";"
            or word in ("but", "while", "compared")
            or (verb_seen and word in ("—", "–"))
            or (i in quantity_at and i != stop and (verb_seen or lower[i - 1] not in _TIES))
            or (word in _SUBJECTS and i > stop)
            or (word in _RELATIVES and verb_seen)
        ):
            break
        if word in _DASHES and not verb_seen:
            closed_at = next((j for j in range(i + 1, min(count, i + _INSERTED)) if lower[j] in _DASHES), 0)
            if closed_at:  # "three suspects—one Thai and two Lao—*were convicted*"
                i = stop = closed_at + 1
                continue
        if word in AUXILIARIES:
            passive = _participle_after(lower, i + 1, events)
            if passive:
                found.append(Governed(_with_following(lower, passive, events), strength, "passive"))
                break
            told = tuple(e for j in (i, i + 1) for e in events.get(j, ()) if e.form == "phrase")
            if told and told[0].name in ("identify", "exploit"):
                found.append(Governed(told, strength, "passive"))  # "*were found to be victims*"
                break
            if lower[i + 1 : i + 2] == ("in",):
                housed = tuple(e for e in _nominal_after(lower, i + 2, events, 5) if e.name == "assist")
                if housed:
                    found.append(Governed(housed, strength, "gets"))  # "remained *in a shelter*"
                    break
            verb_seen = True
        elif word in _ENDS_IN and i - stop < 6:
            gotten = _nominal_after(lower, i + 1, events, 5)
            if gotten and not any(i < q < gotten[0].first for q in quantity_at):
                found.append(Governed(gotten, strength, "gets"))
                break
            verb_seen = True
        elif word == "to" and lower[i + 1 : i + 2] and lower[i + 1] in _TO_GET:
            gotten = _nominal_after(lower, i + 2, events, 8)  # "paid for two officers *to attend training*"
            if gotten:
                found.append(Governed(gotten, strength, "gets"))
                break
        elif word in _GETS and not any(e.form == "phrase" for e in events.get(i, ())):
            gotten = _nominal_after(lower, i + 1, events, 12)
            if not gotten:
                gotten = tuple(e for e in events.get(i, ()) if e.form in ("past", "participle"))
            if gotten:
                found.append(Governed(gotten, strength, "gets"))
                break
            verb_seen = True
        here = events.get(i, ())
        if not verb_seen and any(e.form == "phrase" for e in here) and word in _GETS:
            phrases = tuple(e for e in here if e.form == "phrase")
            told = _nominal_after(lower, max(e.stop for e in phrases), events, 6)
            aware = bool(told) and told[0].name == "aware"  # "participated in *awareness seminars*"
            found.append(Governed(told if aware else phrases, strength, "gets"))
            break
        if i > stop and not lower[i - 1].endswith("ly") and not verb_seen and lower[i - 1] == ",":
            commas = True
        reduced = tuple(
            e for e in here if e.form == "phrase" or (e.form == "participle" and no_object(lower, e.stop))
        )
        if (
            reduced
            and not commas
            and not verb_seen
            and (
                i == stop
                or lower[i - 1].endswith("ly")
                or lower[i - 1] in ("who", "that", "which", "were", "newly", "as")
            )
        ):
            found.append(Governed(_with_following(lower, reduced, events), 7, "reduced"))
        if i == stop and any(e.form == "past" for e in here) and not reduced:
            verb_seen = True  # "a judge *acquitted* a man who was convicted": what the subject did
        if word in (",", "and", "or"):
            strength -= 1
            commas = commas or word == ","
        i += 1
    return found


def hands_events(
    lower: tuple[str, ...], start: int, stop: int, events: dict[int, tuple[EventAt, ...]]
) -> Governed | None:
    """The event of a verb of giving or taking that is named after its object: "took four suspects
    *into custody*", "provided 30 officers with *training*", "referred three *for prosecution*".
    """
    i = start - 1
    while i >= 0 and lower[i] in _STEPPED_OVER:
        i -= 1
    if i < 0 or lower[i] not in _HANDS:
        return None
    gotten = _nominal_after(lower, stop, events, 16)
    gotten = tuple(e for e in gotten if e.name != "identify")
    return Governed(gotten, 10, "hands") if gotten else None


def _participle_after(
    lower: tuple[str, ...], i: int, events: dict[int, tuple[EventAt, ...]]
) -> tuple[EventAt, ...]:
    for j in range(i, min(len(lower), i + 4)):
        here = tuple(e for e in events.get(j, ()) if e.form in ("participle", "phrase", "past"))
        if here:
            return here
        if lower[j] in (",", ";", "(") or lower[j] in _PREPOSITIONS:
            return ()
    return ()


def _with_following(
    lower: tuple[str, ...], here: tuple[EventAt, ...], events: dict[int, tuple[EventAt, ...]]
) -> tuple[EventAt, ...]:
    """Add coordinated participles after the first: "were prosecuted *and convicted*"."""
    out = list(here)
    i = max(e.stop for e in here)
    while i < len(lower) and (
        lower[i] in ("and", "or", ",", "subsequently", "later", "then", "also") or lower[i].endswith("ly")
    ):
        nxt = tuple(e for e in events.get(i + 1, ()) if e.form in ("participle", "phrase"))
        if nxt and lower[i] in ("and", "or", ","):
            out.extend(nxt)
            i = max(e.stop for e in nxt)
        else:
            i += 1
            if i >= len(lower) or (
                lower[i] not in ("and", "or", "subsequently", "later", "then", "also") and not events.get(i)
            ):
                break
            nxt = tuple(e for e in events.get(i, ()) if e.form in ("participle", "phrase"))
            if nxt:
                out.extend(nxt)
                i = max(e.stop for e in nxt)
    return tuple(dict.fromkeys(out))


def _nominal_after(
    lower: tuple[str, ...],
    i: int,
    events: dict[int, tuple[EventAt, ...]],
    reach: int,
) -> tuple[EventAt, ...]:
    for j in range(i, min(len(lower), i + reach)):
        if lower[j] in (";", "but", "who", "which", "compared"):
            break
        here = tuple(e for e in events.get(j, ()) if e.form in ("noun", "nouns", "phrase"))
        if here:
            phrases = tuple(e for e in here if e.form == "phrase")
            return phrases or here
    return ()
