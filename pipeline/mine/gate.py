"""Which rules a sentence may hold before anybody in it is known: most sentences hold none.

Finding out who is named costs more than the rules themselves. Where a rule needs an official or the
state, some stretch of the words for them (`lexicon.yaml`) must stand there; the rest of what it needs
is in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.mine.openings import alternatives
from pipeline.mine.phrases import OFFICIAL, STATE, lexicon
from pipeline.mine.required import Possible, Stems, least
from pipeline.mine.rulebook import Compiled, rules_of


@cache
def _stretches(*patterns: str) -> frozenset[str]:
    """One of these stands in every match of one of the patterns."""
    return frozenset().union(*(least(one) for each in patterns for one in alternatives(each)))


@cache
def _named() -> dict[str, frozenset[str]]:
    """What stands in the words for an official, and in those for the state."""
    words = lexicon()
    return {
        OFFICIAL: _stretches(*(pattern for _, pattern in words.actors)),
        STATE: _stretches(words.state),
    }


@cache
def _possible(recommending: bool) -> Possible[Compiled]:
    every = rules_of(recommending)
    return Possible(every, ([by.pattern] for by in every), _named())


@cache
def _doers(state: bool) -> Stems:
    """Who may do the deed of a rule: an official, or the state too."""
    named = _named()
    return Stems(named[OFFICIAL] | named[STATE] if state else named[OFFICIAL])


@lru_cache(maxsize=1000)
def candidates(text: str, section: str) -> tuple[Compiled, ...]:
    """The rules that a sentence of this section may match, most authoritative first."""
    lower = text.lower()
    possible = _possible(section == "recommendations").in_text(lower)
    if all(by.rule.deed for by in possible) and not _doers(any(by.rule.state for by in possible)).any(lower):
        return ()
    return tuple(possible)


def still_possible(rules: Iterable[Compiled], masked: str) -> tuple[Compiled, ...]:
    """Those of `rules` that have whom they need, now that everybody is known."""
    return tuple(by for by in rules if not by.wants or any(mask in masked for mask in by.wants))


def worth_reading(text: str, section: str) -> bool:
    """Whether a sentence of this section may hold a mention."""
    return bool(candidates(text, section))
