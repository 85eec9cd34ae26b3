"""The names of work: what the result of reading or mining a document depends on.

A result is stored under the digest of everything that could change it: the document's bytes, what
is said of it (source, edition, country), the code and libraries of the stage, the rules, the
trained models. Stage versions are digests of the stage's own modules, not numbers, because nobody
remembers to raise a number. Where nothing has changed the key is the same and the work is not
repeated; where it differs, comparing the parts tells why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline.records import Document

ROOT = Path(__file__).parents[1]
# Modules and libraries that decide what each stage makes of the same input.
_READER = ("pipeline/read", "pipeline/records.py", "pipeline/stages.py")
_READER_LIBRARIES = ("pypdfium2", "pdfplumber", "lxml")
_MINER = (
    "pipeline/segment",
    "pipeline/mine",
    "pipeline/document.py",
    "pipeline/records.py",
    "pipeline/rows.py",
    "pipeline/tables.py",
    "models",
    "sources/catalogue.py",
    "sources/countries.py",
)
_MINER_LIBRARIES = ("spacy", "scikit-learn")
_ABOUT = ("doc", "source", "edition", "country", "title", "publisher")
# How a part is named when it is the reason for doing work again, the most telling first.
REASONS = {
    "content": "new document",
    "about": "catalogued anew",  # another source, edition, country or title for the same bytes
    "reader": "reading changed",
    "miner": "mining changed",
    "rules": "rule changed",
    "models": "model changed",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the figures of one document depend on, as short digests."""

    content: str  # the document's bytes
    about: str  # what the catalogue, the user and a sidecar file say of it
    reader: str  # code and libraries that read
    miner: str  # code and libraries that segment and mine
    rules: str  # rules, codebook and the document's catalogue entry
    models: str  # trained models

    @property
    def read_key(self) -> str:
        """The name of the reading: rules and models do not touch it."""
        return _digest([self.content, self.reader])

    @property
    def mine_key(self) -> str:
        return _digest(asdict(self).values())

    @property
    def extractor(self) -> str:
        """A short name of what made the figures, kept with each of them."""
        return f"{version('tiptrace')}+{_digest([self.reader, self.miner, self.rules, self.models])[:8]}"

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Parts:
        return cls(**{name: str(values[name]) for name in REASONS})


def parts(document: Document) -> Parts:
    """The parts of the key of `document`; code, rules and models are digested once a process."""
    return Parts(
        content=document.sha256,
        about=_digest(str(getattr(document, name)) for name in _ABOUT),
        reader=_code(_READER, _READER_LIBRARIES),
        miner=_code(_MINER, _MINER_LIBRARIES),
        rules=_digest([_rules(), _catalogue_entry(document.source)]),
        models=_models(),
    )


def why(old: Parts | None, new: Parts) -> str:
    """Why the work that made `old` has to be done again; empty where it need not be."""
    if old is None:
        return REASONS["content"]
    changed = [reason for name, reason in REASONS.items() if getattr(old, name) != getattr(new, name)]
    return ", ".join(changed)


def _digest(values: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]


@cache
def _code(places: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    files = [file for place in places for file in _files(ROOT / place, ".py")]
    return _digest([_contents(files), *(f"{name} {version(name)}" for name in libraries)])


@cache
def _rules() -> str:
    return _contents([*_files(ROOT / "models", ".yaml"), ROOT / "sources" / "countries.yaml"])


@cache
def _models() -> str:
    """Trained models: whatever lies in `models/` that is neither code, rules, prose nor coded rows."""
    prose = {".py", ".pyc", ".yaml", ".md", ".jsonl"}
    return _contents(file for file in _files(ROOT / "models", "") if file.suffix not in prose)


@cache
def _catalogue_entry(source: str) -> str:
    """Headings and default reporter come from the source's own YAML: only its documents feel a change."""
    return _contents(sorted((ROOT / "sources").rglob(f"{source}.yaml")))


def _files(place: Path, suffix: str) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(f for f in place.rglob(f"*{suffix}") if f.is_file() and "__pycache__" not in f.parts)


def _contents(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
