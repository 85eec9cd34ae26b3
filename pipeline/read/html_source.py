"""Where the words of a parsed page stand in its file.

The parser gives text without offsets. The file's own text, tags taken out and entities resolved, is
walked alongside, so that each text node is found where the last one ended.
"""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<![^>]*>|<\?[^>]*>|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?P<entity>&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);?)",
    re.I | re.S,
)
_REACH = 20_000  # characters: how far ahead of the last text node the next is looked for


class SourceText:
    """The text of an HTML file and the offset of each of its characters."""

    def __init__(self, source: str) -> None:
        parts: list[str] = []
        self._offsets: list[int] = []
        position = 0
        for match in _MARKUP.finditer(source):
            parts.append(source[position : match.start()])
            self._offsets += range(position, match.start())
            if match["entity"]:
                resolved = html.unescape(match["entity"])
                parts.append(resolved)
                self._offsets += [match.start()] * len(resolved)
            position = match.end()
        parts.append(source[position:])
        self._offsets += range(position, len(source))
        self._text = "".join(parts)
        self._cursor = 0

    def places(self, words: str) -> list[int]:
        """The offset of each character of the next text node; -1 where it cannot be found."""
        at = self._text.find(words, self._cursor, self._cursor + len(words) + _REACH)
        if at < 0:
            return [-1] * len(words)
        self._cursor = at + len(words)
        return self._offsets[at : self._cursor]
