"""What a sound reading of a source holds, by the assertions of its catalogue entry.

A report of which far too little was read must not pass for a report that says little: below `min`
is an error, above `max` a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import Narrative, Problem
from sources.catalogue import Assertion, catalogue


def unsound(source: str, narratives: Sequence[Narrative], text: str) -> Iterator[Problem]:
    """The assertions on `source` that the narratives of one document do not meet."""
    entry = catalogue().get(source)
    for assertion in entry.assertions if entry else ():
        if assertion.per == "narrative":
            for narrative in narratives:
                yield from _judged(assertion, [narrative], text, f"{narrative.title}: ")
        else:
            yield from _judged(assertion, narratives, text, "")


def _judged(
    assertion: Assertion, narratives: Sequence[Narrative], text: str, where: str
) -> Iterator[Problem]:
    count = _count(assertion, narratives, text)
    found = f"{where}{count:,} {assertion.count} were read"
    if assertion.min is not None and count < assertion.min:
        reason = (
            f"{found}, and a sound {assertion.per} has at least {assertion.min:,}; compare it with the file"
        )
        yield Problem("segment", f"few-{assertion.count}", reason)
    if assertion.max is not None and count > assertion.max:
        reason = f"{found}, and a sound {assertion.per} has at most {assertion.max:,}; is a heading lost?"
        yield Problem("segment", f"many-{assertion.count}", reason, severity="warning")


def _count(assertion: Assertion, narratives: Sequence[Narrative], text: str) -> int:
    match assertion.count:
        case "narratives":
            return len(narratives)
        case "sentences":
            return sum(len(narrative.sentences) for narrative in narratives)
        case "words":
            return sum(len(text[n.start : n.end].split()) for n in narratives)
