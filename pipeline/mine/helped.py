"""What kind of help was given: money, the way home, leave to stay."""

from __future__ import annotations

from pipeline.mine.draft import Draft
from pipeline.mine.events import EventAt
from pipeline.mine.lexicon import closed
from pipeline.mine.noun_phrase import nouns_at
from pipeline.mine.scene import Scene

_HOME = closed("return returns repatriation repatriate returning")


def paid(scene: Scene, draft: Draft) -> bool:
    """Whether the victims got the money named just before: "5.6 million baht to *760 victims*"."""
    last = next((d for d in reversed(scene.drafts) if d.quantity.kind != "article"), None)
    if last is None or last.kind != "money" or draft.quantity.start_token - last.phrase.stop > 12:
        return False
    return any(r.indicator == "victims_compensated" for r in last.readings)


def goes_home(scene: Scene, draft: Draft, events: tuple[EventAt, ...]) -> bool:
    """Whether help was for going home: "assisted 70 nationals *with their return*"."""
    if not events or events[-1].name != "assist":
        return False
    after = scene.lower[draft.phrase.stop : draft.phrase.stop + 8]
    for i, word in enumerate(after):
        if word in _HOME:
            more = set(after[i : i + 5]) & {"or", "and"}  # "with repatriation or shelter": help of any kind
            return not more and bool({"with", "to", "'", "'s"} & set(after[:i]))
    return False


def permits(scene: Scene, draft: Draft) -> bool:
    """Whether permits are what was issued: "provided no-fee visas to victims and issued *nine*"."""
    words = range(draft.quantity.start_token)
    senses = (nouns_at(scene.lower, i, scene.lexicon)[1] for i in words)
    return any(s is not None and s.value == "permit" for s in senses)


def helped_in(scene: Scene, draft: Draft) -> bool:
    """Whether victims were helped in the cases: "assisted victims *in 44 cases*"."""
    lower, start = scene.lower, draft.quantity.start_token
    if draft.kind != "case" or draft.phrase.elided or draft.quantity.kind == "article":
        return False
    if lower[start - 1] != "in" and lower[start - 3 : start] != ("in", "at", "least"):
        return False
    if not any(w in ("victim", "victims") for w in lower):
        return False
    return any(e.name == "assist" for i in range(max(0, start - 4), start) for e in scene.events.get(i, ()))
