"""The corruption rules: one file for each category, in the order of their authority.

Where two rules claim the same words, the earlier file wins: a code of conduct that forbids diplomats
to facilitate trafficking is policy, not complicity; what was not prosecuted is impunity, whatever
was alleged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.codebook import codebook
from models.strict import DataFileError, Strict, load
from pipeline.mine.phrases import FOLDER, OFFICIAL, STATE, phrase
from pipeline.mine.required import clauses

ORDER = (
    "policy",
    "impunity",
    "accountability",
    "obstruction",
    "bribery",
    "denial",
    "complicity",
    "systemic",
)


class Example(Strict):
    """A sentence, and what must be read from it (fields left out are not looked at)."""

    text: str
    stance: str | None = None
    actors: tuple[str, ...] | None = None


class Rule(Strict):
    """One construction. `says` is complete in itself; `deed` is a verb phrase whose doer must be an
    official (with `state`, the state may be the doer). `unless` and `needs` look at the words around;
    `context: official` wants an official in the sentence; `after` wants another mention before it in
    this sentence or in the one before, `beside` one in this sentence, and both take its actors; a
    `fallback` is tried after all other rules, in clauses that say nothing of accountability.
    `stance: cued` looks for cues where the category would settle the stance.
    """

    id: str
    says: str | None = None
    deed: str | None = None
    unless: str | None = None
    needs: str | None = None
    context: str | None = None
    after: bool = False
    beside: bool = False
    state: bool = False
    fallback: bool = False
    sections: tuple[str, ...] | None = None
    stance: str | None = None
    actors: tuple[str, ...] | None = None
    confidence: float = 0.85
    examples: tuple[str | Example, ...]
    counter: tuple[str, ...]


class RuleFile(Strict):
    category: str
    means: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready for use; `wants` are the masks of which a match needs one, none where it needs nobody."""

    rule: Rule
    category: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    wants: str


@cache
def rules() -> tuple[Compiled, ...]:
    """All rules, most authoritative first; DataFileError names a rule that is not well formed."""
    compiled: list[Compiled] = []
    for category in ORDER:
        path = FOLDER / f"{category}.yaml"
        file = load(path, RuleFile)
        if file.category != category or category not in codebook().mention_categories:
            raise DataFileError(f"{path}: category {file.category!r} does not belong in this file")
        for rule in file.rules:
            if (rule.says is None) == (rule.deed is None):
                raise DataFileError(f"{path}: {rule.id}: give either `says` or `deed`")
            if set(rule.actors or ()) - {*codebook().actors}:
                raise DataFileError(f"{path}: {rule.id}: unknown actors {rule.actors}")
            pattern = phrase(rule.says or rule.deed or "")
            compiled.append(
                Compiled(
                    rule=rule,
                    category=category,
                    pattern=pattern,
                    unless=phrase(rule.unless) if rule.unless else None,
                    needs=phrase(rule.needs) if rule.needs else None,
                    wants=_wants(rule, pattern),
                )
            )
    return tuple(sorted(compiled, key=lambda one: (one.rule.fallback, one.rule.after)))


def _wants(rule: Rule, pattern: re.Pattern[str]) -> str:
    if rule.deed:
        return OFFICIAL + STATE if rule.state else OFFICIAL
    return next(("".join(sorted(one)) for one in clauses(pattern) if one <= {OFFICIAL, STATE}), "")


@cache
def rules_of(recommending: bool) -> tuple[Compiled, ...]:
    """The rules for a section of recommendations, where everything is policy, or for all others."""
    if recommending:
        return tuple(by for by in rules() if by.category == "policy")
    return tuple(by for by in rules() if by.rule.sections != ("recommendations",))
