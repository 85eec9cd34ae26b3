"""What the model of readings sees of a number: its noun, the words on either side, the events near it.

It sees nothing of the reading that the rules gave, so that the two can be weighed against each other.
"""

from __future__ import annotations

from models.features import STEM
from pipeline.mine.draft import Draft
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene

_EMPTY = closed(
    "the a an of to and in for on with by from at as or that which who were was is are be been had has have "
    "it its their his her this these those , ( ) . — – “ ” ' 's also"
)
_SHORT_PAST = closed("found won gave held freed sent paid began led took brought")
_REACH = 25  # words on either side
_NEAR, _MIDDLE = 3, 7  # words with a meaning of their own, from the number outwards
_EVENTS = 3  # candidates that could govern the number, the strongest first


def surroundings(scene: Scene) -> list[frozenset[str]]:
    """The features of each draft of the sentence."""
    lower = tuple("0" if word[0].isdigit() else word for word in scene.lower)
    shared = [f"s={word[:STEM]}" for word in {*lower} - _EMPTY if word.isalpha() and len(word) > 2]
    shared.append(f"sec={scene.analysed.section}")
    return [frozenset([*shared, *_of(draft, lower, scene.analysed.section)]) for draft in scene.drafts]


def _of(draft: Draft, lower: tuple[str, ...], section: str) -> list[str]:
    quantity, phrase = draft.quantity, draft.phrase
    kind = draft.kind or ""
    stop = max(phrase.stop, quantity.end_token)
    found = [
        f"q={quantity.kind}", f"kind={kind}", f"noun={phrase.noun}", f"sk={section}{kind}",
        f"qk={quantity.kind}{kind}", "elided" if phrase.elided else "full", f"v={_size(quantity.value or 0)}",
        "ref" if draft.reference else "noref", "comp" if draft.comparison else "nocomp",
    ]  # fmt: skip
    found += [f"in={word}" for word in lower[quantity.start_token : stop]]
    left = lower[max(0, quantity.start_token - _REACH) : quantity.start_token][::-1]
    right = lower[stop : stop + _REACH]
    for side, words in (("l", left), ("r", right)):
        found += [f"{side}{place}={word}" for place, word in enumerate(words[:3])]
        if len(words) > 1:
            found.append(f"{side}{side}={words[1]}_{words[0]}")
        found += _words(side.upper(), words)
        for place, verb in enumerate([word for word in words if _verb(word)][:2]):
            found += [f"{side}v{place}={verb[:STEM]}", f"{side}v{place}={verb[:STEM]}|{kind}"]
    for governed in draft.considered[:_EVENTS]:
        for event in governed.events:
            found += [f"e={event.name}", f"e={event.name}|{governed.cue}", f"e={event.name}|{kind}"]
    if draft.considered:
        first = draft.considered[0]
        found += [f"top={event.name}|{kind}|{first.cue}" for event in first.events]
    return found


def _words(side: str, words: tuple[str, ...]) -> list[str]:
    """The words that mean something, up to a semicolon, each with how far away it stands."""
    found: list[str] = []
    for word in words:
        if word == ";":
            break
        if word not in _EMPTY:
            far = "n" if len(found) < _NEAR else "m" if len(found) < _MIDDLE else "f"
            found.append(f"{side}{far}={word[:STEM]}")
    return found


def _verb(word: str) -> bool:
    return (len(word) > 3 and word.endswith(("ed", "ing"))) or word in _SHORT_PAST


def _size(value: float) -> str:
    for limit in (1, 4, 19, 99, 999):
        if value <= limit:
            return f"{limit}"
    return "more"
