"""Review by people: the least certain readings go out as a file, decisions come back.

A file holds the machine's reading and an empty column for the reviewer's beside it. A decision is
kept with the digest of the reading that the reviewer saw: while the machine reads the same, the
decision wins in all views; when the reading or the source has changed, the row is open again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb
import yaml

from models.codebook import codebook
from pipeline.errors import UserError
from warehouse.writer import Decision

Kind = Literal["figure", "mention"]
FIELDS: dict[Kind, tuple[str, ...]] = {
    "figure": (
        *("country", "indicator", "unit", "low", "high", "qualifier", "status", "period", "comparison"),
        *("reporter", "exploitation", "sex", "age", "nationality", "place", "currency"),
    ),
    "mention": ("country", "category", "stance", "actors", "period"),
}
_ABOUT = ("kind", "id", "document_id", "reading", "why", "doc", "page", "link", "anchor", "sentence", "rule")
_VERDICT = ("decision", "reviewer", "date", "comment")
_NUMBERS = frozenset({"low", "high"})
NOTHING = "none"  # written in a human column, it clears the field

_OPEN = """
SELECT '{kind}' AS kind, f.{kind}_id AS id, f.document_id, f.reading, f.doc, f.page, d.path, f.anchor,
    f.sentence,
    f.rule, f.confidence, {fields},
    CASE WHEN r.state IS NOT NULL THEN 're-opened: ' || r.state ELSE 'least certain' END AS why
