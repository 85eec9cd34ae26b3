"""Dimensions and reporter of each draft, its own and those it takes from its total or antecedent."""

from __future__ import annotations

from pipeline.mine.crimes import (
    BY_CRIME,
    DASHES,
    NOT_BY_CRIME,
    at_head,
    crime_of,
    of_the_convicted,
    share_crimes,
    share_trailing,
)
from pipeline.mine.dimensions import Dimensions, demonym, read_dimensions
from pipeline.mine.draft import Draft
from pipeline.mine.ellipsis import part_of
from pipeline.mine.lexicon import closed
from pipeline.mine.references import pointed
from pipeline.mine.reporter import STATES, speaker, who
from pipeline.mine.scene import Scene

_REACH = 14
_PEOPLE = closed("men women children boys girls minors")
_GOES_ON = closed("for of in to with on from under against who whom subjected exploited")
_CONVERSION = 5  # words of "($1.2 million)", "(in 10 cases)"
_BY_THE_STATE = closed(
    "investigations prosecutions convictions sentences arrests acquittals extraditions operations inspections"
)
_OF_THEM = (("of", "them"), ("of", "whom"))  # "rescued 134 children and referred *97 of them*"
_BE = closed("was were are is")


def describe(scene: Scene) -> None:
    """Fill in dimensions and reporter of the drafts that have readings."""
    counted = {d.quantity.start_token for d in scene.drafts if d.readings}  # "and *a* Ugandan man" too
    starts = [
        q.start_token
        for q in scene.quantities
        if q.kind not in ("article", "not_a_count") or q.start_token in counted
    ]
    home = scene.analysed.narrative.country
    for d in scene.drafts:
        if not d.readings:
            continue
        stop, aside = _scope(scene, d, starts)
        lower = scene.lower
        if aside:  # the words in brackets tell of the earlier figure there
            lower = (*lower[: aside[0]], *(")",) * (aside[1] - aside[0]), *lower[aside[1] :])
        head = max(d.phrase.stop - 1, d.quantity.end_token - 1)
        if (
            not d.phrase.elided
            and scene.lower[d.phrase.stop : d.phrase.stop + 1]
            and scene.lower[d.phrase.stop] in _BE
        ):
            head = max(head, min(d.phrase.stop + 1, stop - 1))
        if d.phrase.predicate:
            head = max(head, min(d.phrase.predicate[1], stop) - 1)
        if d.phrase.elided and d.quantity.end_token < len(lower) and demonym(lower, d.quantity.end_token):
            head = max(head, d.quantity.end_token)  # "132 were Thai and *38 Sri Lankan*"
        indicator = d.readings[0].indicator
        own = read_dimensions(
            lower, d.phrase.first, head, stop, returned=indicator == "victims_repatriated", home=home
        )
        if d.subject is not None:  # of a share: "*girls* make up 22 per cent of victims"
            told = read_dimensions(scene.lower, *_span(d.subject), returned=False, home=home)
            own = told.over(own)
        if any(r.rule.endswith("permit") for r in d.readings) and own.nationality is None:
            own.nationality = "foreign"
        d.dimensions = own
        d.core = read_dimensions(scene.lower, d.phrase.first, head, d.phrase.stop, returned=False, home=home)
        if d.kind in _SUSPECTS or (d.kind == "person" and indicator in BY_CRIME):
            _of_suspects(scene, d, own)
        if indicator in _NOT_BY_NATION and own.nationality in (home, "national"):
            own.nationality = None  # "trained 21 Ruritanian judges" at home
        if own.nationality is None and d.phrase.elided:
            own.nationality = _named_before(scene, d)
        if d.kind == "money":
            own.nationality = None
        if d.kind == "official" and not _charged_with(scene, d, stop):
            own.exploitation = None
        if d.kind == "facility":
            _of_facility(scene, d, own, stop)
        if d.readings[0].indicator in NOT_BY_CRIME:
            own.exploitation = None
        of_the_convicted(scene, d, own)
        if d.kind == "money":
            own.sex = own.age = None
        if d.readings[0].unit == "person" and d.kind not in _SUSPECTS and not d.comparison:
            group = at_head(scene)
            own.sex, own.age = own.sex or group.sex, own.age or group.age
        if own.exploitation is None and indicator not in NOT_BY_CRIME and not _both(scene, d, stop):
            own.exploitation = crime_of(scene, d)
        if d.antecedent is not None and d.kind not in ("money", "duration"):
            apart = d.comparison != d.antecedent.comparison
            if not apart and not _heads_list(d) and (d.phrase.elided or part_of(scene, d)):
                d.total = d.antecedent
        base: Dimensions | None
        if d.antecedent is not None and _heads_list(d):
            base = d.antecedent.core
        elif (total := _behind_dashes(scene, d)) is not None:
            base = total.dimensions
        elif d.antecedent is not None and (d.phrase.elided or part_of(scene, d)):
            base = _whole(scene, d, d.antecedent).dimensions
        elif d.reference and d.antecedent is not None:
            base = d.antecedent.dimensions
        elif (known := pointed(scene, d)) is not None:
            base = known.dimensions
        elif d.phrase.elided and scene.lower[d.quantity.end_token : d.quantity.end_token + 2] in _OF_THEM:
            people = [o for o in scene.drafts[: d.number] if o.readings and o.readings[0].unit == "person"]
            base = people[-1].dimensions if people else None
        elif d.phrase.elided and not (d.phrase.predicate or d.antecedent or d.comparison) and d.events:
            base = _coordinate(scene, d)
        elif d.comparison and own == Dimensions() and d.kind not in ("money", "duration"):
            base = _counterpart(scene, d)
        else:
            base = None
        if base is not None:
            d.dimensions = own.over(base)
            if own.exploitation is None and _both(scene, d, stop):
                d.dimensions.exploitation = None
        d.reporter = _reporter(scene, d, starts)
    share_crimes(scene)
    share_trailing(scene)


