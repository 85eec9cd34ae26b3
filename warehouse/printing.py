"""Answers on the screen: a table that fits the terminal, or CSV and JSON as they stream."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.ask import Answer

Form = Literal["table", "csv", "json"]
SHOWN = 200  # rows of a table; CSV and JSON have no limit
NARROWEST = 20  # characters that a column of text may be wrapped to
_NUMBERS = ("INTEGER", "BIGINT", "DOUBLE", "HUGEINT", "NUMBER", "FLOAT", "DECIMAL", "SMALLINT", "TINYINT")


def put(answer: Answer, form: Form, out: IO[str], console: Console, limit: int = SHOWN) -> int:
    """Write the answer and return the number of rows; notes go to the console (stderr)."""
    if form == "csv":
        return _csv(answer, out)
    if form == "json":
        return _json(answer, out)
    return _table(answer, out, console, limit)


def said(value: Any) -> str:
    """A value as a person writes it: whole numbers without a point, lists with commas, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(said(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, default=str)
    return " ".join(str(value).split())


def _csv(answer: Answer, out: IO[str]) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    count = 0
    for count, row in enumerate(answer.rows(), start=1):  # noqa: B007
        writer.writerow([_cell(value) for value in row])
    return count


def _cell(value: Any) -> Any:
    """Nested values are JSON, so that a program can take them apart again."""
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, list | dict) else value


def _json(answer: Answer, out: IO[str]) -> int:
    """One array, one object a line: valid JSON as a whole, and streamed."""
    count = 0
    out.write("[")
    for count, row in enumerate(answer.dicts(), start=1):
        out.write(",\n" if count > 1 else "\n")
        out.write(json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False))
    out.write("\n]\n" if count else "]\n")
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _table(answer: Answer, out: IO[str], console: Console, limit: int) -> int:
    rows = list(islice(answer.rows(), limit + 1))
    more, rows = len(rows) > limit, rows[:limit]
    screen = Console(file=out, highlight=False)
    numeric = [kind.upper().startswith(_NUMBERS) for kind in answer.types]
    cells = [[said(value) for value in row] for row in rows]
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    widths = _widths(answer.columns, cells, numeric, screen.width)
    for index, width in widths.items():
        table.add_column(
            answer.columns[index], justify="right" if numeric[index] else "left", width=width, overflow="fold"
        )
    for row in cells:
        table.add_row(*(Text(row[index]) for index in widths))
    screen.print(table)
    left_out = [name for index, name in enumerate(answer.columns) if index not in widths]
    if left_out:
        console.print(f"[dim]not shown: {', '.join(left_out)} (name the columns, or --csv, --json)[/dim]")
    if more:
        console.print(f"[dim]the first {limit} rows; --limit, --csv or --json for more[/dim]")
    elif not rows:
        console.print("[dim]no rows[/dim]")
    return len(rows)


def _widths(
    columns: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], width: int
) -> dict[int, int]:
    """The columns, from the left, that fit in `width`, with the characters that each may take.

    Numbers are never cut. Text is wrapped where need be: the room that short columns leave goes to the
    long ones. Columns that are empty throughout are the first to be left out.
    """
    longest = [max(map(len, values)) for values in zip(columns, *cells, strict=True)]
    if sum(longest) + 2 * len(longest) <= width:
        return dict(enumerate(longest))
    least: dict[int, int] = {}
    for index, name in enumerate(columns):
        if cells and not any(row[index] for row in cells):
            continue
        need = longest[index] if numeric[index] else min(longest[index], max(NARROWEST, len(name)))
        if least and sum(least.values()) + 2 * len(least) + need > width:
            break
        least[index] = need
    spare = width - sum(least.values()) - 2 * len(least)
    for index in sorted(least, key=lambda index: longest[index]):
        wanting = sum(1 for other in least if longest[other] > least[other])
        if wanting and longest[index] > least[index]:
            more = min(longest[index] - least[index], spare // wanting)
            least[index] += more
            spare -= more
    return least