FROM {kind}s AS f
JOIN documents AS d USING (document_id)
LEFT JOIN (
    FROM reviewed WHERE kind = '{kind}' AND state IN ('reading changed', 'source restated')
    QUALIFY row_number() OVER (PARTITION BY row_id ORDER BY decision_id DESC) = 1
) AS r ON r.row_id = f.{kind}_id
WHERE f.decision IS NULL
ORDER BY r.state IS NULL, f.confidence, f.{kind}_id
LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One row to be looked at: what it is, where it stands, what the machine reads."""

    about: Mapping[str, Any]
    machine: Mapping[str, Any]


def least_certain(connection: duckdb.DuckDBPyConnection, limit: int) -> list[Item]:
    """The rows that need a person most: re-opened ones first, then by confidence, figures and mentions."""
    found: list[tuple[Any, Item]] = []
    for kind, names in FIELDS.items():
        fields = ", ".join(f"f.{name}" for name in names)
        cursor = connection.execute(_OPEN.format(kind=kind, fields=fields), {"limit": limit})
        columns = [column[0] for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(columns, values, strict=True))
            row["link"] = f"{row.pop('path')}#page={row['page']}" if row["page"] else row.pop("path")
            order = (row["why"] == "least certain", row.pop("confidence") or 0.0, row["id"])
            item = Item({name: row[name] for name in _ABOUT}, {name: row[name] for name in names})
            found.append((order, item))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])[:limit]]


def as_csv(items: Sequence[Item]) -> str:
    """One row for each item; beside each field an empty column `human FIELD`."""
    names = list(dict.fromkeys(name for fields in FIELDS.values() for name in fields))
    out = io.StringIO()
    pairs = [column for name in names for column in (name, f"human {name}")]
    writer = csv.DictWriter(out, [*_ABOUT, *pairs, *_VERDICT], lineterminator="\n")
    writer.writeheader()
    for item in items:
        writer.writerow({**item.about, **{name: _plain(value) for name, value in item.machine.items()}})
    return out.getvalue()


def as_yaml(items: Sequence[Item]) -> str:
    """A list of items, each with `machine` and an empty `human`."""
    rows = [
        {
            **item.about,
            "machine": dict(item.machine),
            "human": dict.fromkeys(item.machine),
            **dict.fromkeys(_VERDICT),
        }
        for item in items
    ]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=100)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a reviewed file, rows without one left out; UserError names each faulty row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error
    try:
        rows = list(_from_yaml(text) if path.suffix in (".yaml", ".yml") else _from_csv(text))
    except (yaml.YAMLError, AttributeError, TypeError) as error:
        raise UserError(f"{path} is no file of `tiptrace review export`: {error}") from error
    decisions, faults = [], []
    for number, about, human in rows:
        try:
            if (decision := _decision(about, human)) is not None:
                decisions.append(decision)
        except ValueError as error:
            faults.append(f"{path}, row {number}: {error}")
    if faults:
        raise UserError("nothing was imported:\n" + "\n".join(faults))
    return decisions


def new_ones(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[Decision]:
    """Those that are not yet the latest decision on their row: the same file may be imported twice."""
    latest = {
        (kind, row): (decision, reading, json.loads(fields) if fields else None, reviewer, comment)
        for kind, row, decision, reading, fields, reviewer, comment in connection.execute(
            "SELECT kind, row_id, decision, reading, fields, reviewer, comment FROM review_decisions "
            "ORDER BY decision_id"
        ).fetchall()
    }
    return [
        one
        for one in decisions
        if latest.get((one.kind, one.row_id))
        != (one.decision, one.reading, dict(one.fields) if one.fields else None, one.reviewer, one.comment)
    ]


def _from_csv(text: str) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    if not {"kind", "id", "reading", "decision"} <= set(reader.fieldnames or ()):
        raise TypeError("the columns kind, id, reading and decision are wanted")
    for number, row in enumerate(reader, 2):
        human = {
            name.removeprefix("human "): value
            for name, value in row.items()
            if str(name).startswith("human ")
        }
        yield number, row, {name: value for name, value in human.items() if value not in (None, "")}


def _from_yaml(text: str) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    for number, row in enumerate(yaml.safe_load(text) or (), 1):
        human = row.get("human") or {}
        yield number, row, {name: value for name, value in human.items() if value not in (None, "")}


def _decision(row: Mapping[str, Any], human: Mapping[str, Any]) -> Decision | None:
    verdict = str(row.get("decision") or "").strip().lower() or ("correct" if human else "")
    if not verdict:
        return None
    if verdict not in ("accept", "correct", "reject"):
        raise ValueError(f"decision is {verdict!r}; accept, correct or reject is wanted")
    if verdict == "correct" and not human:
        raise ValueError("a correction needs a value in one of the human columns")
    if verdict != "correct" and human:
        raise ValueError(f"decision is {verdict}, but {', '.join(human)} has a human value")
    kind = row["kind"]
    if kind not in FIELDS:
        raise ValueError(f"kind is {kind!r}; figure or mention is wanted")
    reviewer = str(row.get("reviewer") or "").strip()
    if not reviewer:
        raise ValueError("the reviewer's name is wanting")
    return Decision(
        kind=kind,
        row_id=str(row["id"]),
        document_id=str(row["document_id"]),
        decision=verdict,  # type: ignore[arg-type]
        reading=str(row["reading"]),
        reviewer=reviewer,
        decided_on=_date(row.get("date")),
        fields={name: _value(kind, name, value) for name, value in human.items()} or None,
        comment=str(row.get("comment") or "").strip() or None,
    )


def _date(value: Any) -> date:
    if value in (None, ""):
        return date.today()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"date is {value!r}; YYYY-MM-DD is wanted") from None


def _value(kind: Kind, name: str, value: Any) -> Any:
    """A human value as the warehouse keeps it; ValueError where the codebook does not know it."""
    if name not in FIELDS[kind]:
        raise ValueError(f"a {kind} has no field {name!r}")
    if isinstance(value, str):
        value = value.strip()
    if value == NOTHING:
        return None
    if name in _NUMBERS:
        try:
            return float(value)
        except (TypeError, ValueError):
            raise ValueError(f"{name} is {value!r}; a number or '{NOTHING}' is wanted") from None
    if name == "comparison":
        return str(value).lower() in ("true", "yes", "1")
    if name == "actors":
        value = value if isinstance(value, list) else str(value).replace(",", " ").split()
    allowed = _allowed(name)
    for one in value if isinstance(value, list) else [value]:
        if allowed and one not in allowed:
            raise ValueError(f"{name} is {one!r}; one of {', '.join(allowed)} is wanted")
    return value


def _allowed(name: str) -> tuple[str, ...]:
    book = codebook()
    lists = {
        "indicator": tuple(f"{one}{end}" for one in book.indicators for end in ("", "_change", "_share")),
        "unit": book.units,
        "qualifier": book.qualifiers,
        "status": book.statuses,
        "reporter": book.reporters,
        "exploitation": book.exploitation,
        "sex": book.sexes,
        "age": book.ages,
        "category": tuple(book.mention_categories),
        "stance": book.stances,
        "actors": book.actors,
    }
    return lists.get(name, ())


def _plain(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value
