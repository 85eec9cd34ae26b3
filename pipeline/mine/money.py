"""Sums of money: funding, compensation of victims, assets seized, or nothing that is coded."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from models.strict import Strict, load
from pipeline.mine.draft import Draft
from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import FOLDER, closed
from pipeline.mine.sanctions import fined_businesses
from pipeline.mine.scene import Scene

_LEFT, _RIGHT = 22, 14
_STOPS = closed(";")


class MoneyRules(Strict):
    """`money.yaml`."""

    cues: dict[str, tuple[str, ...]]
    recipients: frozenset[str]
    paid_only: frozenset[str]
    services: frozenset[str]
    between: frozenset[str]
    possible: frozenset[str]


@cache
def _rules() -> MoneyRules:
    return load(FOLDER / "money.yaml", MoneyRules)


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in _rules().cues.items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            table.setdefault(parts[0], []).append((parts, name))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_PAY = closed("pay paid paying pays payment payments")
_NUMBERS = closed("two three four five six seven eight nine ten eleven twelve")


def _possible(lower: tuple[str, ...], start: int) -> bool:
    """Whether the sum is one that somebody may get: "could award the victim *up to 500,000 rupees*"."""
    for i in range(start - 1, max(-1, start - 14), -1):
        if lower[i] in (",", ";", "but", "and"):
            return False
        if lower[i] in _rules().possible and not lower[i + 1][0].isdigit():
            return True
    if ("not", "yet") in pairwise(lower[max(0, start - 6) : start]):
        return True
    return {"law", "allowed"} <= set(lower[max(0, start - 16) : start])


def _recipient(lower: tuple[str, ...], i: int, paid: bool) -> bool:
    """Whether a person wronged stands at word `i`, after the words that may stand before one."""
    rules = _rules()
    for j in range(i, min(len(lower), i + 7)):
        word = lower[j]
        if word in rules.recipients or (paid and word in rules.paid_only):
            return lower[j + 1 : j + 2] not in (("'",), ("'s",)) and not rules.services & set(
                lower[j + 1 : j + 2]
            )
        if word not in rules.between and word not in _NUMBERS and not word[0].isdigit():
            return False
    return False


def _received(lower: tuple[str, ...], start: int) -> bool:
    """Whether those wronged got the sum: "273 *victims received* a total of 96,000 ringgit"."""
    before = lower[max(0, start - 6) : start]
    if "received" not in before:
        return False
    at = before.index("received")
    return bool(at and before[at - 1] in _rules().recipients)


def to_victims(lower: tuple[str, ...], start: int, stop: int) -> bool:
    """Whether the sum, words `start` up to `stop`, goes to persons wronged: "paid each victim *$500*",
    "*$500* in cash to the two victims".
    """
    if _received(lower, start):
        return True
    paid = next((i for i in range(start - 1, max(-1, start - 11), -1) if lower[i] in _PAY), -1)
    if paid >= 0 and _recipient(lower, paid + 1, True):
        return True
    bracket = False
    for i in range(stop, min(len(lower), stop + 12)):
        word = lower[i]
        if word in ("(", ")"):
            bracket = word == "("
        elif bracket:
            continue
        elif word == "to" and _recipient(lower, i + 1, paid >= 0):
            return True
        elif word in (";", ",", "for", "and") or word in _rules().services:
            return False
    return False


def read_money(scene: Scene, draft: Draft) -> None:
    """Give the sum its reading, or a reason why it has none."""
    lower, layout = scene.lower, scene.layout
    start, stop = draft.quantity.start_token, draft.quantity.end_token
    group, clause = layout.group[start], layout.clause[start]
    draft.currency = draft.quantity.currency
    best: tuple[float, str] | None = None
    for side, words in (
        (1.0, range(start - 1, max(-1, start - _LEFT), -1)),
        (1.6, range(stop, min(len(lower), stop + _RIGHT))),
    ):
        steps = 0
        for i in words:
            if layout.clause[i] != clause or lower[i] in ("but", "while", "although"):
                break
            if layout.group[i] != group:
                if layout.groups[layout.group[i]].bracket and not layout.groups[group].bracket:
                    continue
                break
            steps += 1
            for parts, name in _cues().get(lower[i], ()):
                if lower[i : i + len(parts)] == parts:
                    distance = side * steps
                    if name in ("victims_compensated", "assets_seized"):
                        distance *= 0.6 if steps > 2 or i < start else 0.3  # "$500 *in restitution*"
                    if best is None or distance < best[0]:
                        best = (distance, name)
                    break
    fined = best is not None and best[1] == "nothing" and best[0] <= 4
    if not fined and (best is None or best[1] != "assets_seized") and to_victims(lower, start, stop):
        best = (0.0, "victims_compensated")
    if best is None or (best[1] == "nothing" and best[0] > 4):
        joined = next((d for d in reversed(scene.drafts) if d.kind == "money" and d.readings), None)
        if (
            joined is not None
            and layout.clause[joined.quantity.start_token] == clause
            and not draft.comparison
        ):
            best = best or (9.0, joined.readings[0].indicator)
    if best is not None and _possible(lower, start):
        draft.rejected = "what somebody may get, not what was paid"
    elif best is None:
        draft.rejected = "no cue says what the money is for"
    elif best[1] == "nothing" and fined_businesses(scene, start):
        draft.readings = (Reading("recruiters_sanctioned", "currency", "money:fines"),)
        draft.cue = "money"
    elif best[1] == "nothing":
        draft.rejected = "a fine, fee, price or income is not coded"
    else:
        draft.readings = (Reading(best[1], "currency", f"money:{best[1]}"),)
        draft.cue = "money"


def handed_to(scene: Scene, draft: Draft) -> bool:
    """Whether the persons counted get the sum before: "12,000 marks ($7,420) *to their four victims*"."""
    kinds = (
        ("victim", "potential")
        if draft.quantity.kind == "article"
        else ("victim", "potential", "person", "public")
    )
    last = next((d for d in reversed(scene.drafts) if d.quantity.kind != "article"), None)
    if draft.kind not in kinds or last is None or last.kind != "money" or draft.comparison != last.comparison:
        return False
    if not any(r.indicator == "victims_compensated" for r in last.readings):
        return False
    between = scene.lower[last.phrase.stop : draft.phrase.first]
    if "(" in between:
        between = between[between.index(")") + 1 :] if ")" in between else between
    return between[:1] == ("to",) and len(between) <= 3
