"""A statement as the page shows it: heading, marked sentence, place, details, picture."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from warehouse.report import words
from warehouse.report.evidence import Evidence

SHRUNK = 0.7  # of its pixels: sharp, and somewhat larger than in print

Crop = Callable[[Evidence], Image.Image | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A crop as it is embedded, with the size that it is shown at."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What `templates/_evidence.html.j2` prints."""

    id: str
    heading: str
    before: str
    anchor: str
    after: str
    where: str
    details: str
    document: str
    page: int | None
    value: str
    said_by: str
    lead: str = ""
    url: str | None = None
    crop: Picture | None = None


def anchor_id(evidence: Evidence) -> str:
    """The statement's id within the page; ids of figures and mentions might meet."""
    return f"{evidence.kind[0]}-{evidence.id}"


def shown(evidence: Evidence, picture: Picture | None) -> Shown:
    """`picture` is the place on the page; without one the sentence before is shown for context."""
    before, anchor, after = evidence.parts
    lead = evidence.previous if picture is None else None
    return Shown(
        anchor_id(evidence),
        heading(evidence),
        before,
        anchor,
        after,
        where(evidence),
        _details(evidence),
        title(evidence),
        evidence.page,
        words.value(evidence.row) if evidence.kind == "figure" else "",
        said_by(evidence),
        (lead or "").replace("\n", " "),
        evidence.document["url"],
        picture,
    )


def heading(evidence: Evidence) -> str:
    """What the statement says, in the words of the codebook."""
    row = evidence.row
    if evidence.kind == "tier":
        return f"{words.tier(row['tier'])}, {evidence.edition} edition"
    if evidence.kind == "mention":
        return f"{row['category'].capitalize()}, {row['stance']}"
    told = {"zero": "none", "not_reported": "not reported"}.get(row["status"])
    told = told or f"{words.value(row)} {words.unit(row['unit'], row['currency'])}"
    part = words.breakdown(row)
    name = words.indicator(row["indicator"]) + (f" ({part})" if part else "")
    return f"{name.capitalize()}: {told}, {words.period(row['period'])}"


def title(evidence: Evidence) -> str:
    """The document as readers call it."""
    name: str = evidence.document["title"] or evidence.document["name"]
    return name


def where(evidence: Evidence) -> str:
    page = f", page {evidence.page}" if evidence.page else ""
    return f"{title(evidence)}{page}"


def said_by(evidence: Evidence) -> str:
    """Who published it, when: enough to tell two statements apart."""
    edition = f"{evidence.edition} edition" if evidence.edition else evidence.document["name"]
    page = f", page {evidence.page}" if evidence.page else ""
    return f"{evidence.narrative['source']}, {edition}{page}"


def _details(evidence: Evidence) -> str:
    row = evidence.row
    told = [f"rule {row['rule']}"]
    if row.get("confidence") is not None:
        told.append(f"confidence {row['confidence']:.2f}")
    if row.get("comparison"):
        told.append("cited for comparison")
    if row.get("reporter"):
        told.append(f"said by: {row['reporter'].replace('_', ' ')}")
    if row.get("actors"):
        told.append("officials: " + words.listed([actor.replace("_", " ") for actor in row["actors"]]))
    return " · ".join([*told, f"id {evidence.id}"])


def picture(evidence: Evidence, crop: Crop) -> Picture | None:
    """The crop of the page, ready to be embedded."""
    image = crop(evidence)
    if image is None:
        return None
    data = io.BytesIO()
    image.save(data, "PNG", optimize=True)
    uri = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
    return Picture(uri, round(image.width * SHRUNK), round(image.height * SHRUNK))
