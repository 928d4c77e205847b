"""`guide eval`: measure answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from index.errors import EvalError

if TYPE_CHECKING:
    from eval.retrieval import Measured

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
    from eval.case import open_suite
    from eval.retrieval import measure
    from index.opening import Index

    measured: list[Measured] = []
    absent: list[str] = []
    with Index.open(index) as opened:
        for path in paths:
            try:
                suite = open_suite(path)
            except EvalError as error:
                absent.append(str(error))
                continue
            measured.append(measure(suite, opened))
    for sentence in absent:
        sys.stderr.write(f"Not counted: {sentence}\n")
    sys.stdout.write(_json(measured) if as_json else _text(measured))
    if not measured:
        raise typer.Exit(2)


def _json(measured: list[Measured]) -> str:
    suites: list[dict[str, Any]] = [
        {
            "name": each.suite.name,
            "cases": len(each.suite.cases),
            "measures": {name: round(value, 4) for name, value in each.measures.items()},
        }
        for each in measured
    ]
    return json.dumps({"suites": suites}, ensure_ascii=False) + "\n"


def _text(measured: list[Measured]) -> str:
    lines: list[str] = []
    for each in measured:
        lines.append(f"{each.suite.name} ({len(each.suite.cases)} cases)")
        lines += [f"  {name:<16} {value:.4f}" for name, value in each.measures.items()]
    return "\n".join(lines) + "\n"
