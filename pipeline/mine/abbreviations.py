"""Forces that a narrative names once in full and then by their letters: "the national army (FARDC)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.mine.phrases import OFFICIAL, Someone, people, straight
from pipeline.records import Narrative

_DEFINED = re.compile(r"\(([A-Z][A-Z&-]{1,7})\)")
_BEFORE = 90  # characters in front of the brackets in which the full name stands


@dataclass(frozen=True)
class Abbreviations:
    """Letters that stand for officials in one narrative, and the codebook's actors of each."""

    actors: Mapping[str, tuple[str, ...]]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = "|".join(sorted(map(re.escape, self.actors), key=len, reverse=True))
        return re.compile(rf"(?<![\w(-])(?:{names})(?![\w-])") if names else None

    def spelled_out(self, text: str) -> str:
        """The text with a plain word for an official in place of each abbreviation; offsets change."""
        return self._pattern.sub("officials", text) if self._pattern else text

    def beside(self, text: str, someone: tuple[Someone, ...]) -> tuple[Someone, ...]:
        """Everybody named in a sentence, those named by their letters included."""
        if self._pattern is None:
            return someone
        more = [
            Someone(match.start(), match.end(), OFFICIAL, self.actors[match.group()])
            for match in self._pattern.finditer(text)
            if not any(one.start < match.end() and match.start() < one.end for one in someone)
        ]
        return tuple(sorted([*someone, *more], key=lambda one: one.start)) if more else someone


def abbreviations(narrative: Narrative, text: str) -> Abbreviations:
    """The abbreviations of forces and offices that a narrative defines in brackets."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _DEFINED.finditer(text, narrative.start, narrative.end):
        name = straight(text[max(narrative.start, match.start() - _BEFORE) : match.start()]).rstrip()
        named = people(name)
        if named and named[-1].mask == OFFICIAL and named[-1].end == len(name):
            found.setdefault(match[1], named[-1].actors)
    return Abbreviations(found)
