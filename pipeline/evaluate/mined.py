"""Mining the texts that a gold set was coded on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.document import mine
from pipeline.errors import UserError
from pipeline.evaluate.coded import Coded, coded
from pipeline.lines import lines
from pipeline.read import read
from pipeline.records import Document, Narrative
from pipeline.segment import segment

_EDITION = re.compile(r"(?:19|20)\d\d")


def find_texts(gold: Path, texts: Path | None) -> Path:
    """The folder that the gold rows' `doc` counts from: as given, else `corpus` beside the gold set."""
    for folder in (texts,) if texts else (gold.resolve().parent.parent / "corpus", gold.resolve().parent):
        if folder.is_dir():
            return folder
    raise UserError(f"the texts of {gold} were not found; name their folder with --texts")


def narratives(doc: str, texts: Path) -> list[tuple[Narrative, str]]:
    """The narratives of `texts/DOC.txt`, each with the text of the whole file."""
    document = text_document(texts / f"{doc}.txt", doc)
    reading = read(document)
    return [(narrative, reading.text) for narrative in segment(document, reading)]


def mine_texts(docs: Iterable[str], texts: Path) -> list[Coded]:
    """The mined rows of each text, `texts/DOC.txt`; offsets count in the file, as the gold's do."""
    rows: list[Coded] = []
    for doc in docs:
        document = text_document(texts / f"{doc}.txt", doc)
        reading = read(document)
        found, problems = mine(document, reading)
        if problems and not found:
            raise UserError(f"{doc} could not be mined: {problems[0].reason}")
        rows += [coded(line) for line in lines(document, found)]
    return [row for row in rows if not row.doc.endswith("#tier")]


def text_document(path: Path, doc: str) -> Document:
    """A narrative in a text file: `tip-2018/KHM` is Cambodia in the TIP Report of 2018."""
    if not path.is_file():
        raise UserError(f"the gold set names {doc}, but there is no {path}; see --texts")
    data = path.read_bytes()
    edition = _EDITION.search(doc.rpartition("/")[0])
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
        name=path.name,
        doc=doc,
        kind="text",
        bytes=len(data),
        source="state-tip",
        edition=int(edition[0]) if edition else None,
        country=path.stem if re.fullmatch(r"[A-Z]{3}", path.stem) else None,
    )
