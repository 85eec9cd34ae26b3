"""What a document is, as far as anything tells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.records import Problem


@dataclass(frozen=True, slots=True)
class Identity:
    """Source, edition, country and the like; None where nothing tells."""

    source: str | None = None
    edition: int | None = None
    country: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    problems: tuple[Problem, ...] = field(default=())

    def said(self, **values: str | int | None) -> Identity:
        """This identity with what somebody says about it put above it."""
        known = {name: value for name, value in values.items() if value is not None}
        return replace(self, **known)  # type: ignore[arg-type]


def sidecar_of(path: Path) -> Path | None:
    """The sidecar file of a document: `study.pdf.yaml`, or `study.yaml` beside `study.pdf`."""
    for candidate in (path.with_name(path.name + ".yaml"), path.with_suffix(".yaml")):
        if candidate != path and candidate.is_file():
            return candidate
    return None
