"""`tiptrace fetch`: what a publisher has that is not in the store yet."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.collect import Collected
    from sources.addresses import Wanted

OUTCOMES = ("new", "changed", "unchanged", "refused", "failed")
EXAMPLES = """
[bold]Examples[/bold]

  tiptrace fetch state-tip --years 2019-2025

  tiptrace fetch ilab-tda --years 2021 --countries KHM,THA

  tiptrace fetch state-tip --dry-run               # the addresses, without fetching a document

  tiptrace fetch state-tip && tiptrace run         # and mine what is new

One request at a time is made, with a pause between two (10 seconds at the State Department). What has
not changed is not sent again. A document that changed at its address is stored beside its former
version and told. Exit codes: 0 all well, 1 something could not be had, 2 usage.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(fetch)


def fetch(
    source: Annotated[str, typer.Argument(help="Catalogue id; `tiptrace sources` lists them.")],
    years: Annotated[
        str | None,
        typer.Option(help="Editions: 2024, 2019-2025 or 2019,2021; all if left out."),
    ] = None,
    countries: Annotated[
        str | None, typer.Option(help="ISO 3166 codes or names, with commas. Whole reports if left out.")
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", "--list", help="List addresses; only index pages are read."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of store and warehouse.")] = None,
) -> None:
    """Look for a publisher's editions and download what is new or changed into the store."""
    from pipeline.collect import collect
    from pipeline.errors import UserError
    from pipeline.home import Home
    from sources.catalogue import catalogue
    from sources.fetch import listed

    known = catalogue()
    if source not in known:
        raise UserError(f"there is no source '{source}'; the catalogue has: {', '.join(known)}")
    entry = known[source]
    if not entry.fetch.addresses:
        raise UserError(f"the catalogue has no addresses for {source}; put its files into the inbox")
    editions, codes = _years(years), _countries(countries)
    at = Home.at(home)
    if dry_run:
        folder = at.store / ".fetching"
        missed: list[str] = []
        addresses = listed(entry, folder, years=editions, countries=codes, tell=_tell, missed=missed.append)
        _list(addresses, as_json)
        for message in missed:
            _tell(f"error: {message}")
        raise typer.Exit(1 if missed else 0)
    counts: Counter[str] = Counter()
    for one in collect(at, entry, years=editions, countries=codes, tell=_tell):
        counts[one.fetched.outcome] += 1
        counts["problems"] += any(problem.severity == "error" for problem in one.problems)
        _show(one, as_json)
    told = ", ".join(f"{counts[name]} {name}" for name in OUTCOMES)
    _tell(told + ("; `tiptrace run` mines what is new" if counts["new"] + counts["changed"] else ""))
    raise typer.Exit(1 if counts["problems"] else 0)


def _tell(message: str) -> None:
    typer.echo(message, err=True)


def _show(one: Collected, as_json: bool) -> None:
    asked = one.fetched.wanted
    if as_json:
        line = {
            "outcome": one.fetched.outcome,
            "edition": asked.edition,
            "country": asked.country,
            "url": asked.url,
            "sha256": one.fetched.sha256,
            "replaces": one.fetched.replaces,
            "reason": one.fetched.reason or None,
        }
        typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        typer.echo(f"{one.fetched.outcome:<9}  {_about(asked)}  {asked.url}")
    for problem in one.problems:
        _tell(f"  {problem.severity}: {problem.reason}")


def _list(addresses: Iterator[Wanted], as_json: bool) -> None:
    for one in addresses:
        when = str(one.verified) if one.verified else None
        if as_json:
            about = {"edition": one.edition, "country": one.country, "url": one.url, "verified": when}
            typer.echo(json.dumps(about))
        else:
            typer.echo(f"{_about(one)}  {when or 'unverified':<10}  {one.url}")


def _about(one: Wanted) -> str:
    return f"{one.edition or '-':<4}  {one.country or 'all':<3}"


def _years(text: str | None) -> tuple[int, ...] | None:
    """The editions named; all of the catalogue's if none is."""
    from pipeline.errors import UserError

    if text is None:
        return None
    years: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*((?:19|20)\d\d)\s*(?:-\s*((?:19|20)\d\d)\s*)?", part)
        if match is None or (match[2] and match[2] < match[1]):
            raise UserError(f"--years {text}: give a year (2024), a span (2019-2025) or a list (2019,2021)")
        years += range(int(match[1]), int(match[2] or match[1]) + 1)
    return tuple(dict.fromkeys(years))


def _countries(text: str | None) -> tuple[str, ...]:
    from pipeline.errors import UserError
    from sources.countries import country_code

    codes = []
    for name in (text or "").split(",") if text else ():
        code = country_code(name.strip().upper() if len(name.strip()) == 3 else name.strip())
        if code is None:
            raise UserError(f"--countries: '{name.strip()}' is no country; give codes such as KHM,THA")
        codes.append(code)
    return tuple(dict.fromkeys(codes))
