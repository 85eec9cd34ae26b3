"""The World Factbook's texts on trafficking, one row for a country and year, as files of their own.

The table is a CSV file, gzipped or not, with the columns `factbook_year`, `country` and
`text_verbatim`. Each row becomes `factbook-2018/KHM.txt`, headed by country and year, because the
Factbook repeats a text word for word until there is a new one, and each year is a document.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sources.countries import country_code

COLUMNS = frozenset({"factbook_year", "country", "text_verbatim"})
_PARTS = re.compile(r"\s*\|?\s*(?=(?:current situation|tier rating|trafficking profile):)", re.I)


def is_table(path: Path) -> bool:
    """Whether the file is such a table, told by its first line."""
    if not path.name.lower().endswith((".csv", ".csv.gz")) or not path.is_file():
        return False
    try:
        with _open(path) as lines:
            return set(next(csv.reader(lines), [])) >= COLUMNS
    except (OSError, UnicodeDecodeError, csv.Error, EOFError):
        return False


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Each row as the name of its file and its text. A row about no country is named by its title."""
    with _open(path) as lines:
        for row in csv.DictReader(lines):
            year, country = row["factbook_year"].strip(), row["country"].strip()
            body = _PARTS.sub("\n\n", row["text_verbatim"].strip()).strip()
            name = country_code(country) or re.sub(r"\W+", "-", country).strip("-").lower()
            yield f"factbook-{year}/{name}.txt", f"{country} - The World Factbook {year}\n\n{body}\n"


def _open(path: Path) -> TextIO:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
