"""`tiptrace mine`: what is in these files, without a warehouse."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.lines import Line
    from pipeline.records import Problem

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace mine report/KHM.pdf

  tiptrace mine tip-2018/*.txt --jsonl > rows.jsonl

  tiptrace mine page.html --source state-hrr --country KHM --jsonl --text-out page.txt

Exit codes: 0 all files were mined, 1 a file could not be used (the reason is on stderr), 2 usage.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(mine)


def mine(
    files: Annotated[list[Path], typer.Argument(help="PDF, HTML or text files.", exists=False)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in text order.")] = False,
    text_out: Annotated[
        Path | None, typer.Option(help="Write the clean text, which the offsets count in, to this file.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Catalogue id, where the file does not tell.")] = None,
    edition: Annotated[int | None, typer.Option(help="Year of publication.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3 code.")] = None,
) -> None:
    """Mine files to the screen or as JSON lines; no warehouse is touched."""
    import tempfile

    from pipeline.acquire import acquire
    from pipeline.document import mine as mine_document
    from pipeline.document import read
    from pipeline.errors import UserError
    from pipeline.home import Home
    from pipeline.lines import lines

    failed = False
    with tempfile.TemporaryDirectory(prefix="tiptrace-") as scratch:
        acquired = acquire(files, Home(Path(scratch)), source=source, edition=edition, country=country)
        if text_out is not None and len(acquired.documents) > 1:
            raise UserError("--text-out takes the clean text of one file, and several were given")
        for name, problem in acquired.problems:
            failed |= _tell(name, problem)
        for document in acquired.documents:
            reading = read(document)
            found, problems = mine_document(document, reading)
            for problem in (*reading.problems, *problems):
                failed |= _tell(document.name, problem)
            if text_out is not None:
                text_out.write_bytes(reading.text.encode("utf-8"))
            _write(lines(document, found), document.doc, jsonl)
    raise typer.Exit(1 if failed else 0)


def _tell(name: str, problem: Problem) -> bool:
    """The problem on stderr; True where it is an error."""
    page = f", page {problem.page}" if problem.page else ""
    typer.echo(f"{problem.severity}: {name}{page}: {problem.reason}", err=True)
    return problem.severity == "error"


def _write(found: list[Line], doc: str, jsonl: bool) -> None:
    if jsonl:
        for line in found:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=doc, title_justify="left", header_style="bold", pad_edge=False, box=None)
    for heading in ("", "what", "value", "period", "words of the report"):
        table.add_column(heading, justify="right" if heading == "value" else "left", overflow="fold")
    for line in found:
        table.add_row(str(line["id"]), *map(escape, _cells(line)))
    Console().print(table)


def _cells(line: Line) -> tuple[str, str, str, str]:
    anchor = " ".join(line["anchor"].split())
    anchor = anchor if len(anchor) <= 70 else f"{anchor[:69]}…"
    if "tier" in line:
        return "tier", line["tier"], str(line["edition"] or ""), anchor
    if "category" in line:
        return f"{line['category']} ({line['stance']})", "", line["period"] or "", anchor
    if line["status"] != "reported":
        value = line["status"].replace("_", " ")
    else:
        value = bounds(line["low"], line["high"], line["qualifier"])
    dimensions = [line[name] for name in ("age", "sex", "exploitation", "nationality") if line.get(name)]
    what = f"{line['indicator']}, {line.get('currency') or line['unit']}"
    return f"{what} ({', '.join(dimensions)})" if dimensions else what, value, line["period"] or "", anchor


def bounds(low: float | None, high: float | None, qualifier: str) -> str:
    """A value as people write it: 12, 12–15, ≥ 12, ~ 600."""
    sign = {"about": "~ ", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< "}
    ends = [f"{end:,.10g}" for end in (low, high) if end is not None]
    if qualifier == "vague":
        return f"{ends[0]}+" if ends else "?"
    return sign.get(qualifier, "") + "–".join(dict.fromkeys(ends))
