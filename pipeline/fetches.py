"""The ledger of fetching: where it lies, and how the warehouse hears of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING

from pipeline.home import Home
from sources.ledger import Ledger

if TYPE_CHECKING:
    from warehouse.writer import Writer

LEDGER = "fetches.sqlite"


def note_fetches(home: Home, writer: Writer) -> None:
    """Bring the warehouse's table of fetches up to date with the ledger."""
    if not (home.store / LEDGER).exists():
        return
    last = writer.last_fetch()
    with ledger_of(home) as ledger:
        for line in ledger.since(last.replace(tzinfo=UTC).isoformat(timespec="seconds") if last else ""):
            row = asdict(line)
            del row["words"]  # how the downloader tells a changed page; nothing to ask about
            writer.fetched(row)


def ledger_of(home: Home) -> Ledger:
    """The ledger of fetching, beside the store."""
    return Ledger(home.store / LEDGER)
