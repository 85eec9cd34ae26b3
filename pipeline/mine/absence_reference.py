"""Zeros and silences that point back: "but no victims did so", "there were no such cases"."""

from __future__ import annotations

import re

from pipeline.mine.absence_clause import Hit, Statement, coordinated, hits_in
from pipeline.mine.absence_rules import Absences

# What someone may do stands behind these; the rest of the clause tells when and why.
_MAY = re.compile(
    r"\b(?:could|can|may|might|able\sto|allow\w*|permit\w*|entitle\w*|right\sto|authori[tz]\w+\sto|sought|continued\sto)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s*(?:whether|if|how)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[;:—]|\b(?:but|although|though|while|however|whereas|yet)\b", re.IGNORECASE)


def referred_back(text: str, statement: Statement, rules: Absences) -> list[Hit]:
    """The topics that a statement points back to in its sentence; none where it names its own."""
    back = rules.back.match(text, statement.body)
    frame, silent = statement.cue.frame, statement.cue.status == "not_reported"
    if not back or frame == "either" or (silent and _ASKED.match(text, statement.body)):
        return []
    if frame == "verb" and "such" in back[0]:
        return []  # "did not refer such cases"
    span = (statement.start, statement.end)
    begins = [0, *(m.end() for m in _CLAUSES.finditer(text, 0, statement.start)), statement.start]
    for begin, end in zip(begins[-2::-1], begins[:0:-1], strict=False):
        hits = hits_in(text[begin:end], begin, rules, verbs=True, named=True)
        hits = [hit for hit in hits if hit.matcher.topic.indicator != "cases"]
        claims = [hit for hit in hits if hit.matcher.topic.indicator == "victims_compensated"]
        whole = [hit for hit in hits if hit.matcher.topic.whole]
        may = _MAY.search(text, begin, end)
        behind = [hit for hit in hits if may and hit.start > may.start()]
        if hits:
            if silent and "case" in back[0] and not claims:
                return []  # "did not report any such cases": cases
            named = whole[:1] or claims[:1] or coordinated(text, behind or hits, end)
            return [hit._replace(span=span) for hit in named]
    return []
