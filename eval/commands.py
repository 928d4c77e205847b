"""`guide eval`: measure answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from eval.running import Figures

RUN = "run"


class RunByDefault(TyperGroup):
    """A group whose first word may be a path: `guide eval PATH…` is `guide eval run PATH…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` first where no command is named."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=RunByDefault, no_args_is_help=True, help="Measure answers.")


@app.command(name=RUN)
def run(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Suites: JSONL files, or folders with a queries.jsonl."),
    ],
    index: Annotated[Path, typer.Option(envvar="GUIDE_INDEX", help="The index to ask.")] = Path(
        ".guide/index"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Run suites against an index and print their measures."""
    from eval.running import run_suites

    figures, absent = run_suites(paths, index)
    for sentence in absent:
        sys.stderr.write(f"Not counted: {sentence}\n")
    sys.stdout.write(_json(figures) if as_json else _text(figures))
    if not figures:
        raise typer.Exit(2)


def _json(figures: Sequence[Figures]) -> str:
    suites: list[dict[str, Any]] = [
        {
            "name": each.name,
            "cases": each.cases,
            "measures": {name: round(value, 4) for name, value in each.measures.items()},
        }
        for each in figures
    ]
    return json.dumps({"suites": suites}, ensure_ascii=False) + "\n"


def _text(figures: Sequence[Figures]) -> str:
    lines: list[str] = []
    for each in figures:
        lines.append(f"{each.name} ({each.cases} cases)")
        lines += [f"  {name:<16} {value:.4f}" for name, value in each.measures.items()]
        lines += [f"  x {case}: {reason}" for case, reason in each.failed]
    return "\n".join(lines) + "\n"
