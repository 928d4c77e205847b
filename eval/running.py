"""Runs suites of either form over one index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.case import Suite, open_suite
from index.errors import EvalError


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a suite; `failed` are the cases that went wrong, with the reason."""

    name: str
    cases: int
    measures: Mapping[str, float]
    failed: tuple[tuple[str, str], ...] = ()


def run_suites(paths: Sequence[Path], folder: Path) -> tuple[list[Figures], list[str]]:
    """Return the figures of the suites at `paths`, and a sentence for each that is absent.

    Raises:
        StoreError: where there is no index at `folder`.
        EvalError: where a suite is there but cannot be read.
    """
    figures: list[Figures] = []
    absent: list[str] = []
    for path in paths:
        if not path.exists():
            absent.append(f"no suite at {str(path)!r}.")
            continue
        figures.append(run_suite(open_suite(path), folder))
    return figures, absent


def run_suite(suite: Suite, folder: Path) -> Figures:
    """Return the figures of one suite over the index at `folder`.

    Raises:
        EvalError: where the suite has no cases.
    """
    if not suite.cases:
        raise EvalError(f"the suite {suite.name!r} has no cases.")
    from eval.requests import is_request_suite

    return _requests(suite, folder) if is_request_suite(suite) else _retrieval(suite, folder)


def _requests(suite: Suite, folder: Path) -> Figures:
    from eval.requests import judge, measures

    verdicts = judge(suite, folder)
    failed = tuple((each.case.text, each.reason) for each in verdicts if each.kept < 1)
    return Figures(suite.name, len(suite.cases), measures(verdicts), failed)


def _retrieval(suite: Suite, folder: Path) -> Figures:
    from eval.retrieval import measure
    from index.opening import Index

    with Index.open(folder) as index:
        measured = measure(suite, index)
    return Figures(suite.name, len(suite.cases), measured.measures)
