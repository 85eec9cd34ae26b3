"""Whose share a percent is, where that stands before it: "*women* accounted for 39 per cent of victims",
"the share of *children* among detected victims reached 38 per cent", "of the persons convicted, 28 per cent".
"""

from __future__ import annotations

from pipeline.mine.scene import Scene

_MAKE = frozenset(("represent", "represents", "represented", "representing", "comprise", "comprised",
                   "constitute", "constituted", "constituting"))  # fmt: skip
_MAKE_UP = frozenset(("make", "makes", "made", "making"))
_ACCOUNT = frozenset(("account", "accounts", "accounted", "accounting"))
_SHARE = frozenset(("share", "proportion", "percentage"))
_AMONG = frozenset(("among", "amongst", "in", "within", "of"))
_BREAKS = frozenset((",", ";", "(", ")", "—", "while", "whereas", "with", "but", "that"))
_ADVERBS = frozenset(("only", "just", "together", "still", "now", "also", "each", "respectively", "have",
                      "has", "a", "an", "further", "another", "additional", "some", "about"))  # fmt: skip


def before_bracket(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """The words that a share alone in brackets tells of: "victims of *forced prostitution* (81 percent)"."""
    lower = scene.lower
    if not start or lower[start - 1] != "(" or lower[end : end + 1] not in ((")",), (",",)):
        return None
    first = stop = start - 1
    while first > max(0, stop - 9) and lower[first - 1] not in (",", ";", ")", "and"):
        first -= 1
    told = range(first, stop)
    return (first, stop) if first < stop and not any(i in scene.phrase_at for i in told) else None


def subject(scene: Scene, start: int) -> tuple[int, int] | None:
    """The words that own the share at word `start`: those before "account for", "make up", "represent"."""
    lower = scene.lower
    stop = _verb(lower, start)
    if stop is None:
        stop = _verb_left_out(scene, start)
    if stop is None:
        return _share_of(lower, start)
    first = stop
    while first > 0 and lower[first - 1] not in _BREAKS and not _told(scene, first - 1):
        first -= 1
    while first < stop and lower[first] in ("and", "or"):
        first += 1
    return (first, stop) if first < stop else None


def _verb(lower: tuple[str, ...], start: int) -> int | None:
    """Where the verb of "women *accounted for* 39 per cent" begins."""
    i = start
    while i and lower[i - 1] in _ADVERBS:
        i -= 1
    pair = lower[i - 2 : i] if i > 1 else ()
    if pair and ((pair[1] == "for" and pair[0] in _ACCOUNT) or (pair[1] == "up" and pair[0] in _MAKE_UP)):
        i -= 2
    elif i and lower[i - 1] in _MAKE:
        i -= 1
    else:
        return None
    while i and lower[i - 1] in _ADVERBS:
        i -= 1
    return i


def _verb_left_out(scene: Scene, start: int) -> int | None:
    """The end of the owner where the verb is that of the share before: "and girls *for* 22 per cent"."""
    last = next((d for d in reversed(scene.drafts) if d.readings), None)
    if last is None or last.subject is None or not start:
        return None
    if scene.lower[start - 1] == "for":
        return start - 1
    first = start
    while (
        first > last.quantity.end_token and start - first < 4 and scene.lower[first - 1] not in (",", "and")
    ):
        first -= 1
    return (
        start if last.quantity.end_token < first < start and scene.lower[first - 1] in (",", "and") else None
    )


def _share_of(lower: tuple[str, ...], start: int) -> tuple[int, int] | None:
    """The owner in "the share of *children* among detected victims reached 38 per cent"."""
    for i in range(start - 1, max(-1, start - 16), -1):
        if lower[i] in (";", ")", "("):
            return None
        if lower[i] in _SHARE and lower[i + 1 : i + 2] == ("of",):
            stop = next((j for j in range(i + 2, start) if lower[j] in _AMONG), None)
            return (i + 2, stop) if stop is not None and stop > i + 2 else None
    return None


def denominator_before(scene: Scene, start: int) -> tuple[int, int] | None:
    """The words that a share before its noun is of: "the share of children among *detected victims* reached",
    "of the *persons convicted*, 28 per cent", and for "girls for 22 per cent" those of the share before.
    """
    lower = scene.lower
    owner = _share_of(lower, start)
    if owner is not None:
        return owner[1] + 1, start
    for i in range(max(0, start - 14), start):
        if lower[i] in ("of", "among") and (i == 0 or lower[i - 1] in (",", ";", ":")):
            stop = next((j for j in range(i + 1, start) if lower[j] == ","), None)
            if stop is not None and stop + 4 > start:
                return i + 1, stop
    return None


def _told(scene: Scene, word: int) -> bool:
    """Whether the word belongs to the share before."""
    return any(d.quantity.start_token <= word < d.quantity.end_token for d in scene.drafts)
