"""Tables that hold many documents are unpacked into a folder of texts before they are acquired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.home import Home


def unpacked(paths: Sequence[Path], home: Home) -> Iterator[Path]:
    """`paths`, with each table of documents replaced by the folder that its documents are now in.

    A text is written only where it differs, so that a second run finds files that did not change.
    """
    for path in paths:
        if not path.name.lower().endswith((".csv", ".csv.gz")):
            yield path
            continue
        from sources import factbook  # late: a run over unchanged files needs none of it

        if not factbook.is_table(path):
            yield path
            continue
        folder = home.root / "unpacked" / path.name.split(".")[0]
        for name, text in factbook.texts(path):
            file = folder / name
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        yield folder
