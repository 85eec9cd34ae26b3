"""`tiptrace eval`: how right the mined figures are, against rows coded by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace eval ../shared/gold/dev.jsonl

  tiptrace eval gold.jsonl --part tune --errors 50

  tiptrace eval gold.jsonl more.jsonl --part tune --calibrate models/confidence.json

  tiptrace eval gold.jsonl --baseline tests/baseline.json --json > scores.json

A gold row names its text in `doc` ("tip-2018/KHM"), which is DOC.txt under --texts.

Exit codes: 0 done, 1 a score fell more than 0.01 below the baseline, 2 usage.
"""


def register(app: typer.Typer) -> None:
    app.command("eval", epilog=EXAMPLES)(evaluate)


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Rows coded by hand, JSON lines; one file or more.")],
    part: Annotated[
        Literal["all", "tune", "held"],
        typer.Option(help="Documents that rules were tuned on, those held out (a quarter), or all."),
    ] = "all",
    texts: Annotated[
        Path | None, typer.Option(help="Folder of the texts.  [default: corpus beside the first file]")
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", help="Print the first N differences.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="All numbers as JSON.")] = False,
    as_markdown: Annotated[
        bool,
        typer.Option("--markdown", help="The README's tables: all, tune, held, and further files as aside."),
    ] = False,
    baseline: Annotated[Path | None, typer.Option(help="Compare with these scores; see exit code 1.")] = None,
    calibrate: Annotated[
        Path | None, typer.Option(help="Train the table of confidence on these rows, write it and stop.")
    ] = None,
    save: Annotated[Path | None, typer.Option(help="Write the scores as a new baseline.")] = None,
) -> None:
    """Mine the texts of a gold set and score: levels, indicators, documents, constructions, rules."""
    import json

    from rich.console import Console

    from pipeline.evaluate import show
    from pipeline.evaluate.baseline import fallen, read_baseline, scores, write_baseline
    from pipeline.evaluate.coded import Part, of_part, read_rows
    from pipeline.evaluate.mined import find_texts, mine_texts
    from pipeline.evaluate.score import Evaluation
    from pipeline.evaluate.score import evaluate as score

    rows = [row for file in gold for row in read_rows(file)]
    folder = find_texts(gold[0], texts)
    if calibrate is not None:
        from pipeline.evaluate.calibration import cases, train, write_table

        learned = cases(of_part(rows, part), folder)
        table = train(learned)
        write_table(table, calibrate)
        typer.echo(
            f"{calibrate}: {len(learned)} figures, {len(table.rules)} rules, cut {table.cut}", err=True
        )
        return
    chosen = rows if as_markdown else of_part(rows, part)
    mined = mine_texts(sorted({row.doc for row in chosen}), folder)
    names: tuple[Part, ...] = ("all", "tune", "held") if as_markdown or part == "all" else (part,)
    first = read_rows(gold[0]) if as_markdown else chosen
    parts: dict[str, Evaluation] = {name: score(of_part(first, name), mined) for name in names}
    if as_markdown and len(gold) > 1:
        further = [row for file in gold[1:] for row in read_rows(file)]
        parts["aside"] = score(further, mined)
    console = Console()
    if as_json:
        typer.echo(json.dumps(show.as_json(parts[names[0]]), indent=1))
    elif as_markdown:
        typer.echo(show.markdown(parts))
    else:
        show.tables(parts[part], console)
        show.errors(parts[part], errors, console)
    found = scores(parts)
    if save is not None:
        write_baseline(save, found)
    if baseline is not None and (lines := fallen(found, read_baseline(baseline))):
        typer.echo("\n".join(["below the baseline:", *lines]), err=True)
        raise typer.Exit(1)
