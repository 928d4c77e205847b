"""The one command-line program, `guide`; every room registers its own commands with it."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points

import typer

from index.errors import GuideError

INTERRUPTED = 130
TRACEBACK = "GUIDE_TRACEBACK"


def program() -> typer.Typer:
    """Return the program with the commands that are installed (entry points `guide.commands`)."""
    app = typer.Typer(
        name="guide",
        help="导购: ask for products in Chinese or English, by words or by photo.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for point in sorted(entry_points(group="guide.commands"), key=lambda p: p.name):
        command = point.load()
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=point.name)
        else:
            app.command(name=point.name)(command)
    return app


def main() -> None:
    """Run the program; a failure prints one sentence.

    A `GuideError` exits with 2, a failure that nobody foresaw with 1. `GUIDE_TRACEBACK=1` has the
    latter raised, for those who mend it.
    """
    try:
        program()()
    except GuideError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was computed is kept; run the same command to go on.\n")
        sys.exit(INTERRUPTED)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        sys.stderr.write(
            f"This failed unexpectedly ({type(error).__name__}: {error}). Nothing stored was lost. "
            f"Run it with {TRACEBACK}=1 and report what it says.\n"
        )
        sys.exit(1)
