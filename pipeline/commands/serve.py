"""`tiptrace serve`: schedules, inbox and extraction on one machine with one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """
[bold]Examples[/bold]

  tiptrace serve                     # Prefect at http://127.0.0.1:4200

  cp report.pdf data/inbox/          # mined, loaded and published by itself

What runs when stands in flows.yaml. Ctrl-C or SIGTERM ends all of it.

Exit codes: 0 stopped, 2 a part did not start or ended by itself.
"""


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLES)(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address of Prefect's server.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of Prefect's server.")] = 4200,
    home: Annotated[
        Path | None, typer.Option(help="Where everything is kept (TIPTRACE_HOME, else ./data).")
    ] = None,
) -> None:
    """Run Prefect's server, the deployments of flows.yaml, a worker, and watch the inbox."""
    from pipeline.home import Home
    from pipeline.serve import serve as serve_here

    serve_here(Home.at(home), host, port, lambda message: typer.echo(message, err=True))
