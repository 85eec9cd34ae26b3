"""`tiptrace`: reports go in, figures with their evidence come out.

Each command lives in a module of `pipeline.commands` that offers `register(app)`. This module must
stay quick to import: a command that has nothing to do answers in well under a second.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

import pipeline.commands

app = typer.Typer(
    name="tiptrace",
    help=__doc__.split("\n")[0],
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _module in pkgutil.iter_modules(pipeline.commands.__path__):
    importlib.import_module(f"pipeline.commands.{_module.name}").register(app)


def main() -> None:
    """The console script. A user's mistake is one clear line and exit code 2, never a traceback."""
    from pipeline.errors import UserError

    try:
        app()
    except UserError as error:
        print(f"tiptrace: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
