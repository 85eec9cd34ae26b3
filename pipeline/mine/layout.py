"""How a sentence is laid out: brackets, stretches that compare with an earlier time, clauses.

A *group* is a stretch of words whose figures share a time: the main stretch is group 0, each
comparison ("compared with ...", "up from ...") and each bracket opens a group of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.mine.events import EventAt
from pipeline.mine.lexicon import Lexicon, closed

_MOVED = ("ed", "rose", "fell", "grew")
_SUBJECTS = closed("it they he she the courts authorities police officials judges prosecutors sentences ngos")
_PURPOSE = closed("to for by with")
_COMPARING = closed("compared compares versus")
_NUMERALS = closed("one two three four five six seven eight nine ten just only about approximately over")
_DASHES = closed("— – --")


@dataclass(slots=True)
class Group:
    parent: int  # the group it stands in
    bracket: bool
    comparison: bool
    first: int
    stop: int = 0
    moves: bool = False  # opened by "increased from", closed by "to"


@dataclass(slots=True)
class Layout:
    group: list[int]  # of each word
    groups: list[Group]
    clause: list[int]  # of each word; semicolons part clauses

    def comparison(self, word: int) -> bool:
        """Whether a figure at this word is an earlier one, cited for comparison."""
        at = self.group[word]
        while at:
            if self.groups[at].comparison:
                return True
            at = self.groups[at].parent
        return False


def lay_out(lower: tuple[str, ...], events: dict[int, tuple[EventAt, ...]], lexicon: Lexicon) -> Layout:
    """Read the words once, opening and closing groups."""
    single, comparing = lexicon.comparison, lexicon.comparing
    layout = Layout([], [Group(0, False, False, 0)], [])
    stack = [0]
    clause = 0
    dashes = 0
    for i, word in enumerate(lower):
        if word == ";":
            clause += 1
            while len(stack) > 1 and not layout.groups[stack[-1]].bracket:
                layout.groups[stack.pop()].stop = i
        elif word in ("(", "["):
            layout.groups.append(Group(stack[-1], True, False, i))
            stack.append(len(layout.groups) - 1)
        elif word in (")", "]"):
            while len(stack) > 1:
                at = stack.pop()
                layout.groups[at].stop = i
                if layout.groups[at].bracket:
                    break
            layout.group.append(stack[-1])
            layout.clause.append(clause)
            continue
        elif (i or word in single) and (
            word in single
            or (word in comparing and any(lower[i : i + len(cue)] == cue for cue in comparing[word]))
        ):
            if not (stack[-1] and layout.groups[stack[-1]].comparison):
                moves = word.endswith(_MOVED) and lower[i + 1 : i + 2] == ("from",)
                layout.groups.append(Group(stack[-1], False, True, i, moves=moves))
                stack.append(len(layout.groups) - 1)
        elif word == "to" and layout.groups[stack[-1]].moves and _numeral(lower[i + 1 : i + 2]):
            layout.groups[stack.pop()].stop = i
        elif word in _DASHES:
            dashes += 1
            if lower[i + 1 : i + 2] == ("involving",):
                dashes -= 1
            elif len(stack) > 1 and not layout.groups[stack[-1]].bracket and dashes % 2 == 0:
                layout.groups[stack.pop()].stop = i
        elif (
            word in ("including", "of")
            and i
            and lower[i - 1] == ","
            and len(stack) > 1
            and not layout.groups[stack[-1]].bracket
            and (word == "including" or lower[i + 1 : i + 2] in (("which",), ("whom",)))
            and any(w[:2] in ("19", "20") and len(w) == 4 for w in lower[layout.groups[stack[-1]].first : i])
        ) or (
            len(stack) > 1
            and not layout.groups[stack[-1]].bracket
            and not _opens(lower, layout.groups[stack[-1]])
            and (_resumes(lower, i, events, lexicon) or _goes_on(lower, i, layout.groups[stack[-1]].first))
        ):
            layout.groups[stack.pop()].stop = i
        layout.group.append(stack[-1])
        layout.clause.append(clause)
    while stack:
        layout.groups[stack.pop()].stop = len(lower)
    return layout


def _goes_on(lower: tuple[str, ...], i: int, first: int) -> bool:
    """Whether the main clause goes on behind a comparison with its time: "spent 30,000, compared with
    15,000 in 2022, *to run* a shelter", "tried 21, up from 10 in 2022, and *39 convictions*, up from 17".
    """
    if not any(w[:2] in ("19", "20") and len(w) == 4 and w.isdigit() for w in lower[first:i]):
        return False
    if lower[i - 1] == ",":
        return lower[i] in _PURPOSE
    listed = lower[i - 2 : i] == (",", "and") and _numeral(lower[i : i + 1])
    return listed and bool(_COMPARING & set(lower[i + 1 :]))


def _opens(lower: tuple[str, ...], group: Group) -> bool:
    """Whether the whole sentence compares: "*By comparison*, in 2016 courts tried four and convicted two"."""
    return group.first == 1 and lower[1:3] == ("comparison", ",")


def _numeral(word: tuple[str, ...]) -> bool:
    return bool(word) and (not word[0][0].isalpha() or word[0] in _NUMERALS)


def _resumes(
    lower: tuple[str, ...], i: int, events: dict[int, tuple[EventAt, ...]], lexicon: Lexicon
) -> bool:
    """Whether the main clause takes up again at word `i`, after a comparison ("…, and imposed …")."""
    if lower[i] in ("but", "while", "although", "however") or lower[i : i + 3] == ("in", "addition", "to"):
        return True
    if i < 1 or lower[i - 1] not in (",", "and"):
        return False
    if lower[i - 1] == "and" and (i < 2 or lower[i - 2] != ","):
        return False
    word = lower[i]
    if lower[i - 1] == "and" and (word.endswith("ed") or lower[i : i + 2] == ("did", "not")):
        return True
    if (
        lower[i - 1] == "and" and word in _SUBJECTS
    ):  # "compared with six the year before, and *it obtained* convictions of eight"
        for verb in range(i + 1, min(i + 4, len(lower))):
            if any(e.form == "past" for e in events.get(verb, ())):
                return True
            if not lower[verb].isalpha():
                break
    past = any(e.form == "past" for e in events.get(i, ())) or (word in lexicon.light and word.endswith("ed"))
    return past or word in ("resulting", "leading")
