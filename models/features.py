"""What the trained models see of a passage: its words cut to their stems, and pairs of them."""

from __future__ import annotations

import re
from itertools import pairwise

# The first letters stand for a word: "complicit", "complicity" and "complicitly" are one feature, so
# that what was learned of one form holds for forms that the labelled texts do not happen to have.
STEM = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s,.;:()\"“”'’-]")


def features(text: str, section: str = "") -> frozenset[str]:
    """Stems, pairs of neighbouring stems, and the kind of section that the passage stands in.

    >>> sorted(features("Police took 12 bribes", "profile"))
    ['#', '# bribes', '@profile', 'bribes', 'police', 'police took', 'took', 'took #']
    """
    words = ["#" if word[0].isdigit() else word[:STEM] for word in _WORD.findall(text.lower())]
    return frozenset([*words, *(f"{a} {b}" for a, b in pairwise(words)), f"@{section}"])
