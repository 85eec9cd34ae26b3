"""`tiptrace review`: the least certain readings out to people, their decisions back in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace review export --limit 50 > review.csv

  tiptrace review export --format yaml > review.yaml

  tiptrace review import review.csv

Fill in a decision (accept, correct, reject), your name, and for a correction the human columns
("none" clears a field). Decisions stand above the machine's reading until that or the source changes.

Exit codes: 0 done, 2 the file or the warehouse cannot be used.
"""
_HOME = typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Let people decide on the least certain readings.", no_args_is_help=True)
    group.command("export", epilog=EXAMPLES)(export)
    group.command("import", epilog=EXAMPLES)(import_)
    app.add_typer(group, name="review")


def export(
    format: Annotated[str, typer.Option("--format", help="csv or yaml.")] = "csv",
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 100,
    home: Annotated[Path | None, _HOME] = None,
) -> None:
    """Write the least certain figures and mentions, with empty columns for a decision."""
    from pipeline.errors import UserError
    from pipeline.home import Home
    from warehouse.query import open_published
    from warehouse.review import as_csv, as_yaml, least_certain

    if format not in ("csv", "yaml"):
        raise UserError(f"no format is called '{format}'; csv and yaml are known")
    with open_published(Home.at(home)) as connection:
        items = least_certain(connection, limit)
    sys.stdout.write((as_csv if format == "csv" else as_yaml)(items))
    print(f"{len(items)} rows to look at", file=sys.stderr)


def import_(
    file: Annotated[Path, typer.Argument(help="A file of `tiptrace review export`, filled in.")],
    home: Annotated[Path | None, _HOME] = None,
) -> None:
    """Take decisions into the warehouse and publish them."""
    from pipeline.errors import UserError
    from pipeline.home import Home
    from warehouse.publish import publish
    from warehouse.query import open_published
    from warehouse.review import new_ones, read_decisions
    from warehouse.writer import Writer

    place = Home.at(home)
    decisions = read_decisions(file)
    with open_published(place) as connection:
        known = {
            *connection.execute("SELECT 'figure', figure_id FROM mined.figures").fetchall(),
            *connection.execute("SELECT 'mention', mention_id FROM mined.mentions").fetchall(),
        }
        if strange := [one.row_id for one in decisions if (one.kind, one.row_id) not in known]:
            raise UserError(
                f"the warehouse holds no row {', '.join(strange[:5])}; was it exported from here?"
            )
        fresh = new_ones(connection, decisions)
    if fresh:
        with Writer(place.working) as writer:
            run = writer.begin_run("review import")
            writer.decide(fresh, run)
            writer.end_run(run)
        publish(place.working, place.published)
    told = len(decisions) - len(fresh)
    print(f"{len(fresh)} decisions taken in" + (f", {told} known already" if told else ""), file=sys.stderr)
