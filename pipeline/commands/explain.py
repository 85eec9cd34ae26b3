"""`tiptrace explain`: what is mined from a sentence, by which rule, and what was refused and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from rich.console import Console

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace explain "Courts convicted 12 traffickers, up from nine in 2016."

  tiptrace explain "It did not identify any victims." --section protection --edition 2019

  tiptrace explain 3f9a0c12 --json

A figure's id, or the beginning of one, is looked up in the warehouse; its sentence is explained with the
one before it. Exit codes: 0 explained, 2 no such id or usage.
"""
Kind = Literal["summary", "recommendations", "prosecution", "protection", "prevention", "profile", "other"]


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(explain)


def explain(
    what: Annotated[
        str, typer.Argument(help="A sentence (or several), or a figure's id.", show_default=False)
    ],
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3: whom the text is about.")] = None,
    edition: Annotated[int, typer.Option(help="The report's year: what “the previous year” is.")] = 2018,
    section: Annotated[Kind, typer.Option(help="The section that the sentence stands in.")] = "prosecution",
    as_json: Annotated[bool, typer.Option("--json", help="All that was seen, as JSON.")] = False,
    home: Annotated[
        Path | None, typer.Option(help="The folder of the warehouse.", show_default=False)
    ] = None,
) -> None:
    """Explain a sentence or a figure: numbers seen, readings weighed, the rule that won, refusals."""
    import json

    from rich.console import Console

    from pipeline.mine.explanation import explain as explain_text

    if " " in what.strip():
        records = explain_text(what, country=country, edition=edition, section=section)
    else:
        records = _of_figure(what, home)
    if as_json:
        typer.echo(json.dumps(records, indent=1, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for record in records:
        _print(record, console)


def _of_figure(figure_id: str, home: Path | None) -> list[dict[str, Any]]:
    """The sentence of a loaded figure, after the one before it, from which it may take its noun."""
    from pipeline.home import Home
    from pipeline.mine.explanation import explain as explain_text
    from warehouse.query import open_published
    from warehouse.report.evidence import find

    with open_published(Home.at(home)) as connection:
        evidence = find(connection, figure_id)
        section = connection.execute(
            "SELECT section FROM sentences WHERE sentence_id = ?", [evidence.row["sentence_id"]]
        ).fetchone()
    before = f"{evidence.previous} " if evidence.previous else ""
    records = explain_text(
        before + evidence.sentence,
        country=evidence.narrative["country"],
        edition=evidence.edition,
        section=section[0] if section else "other",
        source=evidence.narrative["source"],
    )
    return records[-1:]


def _print(record: dict[str, Any], console: Console) -> None:
    from rich.markup import escape

    console.print(f"\n[bold]{escape(' '.join(record['sentence'].split()))}[/]")
    for figure in record["figures"]:
        console.print(f"  [green]figure[/]  {escape(_told(figure))}")
        console.print(
            f"          [dim]rule {escape(figure['rule'])}, confidence {figure['confidence']:.2f}[/]"
        )
    for mention in record["mentions"]:
        told = f"{mention['category']}, {mention['stance']}: “{' '.join(mention['anchor'].split())}”"
        console.print(f"  [magenta]mention[/] {escape(told)} [dim]rule {escape(mention['rule'])}[/]")
    for tier in record["tiers"]:
        console.print(f"  [cyan]tier[/]    {tier['tier']} [dim]rule {escape(tier['rule'])}[/]")
    for number in record["numbers"]:
        told = f"“{number['words']}” {number['kind'].replace('_', ' ')}"
        reason = f": {number['refused']}" if number["refused"] else f" {_bounds(number)}"
        console.print(f"  number  {escape(told + reason)}")
    for period in record["periods"]:
        note = "" if period["dates"] else ", dates nothing"
        console.print(f"  period  “{escape(period['words'])}” is {period['value']} ({period['kind']}{note})")
    for reading in record["readings"]:
        _print_reading(reading, console)
    for negation in record["negations"]:
        about = ", ".join(negation["about"]) or "nothing that is coded"
        told = f"“{negation['words']}” ({negation['status'].replace('_', ' ')}, {negation['cue']}): {about}"
        console.print(f"  no      {escape(told)}")


def _print_reading(reading: dict[str, Any], console: Console) -> None:
    from rich.markup import escape

    words = escape(f"“{reading['words']}”")
    if reading["outcome"] == "refused":
        console.print(
            f"  [yellow]refused[/] {words}: {escape(reading['reason'] or 'no reading makes sense')}"
        )
    else:
        console.print(f"  reading {words} {escape(', '.join(reading['rules']))}")
    cues = [f"noun {reading['noun']}"] if reading["noun"] else []
    cues += [f"governed by {reading['cue']}"] if reading["cue"] else []
    cues += [f"period from “{reading['period_cue']}”"] if reading["period_cue"] else []
    cues += ["comparison"] if reading["comparison"] else []
    cues += [f"reporter {reading['reporter']}"] if reading["reporter"] != "government" else []
    cues += [f"takes over from “{reading['takes_over_from']}”"] if reading["takes_over_from"] else []
    cues += [f"part of “{reading['part_of']}”"] if reading["part_of"] else []
    if cues:
        console.print(f"          [dim]{escape(', '.join(cues))}[/]")
    for option in reading["considered"]:
        mark = "[green]won[/] " if option["won"] else "    "
        events = ", ".join(option["events"]) or "the count before"
        told = f"{events} ({option['cue']}, strength {option['strength']})"
        console.print(f"          {mark}[dim]{escape(told)}[/]")


def _told(figure: dict[str, Any]) -> str:
    value = figure["status"].replace("_", " ") if figure["status"] != "reported" else _bounds(figure)
    parts = [f"{figure['indicator']} {value} {figure.get('currency') or figure['unit']}"]
    parts.append(str(figure["period"]))
    parts += ["comparison"] if figure["comparison"] else []
    parts += [
        str(figure[name])
        for name in ("exploitation", "sex", "age", "nationality", "place")
        if figure.get(name)
    ]
    parts += [f"part of “{figure['part_of']}”"] if figure.get("part_of") else []
    return f"{', '.join(parts)} “{' '.join(figure['anchor'].split())}”"


def _bounds(number: dict[str, Any]) -> str:
    from pipeline.commands.mine import bounds

    return bounds(number["low"], number["high"], number["qualifier"])
