"""The crime that a sentence names away from the count: behind terms and sums, at its head, beside it.

"sentenced a man to two years *for forcing girls into prostitution*", "*For labor trafficking*, courts
convicted 12", "charged three suspects in two *sex trafficking* cases".
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.mine.dimensions import Dimensions, read_dimensions, table
from pipeline.mine.draft import Draft
from pipeline.mine.ellipsis import part_of
from pipeline.mine.lexicon import closed
from pipeline.mine.scene import Scene

BY_CRIME = closed(
    "investigations arrests prosecutions convictions sentences acquittals officials_investigated "
    "officials_prosecuted officials_convicted officials_disciplined"
)
# "screened 40 people in prostitution", "trained officers on sex trafficking": no crime of theirs.
NOT_BY_CRIME = closed("officials_trained awareness_reached inspections persons_screened")
_REACH = 14
_NEAR = 5  # words between suspects and their case
_PEOPLE = ("suspect", "person", "official", "professional")
_NO_FURTHER = closed(
    "; including included but while although which who where whom whose after because compared down up"
)
DASHES = closed("— – --")
_CHARGED = closed("with of")
_HEADS = closed("for in regarding concerning on among")
_GROUPS = closed("among of for")
_SOFTENED = closed(
    "reportedly approximately about nearly some at least more than over an estimated as many up to the these"
)
_CAUSES = closed("exploiting abusing using recruiting uses")
_COMBAT = (
    "combat", "soldier", "militia", "rebel", "isis", "insurgen", "militant", "armed", "jihad",
)  # fmt: skip
_ENLISTED = (
    "recruit",
    "re-recruit",
    "conscript",
    "associat",
    "separat",
    "demobili",
    "combat",
    "enlist",
    "fought",
)
_JOINTS = (("and",), (",",), (",", "and"), ("or",))


def crime_of(scene: Scene, d: Draft) -> str | None:
    """The crime of a count that names none itself."""
    reading = d.readings[0]
    if reading.indicator in BY_CRIME and not d.comparison:
        return _after(scene, d) or at_head(scene).exploitation
    if reading.unit not in ("person", "case"):
        return None
    return _before(scene, d) or at_head(scene).exploitation or _in_combat(scene, d)


def _before(scene: Scene, d: Draft) -> str | None:
    """What was done to those counted, right before their number: "*forced labor of* reportedly 40 men",
    "*sexually exploited* 12 girls".
    """
    if d.readings[0].unit != "person" or d.readings[0].indicator in BY_CRIME:
        return None
    lower = scene.lower
    stop = min(d.phrase.first, d.quantity.start_token)
    while stop and lower[stop - 1] in _SOFTENED:
        stop -= 1
    named = stop > 1 and lower[stop - 1] == "of"
    stop -= named
    first = max(0, stop - 4)
    for at in range(first, stop):
        for parts, kind, value in table().entries.get(lower[at], ()):
            if kind == "exploitation" and at + len(parts) == stop and lower[at:stop] == parts:
                verb = parts[-1].endswith("ed") or parts[-1] in _CAUSES
                return value if verb != named else None
    return None


def _in_combat(scene: Scene, d: Draft) -> str | None:
    """Children whom armed groups enlisted: "*15 boys* were recruited by a militia"."""
    if d.dimensions.age != "child" or d.readings[0].unit != "person":
        return None
    lower = scene.lower
    enlisted = any(w.startswith(_ENLISTED) for w in lower)
    return "other" if enlisted and any(w.startswith(_COMBAT) for w in lower) else None


def share_trailing(scene: Scene) -> None:
    """Give people the crime told behind the last of them: "*31 boys* and 12 girls in forced begging"."""
    told = (d for d in scene.drafts if d.readings and d.readings[0].unit == "person")
    people = [d for d in told if d.readings[0].indicator not in BY_CRIME]
    for one, other in reversed(list(pairwise(people))):
        if one.dimensions.exploitation or one.phrase.elided or other.phrase.elided or other.core.exploitation:
            continue
        same = (one.comparison, one.readings[0].indicator) == (other.comparison, other.readings[0].indicator)
        if same and scene.lower[one.phrase.stop : other.phrase.first] in _JOINTS:
            one.dimensions.exploitation = other.dimensions.exploitation


def of_the_convicted(scene: Scene, d: Draft, own: Dimensions) -> None:
    """A prison term or a payment is of the crime of the sentence it belongs to."""
    if d.kind not in ("duration", "money") or d.readings[0].indicator not in (
        "sentences",
        "victims_compensated",
    ):
        return
    told = [
        o
        for o in scene.drafts[: d.number]
        if o.kind in ("suspect", "person", "official") and o.readings and o.comparison == d.comparison
    ]
    if told and told[-1].readings[0].indicator != "sentences":  # not of one labor trafficker among nine
        told = [o for o in told if o.total is None and not part_of(scene, o)]
    if told:
        own.exploitation = own.exploitation or told[-1].dimensions.exploitation


def share_crimes(scene: Scene) -> None:
    """Give suspects the crime of the cases beside them, and cases that of their suspects: "prosecuted
    *five suspects* in three sex trafficking cases".
    """
    told = [d for d in scene.drafts if d.readings and d.readings[0].indicator in BY_CRIME]
    for one, other in pairwise(told):
        gap = scene.lower[one.phrase.stop : other.phrase.first]
        if one.comparison != other.comparison or len(gap) > _NEAR or {",", ";", "and", "("} & set(gap):
            continue
        people = {one.kind, other.kind} - {"case"}
        if people <= set(_PEOPLE) and people != {one.kind, other.kind} and len(people) == 1:
            told_of = one.dimensions.exploitation, other.dimensions.exploitation
            one.dimensions.exploitation = told_of[0] or told_of[1]
            other.dimensions.exploitation = told_of[1] or told_of[0]


def _after(scene: Scene, d: Draft) -> str | None:
    """The crime that ends the clause, behind terms, sums and further verbs."""
    lower, layout = scene.lower, scene.layout
    group, clause = layout.group[d.quantity.start_token], layout.clause[d.quantity.start_token]
    alike = {
        o.quantity.start_token
        for o in scene.drafts[d.number + 1 :]
        if o.readings and o.readings[0][:2] == d.readings[0][:2]
    }
    listed = False
    i = max(d.phrase.stop, d.quantity.end_token) - 1
    while i + 1 < len(lower):
        i += 1
        if lower[i] in DASHES:  # "convicted six people —*among them an imam*— for ..."
            close = next((k for k in range(i + 1, len(lower)) if lower[k] in DASHES), None)
            if close is None:
                return None
            i = close
            continue
        if layout.group[i] != group:
            if layout.groups[layout.group[i]].bracket:
                continue
            return None
        if layout.clause[i] != clause or lower[i] in _NO_FURTHER:
            return None
        if i in alike and "," in lower[i - 2 : i]:
            return None  # another of the list, with a crime of its own
        if lower[i] == "for" and not _how_long(scene, i + 1):
            return _named(lower, i, _REACH)
        if lower[i] == ",":
            listed = True
        if lower[i] in _CHARGED and not listed and (crime := _named(lower, i, _NEAR)):
            return crime
    return None


def _named(lower: tuple[str, ...], i: int, reach: int) -> str | None:
    end = i + 1
    while end < min(len(lower), i + reach) and lower[end] not in _NO_FURTHER and lower[end] not in ",(—":
        end += 1
    return read_dimensions(lower, i, i, end, returned=False, home=None).exploitation


def at_head(scene: Scene) -> Dimensions:
    """What the sentence opens with: "*For labor trafficking*, the government identified ...", "*Among
    adults*, ...".
    """
    lower = scene.lower
    if not lower or lower[0] not in _HEADS | _GROUPS or "," not in lower[2:5]:
        return Dimensions()
    told = read_dimensions(lower, 0, 0, lower.index(",", 2), returned=False, home=None)
    return Dimensions(
        exploitation=told.exploitation if lower[0] in _HEADS else None,
        sex=told.sex if lower[0] in _GROUPS else None,
        age=told.age if lower[0] in _GROUPS else None,
    )


def _how_long(scene: Scene, word: int) -> bool:
    """Whether a time begins at the word: "for *two years*", "for *the first time*"."""
    following = scene.lower[word + 1 : word + 2]
    ordinal = following and following[0].endswith(("st", "nd", "rd", "th", "past"))
    return (scene.lower[word : word + 1] == ("the",) and bool(ordinal)) or any(
        q.start_token == word and q.kind != "article" for q in scene.quantities
    )
