"""Sums of money: funding, compensation of victims, assets seized, or nothing that is coded."""

from __future__ import annotations

from functools import cache

from models.strict import Strict, load
from pipeline.mine.draft import Draft
from pipeline.mine.indicators import Reading
from pipeline.mine.lexicon import FOLDER, closed
from pipeline.mine.scene import Scene

_LEFT, _RIGHT = 22, 14
_STOPS = closed(";")


class MoneyRules(Strict):
    """`money.yaml`."""

    cues: dict[str, tuple[str, ...]]
    victims: tuple[str, ...]


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in load(FOLDER / "money.yaml", MoneyRules).cues.items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            table.setdefault(parts[0], []).append((parts, name))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@cache
def _to_victims() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in load(FOLDER / "money.yaml", MoneyRules).victims)


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
        for i in words:
            if layout.clause[i] != clause or lower[i] in ("but", "while", "although"):
                break
            if layout.group[i] != group:
                if layout.groups[layout.group[i]].bracket and not layout.groups[group].bracket:
                    continue
                break
            for parts, name in _cues().get(lower[i], ()):
                if lower[i : i + len(parts)] == parts:
                    distance = side * (abs(i - start) if i < start else i - stop + 1)
                    if name in ("victims_compensated", "assets_seized"):
                        distance *= 0.6
                    if best is None or distance < best[0]:
                        best = (distance, name)
                    break
    around = lower[max(0, start - 14) : stop + 14]
    if {"pay", "paid", "paying", "pays"} & set(lower[max(0, start - 10) : start]) and (
        {"victim", "victims", "worker", "workers"} & set(around)
    ):
        best = (0.0, "victims_compensated")
    right = lower[stop : stop + 9]
    if any(right[j : j + len(p)] == p for p in _to_victims() for j in range(len(right))) and (
        best is None or best[1] == "funding"
    ):
        best = (0.0, "victims_compensated")
    if best is None or (best[1] == "nothing" and best[0] > 4):
        joined = next((d for d in reversed(scene.drafts) if d.kind == "money" and d.readings), None)
        if (
            joined is not None
            and layout.clause[joined.quantity.start_token] == clause
            and not draft.comparison
        ):
            best = best or (9.0, joined.readings[0].indicator)
    if best is None:
        draft.rejected = "no cue says what the money is for"
    elif best[1] == "nothing":
        draft.rejected = "a fine, fee, price or income is not coded"
    else:
        draft.readings = (Reading(best[1], "currency", f"money:{best[1]}"),)
        draft.cue = "money"