def _coordinate(scene: Scene, d: Draft) -> Dimensions | None:
    """What is told of the count before whose noun is left out here: "investigated 40 sex traffickers and
    *prosecuted 31*".
    """
    counts = (o for o in reversed(scene.drafts[: d.number]) if o.kind not in ("duration", "money"))
    last = next((o for o in counts if o.readings), None)
    return last.core if last is not None and last.kind == d.kind else None


def _counterpart(scene: Scene, d: Draft) -> Dimensions | None:
    """What is told of the figure that one with a bare noun is compared with: "102 child victims, up from
    *157 victims*".
    """
    alike = [
        o.dimensions
        for o in scene.drafts[: d.number]
        if o.readings
        and o.readings[0] == d.readings[0]
        and (o.kind, o.total, o.cue == "ellipsis") == (d.kind, None, False)
    ]
    return alike[0] if alike and all(o == alike[0] for o in alike) else None


def _whole(scene: Scene, d: Draft, antecedent: Draft) -> Draft:
    """The total behind a part that is named apart from the count: "91 were male; *98 were children*"."""
    if antecedent.total is None:
        return antecedent
    if not any(antecedent is other for other in scene.drafts):
        return antecedent.total
    before = scene.lower[d.quantity.start_token - 1]
    nested = scene.layout.group[d.quantity.start_token] != scene.layout.group[antecedent.quantity.start_token]
    if before in (",", "and") and not nested and d.phrase.predicate is not None:
        return antecedent.total  # "91 were male, and *two were foreign*": not two of the 91
    layout, start, other = scene.layout, d.quantity.start_token, antecedent.quantity.start_token
    left = layout.groups[layout.group[other]].bracket and not layout.groups[layout.group[start]].bracket
    return antecedent.total if left or layout.clause[start] != layout.clause[other] else antecedent


def _behind_dashes(scene: Scene, d: Draft) -> Draft | None:
    """The total that a figure is compared with across its parts: "72 victims—67 women and five men—up from
    *53*".
    """
    at = d.quantity.start_token
    if not d.comparison or not (close := max((i for i in range(at) if scene.lower[i] in DASHES), default=0)):
        return None
    opening = max((i for i in range(close) if scene.lower[i] in DASHES), default=0)
    alike = (
        o
        for o in reversed(scene.drafts[: d.number])
        if o.readings and not o.comparison and o.quantity.start_token < opening
    )
    total = next(alike, None) if opening else None
    return total if total is not None and total.readings[0][:2] == d.readings[0][:2] else None


def _named_before(scene: Scene, d: Draft) -> str | None:
    """The people whose number follows them in brackets: "followed by Kyrgyz (*31*), Moroccans (*25*)"."""
    at = d.quantity.start_token - 2
    if at < 0 or scene.lower[at + 1] != "(" or not demonym(scene.lower, at):
        return None
    return read_dimensions(scene.lower, at, at, at + 1, returned=False, home=None).nationality


def _span(words: tuple[int, int]) -> tuple[int, int, int]:
    return words[0], words[1] - 1, words[1]


_SUSPECTS = ("suspect", "official", "professional")
_NOT_BY_NATION = closed("officials_trained awareness_reached")


def _charged_with(scene: Scene, d: Draft, stop: int) -> bool:
    """Whether an official's own crime is named at once: "an officer *for sex trafficking*"."""
    after = scene.lower[d.phrase.stop : min(stop, d.phrase.stop + 4)]
    return after[:1] in (("for",), ("of",), ("in",), ("with",), ("who",))


def _of_facility(scene: Scene, d: Draft, own: Dimensions, stop: int) -> None:
    """A shelter "for women" is told by sex alone; one "for women and children" by neither."""
    words = set(scene.lower[d.phrase.first : stop])
    young, grown = words & {"children", "child", "minors"}, words & {"women", "men", "women's"}
    if young and grown:
        own.sex = own.age = None
    elif grown and not words & {"adult", "adults"}:
        own.age = None


def _heads_list(d: Draft) -> bool:
    """Whether the antecedent is no total but the first of the list: "*three offenders* for X, four for Y"."""
    first = d
    while first.sibling is not None:
        first = first.sibling
    return first is not d and first is d.antecedent


