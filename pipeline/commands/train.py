"""`tiptrace train`: a model anew, from rows coded by hand and decisions of reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from pipeline.learn.mentions import Row

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace train mentions ../shared/gold/dev.jsonl models/coded/tip-2018.jsonl

  tiptrace train readings ../shared/gold/dev.jsonl models/coded/*.jsonl

  tiptrace train sections ../shared/gold/dev.jsonl models/coded/tip-2018.jsonl

  tiptrace train relevance ../shared/gold/dev.jsonl models/coded/tip-2018.jsonl --others ../shared/corpus/html

  tiptrace train mentions gold.jsonl --home data --to /tmp/mentions.skops

Prints what the model adds to the rules, cross-validated by document. The same rows and libraries give
the same file, byte by byte; documents are mined again when it has changed.

Exit codes: 0 done, 2 the rows or texts cannot be used.
"""


def register(app: typer.Typer) -> None:
    app.command("train", epilog=EXAMPLES)(train)


def train(
    name: Annotated[
        Literal["mentions", "readings", "sections", "relevance"], typer.Argument(help="The model to train.")
    ],
    gold: Annotated[list[Path], typer.Argument(help="Rows coded by hand, JSON lines; one file or more.")],
    part: Annotated[
        Literal["all", "tune"],
        typer.Option(help="All documents, or all but the quarter held out."),
    ] = "tune",
    texts: Annotated[
        Path | None, typer.Option(help="Folder of the texts.  [default: corpus beside the first file]")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Learn from this warehouse's decisions on mentions too.")
    ] = None,
    others: Annotated[
        Path | None, typer.Option(help="For relevance: a folder of human rights reports, *.html.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The file to write.  [default: models/NAME.skops]")] = None,
) -> None:
    """Train a model, print what it adds to the rules, and write it."""
    import hashlib

    import models
    from models.archive import write
    from pipeline.evaluate.coded import of_part, read_rows
    from pipeline.evaluate.mined import find_texts

    rows = of_part([row for file in gold for row in read_rows(file)], part)
    folder = find_texts(gold[0], texts)
    path = to or Path(models.__file__).with_name(f"{name}.skops")
    if name == "mentions":
        from pipeline.learn.mentions import train as train_mentions

        mentions, report = train_mentions(rows, folder, _reviewed(home))
        write(mentions.as_dict(), path)
    elif name == "readings":
        from pipeline.learn.readings import train as train_readings

        held = of_part([row for file in gold for row in read_rows(file)], "held")
        readings, report = train_readings(rows, held if part == "tune" else [], folder)
        write({"readings": readings.as_dict()}, path)
    elif name == "relevance":
        from pipeline.errors import UserError
        from pipeline.learn.relevance import train as train_relevance

        if others is None:
            raise UserError("relevance is learned from other reports too; name their folder with --others")
        relevance, report = train_relevance(rows, folder, others)
        write({"relevance": relevance.as_dict()}, path)
    else:
        from pipeline.learn.sections import train as train_sections

        sections, report = train_sections(rows, folder)
        write({"section": sections.as_dict()}, path)
    typer.echo(report)
    for file in (*gold, path):
        data = file.read_bytes()
        typer.echo(f"{file.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()[:16]}")


def _reviewed(home: Path | None) -> list[Row]:
    from pipeline.home import Home
    from pipeline.learn.reviewed import reviewed_rows
    from warehouse.query import open_published

    if home is None:
        return []
    with open_published(Home.at(home)) as connection:
        return reviewed_rows(connection)
