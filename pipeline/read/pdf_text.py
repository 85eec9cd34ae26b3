"""The characters of a line as text: spaces put in, footnote marks left out, odd code points mended."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_glyphs import HYPHEN, SOFT_HYPHEN, Glyphs
from pipeline.read.pdf_lines import Line, Span

MARKS = frozenset(map(ord, "0123456789*†‡§¶#,-–abcdefghi[]()")) | {
    0xB9,
    0xB2,
    0xB3,
    0x2070,
    *range(0x2074, 0x207A),
}
"""What a raised mark of a footnote is made of; raised "st" and "th" are left in their words."""

RAISED_FORMS = frozenset({0xB9, 0xB2, 0xB3, 0x2070, *range(0x2074, 0x207A)})

MENDED = {
    0x2010: HYPHEN,
    0x2011: HYPHEN,
    0x2212: HYPHEN,
    0xF0B7: ord("•"),
    0xF0A7: ord("▪"),
    0xF06E: ord("▪"),
    0xF0D8: ord("•"),
    0xF0FC: ord("✓"),
    0x02BC: ord("’"),
    0x2015: ord("—"),
}
"""Code points that stand for others: hyphens of other kinds, the bullets of symbol fonts."""


def mend(glyphs: Glyphs) -> None:
    """Replace odd code points of a page; soft hyphens stay, for the end of a line to decide."""
    code = glyphs.code
    for old, new in MENDED.items():
        code[code == old] = new


def strange(code: npt.NDArray[np.uint32]) -> float:
    """The share of code points that are no text: private, unassigned to a letter, controls."""
    if not len(code):
        return 0.0
    odd = (
        (code == 0xFFFD)
        | (code < 0x20)
        | ((code >= 0x7F) & (code < 0xA0))
        | ((code >= 0xE000) & (code < 0xF900))
    )
    return float(odd.mean())


def spell(line: Line, glyphs: Glyphs) -> None:
    """Set the text of `line` and, for each of its characters, the glyph that it was printed as."""
    parts: list[npt.NDArray[np.int64]] = []
    for span in line.spans:
        index = np.arange(span.start, span.end)
        raised = _marks(span, line, glyphs)
        if raised is not None:
            if not parts and raised[0]:
                line.marked = True
            else:
                index = index[~raised]
        if not len(index):
            continue
        spaces = np.flatnonzero(glyphs.space[index])
        index = np.insert(index, spaces[spaces > 0], -1)
        if parts and (glyphs.space[span.start] or _apart(parts[-1], span, glyphs)):
            parts.append(np.array([-1]))
        parts.append(index)
    line.glyphs = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    code = np.where(line.glyphs < 0, 32, glyphs.code[line.glyphs]) if len(line.glyphs) else line.glyphs
    inner = np.ones(len(code), bool)
    inner[:-1] = (code[:-1] != SOFT_HYPHEN) & (code[:-1] >= 32)
    line.glyphs = line.glyphs[inner]
    line.text = code[inner].astype("<u4").tobytes().decode("utf-32-le", errors="replace")


def _apart(before: npt.NDArray[np.int64], span: Span, glyphs: Glyphs) -> bool:
    last = int(before[-1])
    return last < 0 or abs(span.x0 - float(glyphs.box[last, 2])) > 0.1 * span.height


def _marks(span: Span, line: Line, glyphs: Glyphs) -> npt.NDArray[np.bool_] | None:
    """Which characters of `span` are raised marks of footnotes; None where none is."""
    code = glyphs.code[span.start : span.end]
    kinds = glyphs.face[span.start : span.end]
    forms = np.isin(code, list(RAISED_FORMS)) & (span.end - span.start > 3)
    if (kinds == kinds[0]).all() and span.size > 0.8 * line.size and not forms.any():
        return None
    sizes = np.array([glyphs.faces[kind].size for kind in kinds.tolist()])
    small = sizes < 0.8 * line.size
    box = glyphs.box[span.start : span.end]
    raised = small & (box[:, 3] < line.bottom - 0.1 * line.height) & np.isin(code, list(MARKS))
    found: npt.NDArray[np.bool_] = raised | forms
    return found if found.any() else None
