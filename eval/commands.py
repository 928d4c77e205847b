"""`guide eval`: measure answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from eval.figures import SuiteFigures
    from eval.rows import Row

RUN = "run"
RUNS = Path(".guide/runs")


class RunByDefault(TyperGroup):
    """A group whose first word may be a path: `guide eval PATH…` is `guide eval run PATH…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` first where no command is named."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=RunByDefault, no_args_is_help=True, help="Measure answers.")


PathsArgument = Annotated[
    list[Path], typer.Argument(help="Suites: JSONL files, or folders with a queries.jsonl.")
]
IndexOption = Annotated[Path, typer.Option(envvar="GUIDE_INDEX", help="The index to ask.")]
RootOption = Annotated[
    Path | None, typer.Option(help="A folder of indexes by catalogue, for cases that name theirs.")
]
SystemOption = Annotated[
    str, typer.Option(help="rules, model:PROVIDER:MODEL, http:URL, or a file of answers.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]
RowsOption = Annotated[
    Path | None, typer.Option(help="Write a row for every case here (otherwise under .guide/runs).")
]
PageOption = Annotated[Path | None, typer.Option(help="Write a report to look at here.")]
BaselineOption = Annotated[
    Path | None, typer.Option(help="Rows of an earlier run, for the report to compare with.")
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Go on with the rows already in --jsonl.")
]
LimitOption = Annotated[int, typer.Option(help="At most so many cases of a suite; 0 for all.")]
JobsOption = Annotated[
    int, typer.Option(min=1, help="Cases at once, where safe; times are measured only with 1.")
]
JudgeOption = Annotated[
    str, typer.Option(help="A model that grades the words too: PROVIDER:MODEL, scripted:FILE.")
]
GateOption = Annotated[
    list[str] | None,
    typer.Option(help="NAME>=VALUE or SUITE:NAME>=VALUE; a figure below it fails the run."),
]


@app.command(name=RUN)
def run(
    paths: PathsArgument,
    index: IndexOption = Path(".guide/index"),
    index_root: RootOption = None,
    system: SystemOption = "rules",
    as_json: JsonOption = False,
    jsonl: RowsOption = None,
    html: PageOption = None,
    baseline: BaselineOption = None,
    resume: ResumeOption = False,
    limit: LimitOption = 0,
    jobs: JobsOption = 1,
    judge: JudgeOption = "",
    gate: GateOption = None,
) -> None:
    """Run suites against an index and print their measures, each with its 95 % interval."""
    from eval.figures import figures_of
    from eval.gates import parse_gates, shut
    from eval.running import Settings, run_suites

    gates = parse_gates(gate or ())
    out = jsonl or RUNS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.jsonl"
    settings = Settings(index, index_root, system, out, resume, limit, jobs=jobs, judge=judge)
    rows, absent = run_suites(paths, settings, _progress())
    found = figures_of(rows)
    for sentence in absent:
        sys.stderr.write(f"Not counted: {sentence}\n")
    if found:
        sys.stderr.write(f"Rows of every case, with reasons: {out}\n")
    sys.stdout.write(_json(found) if as_json else _text(found))
    if html is not None and found:
        _write_page(html, rows, baseline)
    failed = shut(gates, found)
    for sentence in failed:
        sys.stderr.write(sentence + "\n")
    if failed:
        raise typer.Exit(1)
    if not found:
        raise typer.Exit(2)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="Rows of the first run (JSONL).")],
    after: Annotated[Path, typer.Argument(help="Rows of the second run.")],
    flips: Annotated[int, typer.Option(help="How many changed cases to list a measure.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare two runs case by case: the difference, its interval, p, and what changed."""
    from eval.comparing import compare as differences
    from eval.comparing import told
    from eval.rows import read_rows
    from index.wire import dump

    found = differences(read_rows(before), read_rows(after))
    if as_json:
        sys.stdout.write(json.dumps([dump(each) for each in found], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(told(found, flips))


@app.command(name="judge")
def judge_(
    model: Annotated[str, typer.Option(help="PROVIDER:MODEL, or scripted:FILE.")],
    anchors: Annotated[
        Path | None, typer.Option(help="Examples with our grades (JSONL); by default ours.")
    ] = None,
    as_json: JsonOption = False,
    jsonl: Annotated[Path | None, typer.Option(help="Write every verdict here.")] = None,
) -> None:
    """Measure a judging model on anchored examples: agreement, and whether the order sways it."""
    import asyncio

    from eval.judging import ANCHORS, calibrate, open_judge, read_anchors
    from eval.judging.telling import as_row, rows_of, told

    examples = read_anchors(anchors or ANCHORS)
    found = asyncio.run(calibrate(open_judge(model), examples, _progress()))
    if jsonl is not None:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(found))
        jsonl.write_text("".join(lines), encoding="utf-8")
    row = json.dumps(as_row(found), ensure_ascii=False) + "\n"
    sys.stdout.write(row if as_json else told(found))


@app.command(name="prefer")
def prefer_(
    before: Annotated[Path, typer.Argument(help="Rows of the first run (JSONL).")],
    after: Annotated[Path, typer.Argument(help="Rows of the second run.")],
    model: Annotated[str, typer.Option(help="PROVIDER:MODEL, or scripted:FILE.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Let a judging model say whose words are better, of two runs, in both orders."""
    import asyncio

    from eval.judging import open_judge, prefer
    from eval.judging.telling import preferred_row, preferred_told
    from eval.rows import read_rows

    found = asyncio.run(prefer(open_judge(model), read_rows(before), read_rows(after)))
    row = json.dumps(preferred_row(found), ensure_ascii=False) + "\n"
    sys.stdout.write(row if as_json else preferred_told(found))


def _write_page(path: Path, rows: list[Row], baseline: Path | None) -> None:
    from eval.page import page
    from eval.rows import read_rows

    earlier = read_rows(baseline) if baseline is not None else ()
    path.write_text(page(rows, earlier), encoding="utf-8")
    sys.stderr.write(f"Report: {path}\n")


def _progress() -> Callable[[str, int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def told(suite: str, done: int, of: int) -> None:
        sys.stderr.write(f"\r{suite}: {done} of {of}" + ("\n" if done == of else ""))

    return told


def _json(found: Sequence[SuiteFigures]) -> str:
    suites: list[dict[str, Any]] = [
        {
            "name": each.name,
            "cases": len(each.rows),
            "measures": {figure.name: round(figure.value, 4) for figure in each.figures},
        }
        for each in found
    ]
    return json.dumps({"suites": suites}, ensure_ascii=False) + "\n"


def _text(found: Sequence[SuiteFigures]) -> str:
    lines: list[str] = []
    for each in found:
        errors = f", {each.failed} failed" if each.failed else ""
        lines.append(f"{each.name} ({len(each.rows)} cases{errors})")
        for f in each.figures:
            unscored = f", {f.unscored} unscored" if f.unscored else ""
            lines.append(f"  {f.name:<16} {f.value:.4f}  ({f.low:.4f} to {f.high:.4f}{unscored})")
        if each.form not in ("find", "kind"):
            lines += _worst(each)
    return "\n".join(lines) + "\n"


def _worst(suite: SuiteFigures) -> list[str]:
    name = suite.figures[0].name if suite.figures else ""
    wrong = [r for r in suite.rows if name in r.scores and (r.scores[name].value or 0) < 1]
    return [f"  x {row.case} {row.asked}: {row.scores[name].reason}" for row in wrong]
