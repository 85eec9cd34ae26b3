"""Run the measurements and print one table: `python -m tests.bench [NAME...] [--markdown]`."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys

from rich.console import Console
from rich.table import Table

import tests.bench
from tests.bench import Row, Skip

HEADINGS = ("measured", "ours", "peer", "theirs", "ratio")


def cells(row: Row) -> tuple[str, ...]:
    """A row as it is printed."""
    ratio = "" if row.ratio is None else f"{row.ratio:.1f}×"
    theirs = "" if row.theirs is None else f"{_number(row.theirs)} {row.unit}"
    what = f"{row.what} ({row.note})" if row.note else row.what
    return (what, f"{_number(row.ours)} {row.unit}", row.peer, theirs, ratio)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def measure(names: list[str]) -> list[Row]:
    """The rows of the modules named, or of all; what is skipped is told on stderr."""
    known = sorted(
        module.name for module in pkgutil.iter_modules(tests.bench.__path__) if module.name != "__main__"
    )
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no such measurement: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    rows: list[Row] = []
    for name in names or known:
        print(f"measuring {name} …", file=sys.stderr)
        try:
            rows += importlib.import_module(f"tests.bench.{name}").main()
        except Skip as reason:
            print(f"  skipped: {reason}", file=sys.stderr)
    return rows


def markdown(rows: list[Row]) -> str:
    """The rows as a table for the README."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---:|---|---:|---:|"]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join([*lines, "", f"Measured on {os.cpu_count()} cores with `make bench`."])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="measurements to run; all where none is named"
    )
    parser.add_argument("--markdown", action="store_true", help="print a table for the README")
    options = parser.parse_args()
    rows = measure(options.names)
    if options.markdown:
        print(markdown(rows))
        return
    table = Table(*HEADINGS, box=None, header_style="bold")
    for row in rows:
        table.add_row(*cells(row))
    Console().print(table)


if __name__ == "__main__":
    main()
