"""A small world to learn from: narratives of our own with the mentions coded in them."""

from __future__ import annotations

import json
from pathlib import Path

QUIET = (
    "The government opened a shelter for 12 victims in the capital.",
    "Officials trained teachers and social workers on referral.",
    "Police identified victims at the border and referred them to care.",
    "Traffickers exploit women from rural areas in domestic work.",
)
LOUD = (
    ("complicity", "Guards winked at the vans of men who profited from brothels."),
    ("bribery", "Corrupt police officers accepted bribes from brothel owners."),
    ("bribery", "Inspectors pocketed envelopes at the brothels that they were to close."),
    ("impunity", "No officials were held to account for the vans that the guards had waved through."),
)
COUNTRIES = ("ALB", "BGD", "BRA", "COL", "DEU", "ESP", "GEO", "KAZ", "KEN", "LBN")


def write_world(folder: Path) -> tuple[Path, Path]:
    """Texts and coded rows below `folder`: the gold file, and the folder that its `doc` counts from."""
    texts = folder / "corpus"
    (texts / "tip-2018").mkdir(parents=True)
    rows = []
    for number, country in enumerate(COUNTRIES):
        text = f"{country}: Tier 2\n\nPROSECUTION\n\n"
        for at in range(12):
            text += QUIET[(number + at) % len(QUIET)] + " "
            category, sentence = LOUD[at % len(LOUD)]
            start = len(text)
            text += sentence + " "
            place = {"doc": f"tip-2018/{country}", "start": start, "end": start + len(sentence) - 1}
            rows.append(place | {"category": category, "stance": "asserted", "actors": ["official"]})
        (texts / "tip-2018" / f"{country}.txt").write_text(text, encoding="utf-8")
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return gold, texts