def _of_suspects(scene: Scene, d: Draft, own: Dimensions) -> None:
    """Sex and age of suspects are told by the noun itself: "child sex traffickers" are no children."""
    if d.phrase.elided:
        if d.phrase.predicate is None:
            own.sex = own.age = None
        return
    noun = read_dimensions(
        scene.lower, d.phrase.head, d.phrase.head, d.phrase.stop, returned=False, home=None
    )
    own.sex, own.age = noun.sex, noun.age


_SEXUAL = closed("sex sexual")
_AT_WORK = closed("labor labour")


def _both(scene: Scene, d: Draft, stop: int) -> bool:
    words = scene.lower[d.phrase.first : stop]
    return not _SEXUAL.isdisjoint(words) and not _AT_WORK.isdisjoint(words)


def _scope(scene: Scene, d: Draft, starts: list[int]) -> tuple[int, tuple[int, int] | None]:
    """Where the words that describe the count end, and a bracket among them that they go on behind:
    "prosecuted 20 people *(12 in 2016)* for sex trafficking", "$1.2 million".
    """
    passed: tuple[int, int] | None = None
    lower, words = scene.lower, scene.analysed.words
    group = scene.layout.group[d.quantity.start_token]
    i = max(d.phrase.stop, d.quantity.end_token)
    limit = min(len(lower), i + _REACH)
    countries = False
    while i < limit:
        word = lower[i]
        beside = scene.layout.groups[scene.layout.group[i]]
        aside = beside.comparison or beside.stop - i < _CONVERSION
        after = beside.stop + 1
        if word == "(" and aside and passed is None and lower[after : after + 1]:
            after = _inserted(lower, after) or after
            if lower[after] in _GOES_ON or lower[after - 1] == ",":
                passed = (i, after)
                limit = min(len(lower), limit + after - i)
                i = after
                continue
        if word == "—" and lower[i + 1 : i + 2] in (("was",), ("were",)):
            i += 1
            continue  # "the majority—267—*were subjected to forced labor*"
        if (
            i in starts
            or word in (";", ")", "—", "compared", "while", "but")
            or scene.layout.group[i] != group
        ):
            break
        if word == "," and passed is None and (after := _inserted(lower, i)):
            passed = (i, after)
            limit = min(len(lower), limit + after - i)
            i = after
            continue
        if word == "," and lower[i + 1 : i + 2] in (("all",), ("both",)):
            i += 1
            continue
        if word == ",":
            if lower[i - 1] in _PEOPLE and _PEOPLE & {*lower[i + 1 : i + 2], *lower[i + 2 : i + 3]}:
                i += 1  # "80 men, women, and children"
                continue
            if not (
                countries
                and i + 1 < len(lower)
                and (words[i + 1][0].isupper() or lower[i + 1] in ("and", "the"))
            ):
                break
        elif word == "and" and i + 1 < len(lower):
            if i + 1 in starts or any(e.form in ("past", "ing") for e in scene.events.get(i + 1, ())):
                break
            if lower[i + 1] in scene.lexicon.light or lower[i + 1] in ("no", "none"):
                break
        if word in ("from", "to", "in"):
            countries = True
        i += 1
    return i, passed


def _inserted(lower: tuple[str, ...], comma: int) -> int:
    """Where the count goes on behind a part put in: "27 victims, *including six boys,* were exploited"."""
    if lower[comma : comma + 2] != (",", "including") or "," not in lower[comma + 2 : comma + 9]:
        return 0
    after = lower.index(",", comma + 2) + 1
    return after if lower[after : after + 1] and lower[after] in _GOES_ON | _BE else 0


def _reporter(scene: Scene, d: Draft, starts: list[int]) -> str:
    if d.readings[0].indicator == "funding":
        return "government"  # whoever receives it
    verb = min([e.first for e in d.events], default=d.quantity.start_token)
    verb = (
        min(verb, d.quantity.start_token)
        if d.cue not in ("passive", "reduced", "gets")
        else d.quantity.start_token
    )
    clause = scene.layout.clause
    begin = verb
    while begin > 0 and clause[begin - 1] == clause[verb]:
        begin -= 1
    limit = next((s for s in starts if s > d.quantity.start_token), len(scene.lower))
    home = scene.analysed.narrative.country
    found = who(scene.lower, verb, d.phrase.stop, begin, limit, home)
    stated = set(scene.lower[begin : d.quantity.start_token]) & STATES
    if found in ("ngo", "io") and d.readings[0].indicator in _BY_THE_STATE and not stated:
        found = "government"
    if found is None and (d.antecedent or pointed(scene, d)) is not None:
        return (d.antecedent or pointed(scene, d) or d).reporter
    if found is None and d.cue.startswith("left") and d.readings[0].indicator in _BY_THE_STATE:
        return "government"  # "Ruritania convicted one trafficker"
    return found or speaker(scene.analysed.narrative.source, scene.analysed.section, d.readings[0].indicator)


__all__ = ["Dimensions", "describe"]
