"""Cases over several processes, where an answer depends on nothing but its own case.

That holds for the rules. It does not hold for a scripted model, which plays its messages in order,
for cases that change a shop, or for those that are scored against each other; these run one by one
whatever `jobs` says. Rows come out in the order of the suite and with the same figures; times are
not taken, for processes that wait for each other measure the machine.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from eval.case import Suite
from eval.rows import Row, append_row, read_rows
from eval.running import Progress, Settings, done_rows, run_suite
from eval.systems import RULES

ONE_BY_ONE = ("fair", "fresh", "relevance")
"""Forms whose cases share something that changes, or are scored against each other."""


def splits(suite: Suite, settings: Settings) -> bool:
    """Return whether the cases of a suite may run in several processes."""
    alone = settings.jobs < 2 or bool(settings.judge) or settings.system != RULES
    return not alone and suite.form not in ONE_BY_ONE and len(suite.cases) >= settings.jobs


def run_in_parallel(
    suite: Suite, settings: Settings, progress: Progress | None = None
) -> list[Row]:
    """Return a row for every case, in the suite's order; what a stopped run left is taken up."""
    cases = suite.cases[: settings.limit] if settings.limit else suite.cases
    with tempfile.TemporaryDirectory() as scratch:
        parts = _parts(settings, Path(scratch))
        done = done_rows(suite, settings) | _left_over(parts, suite, settings)
        kept = set(done_rows(suite, settings))
        left = [case.id for case in cases if case.id not in done]
        for row in _made(suite, left, parts, settings):
            done[row.case] = row
            if progress is not None:
                progress(suite.name, len(done), len(cases))
        rows = [done[case.id] for case in cases]
        if settings.out is not None:
            for row in rows:
                if row.case not in kept:
                    append_row(settings.out, row)
        for part in parts:
            part.unlink(missing_ok=True)
    return rows


def _made(
    suite: Suite, left: Sequence[str], parts: Sequence[Path], settings: Settings
) -> list[Row]:
    shares = [list(left[n :: len(parts)]) for n in range(len(parts))]
    rows: list[Row] = []
    with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as pool:
        futures = [
            pool.submit(_share, suite.path, share, replace(settings, out=part, limit=0))
            for share, part in zip(shares, parts, strict=True)
            if share
        ]
        for future in as_completed(futures):
            rows += future.result()
    return rows


def _share(path: Path, ids: Sequence[str], settings: Settings) -> list[Row]:
    """Run some cases of a suite in this process; each row is kept as it comes."""
    from eval.case import open_suite

    suite = open_suite(path)
    wanted = set(ids)
    own = replace(suite, cases=tuple(case for case in suite.cases if case.id in wanted))
    return asyncio.run(run_suite(own, replace(settings, resume=False)))


def _parts(settings: Settings, scratch: Path) -> list[Path]:
    """Return where each process keeps its rows: beside `out`, so that a run can be taken up."""
    beside = scratch / "rows.jsonl" if settings.out is None else settings.out
    return [beside.with_name(f"{beside.name}.{n}.part") for n in range(settings.jobs)]


def _left_over(parts: Sequence[Path], suite: Suite, settings: Settings) -> dict[str, Row]:
    if not settings.resume:
        return {}
    rows = [row for part in parts if part.is_file() for row in read_rows(part)]
    return {row.case: row for row in rows if row.suite == suite.name}
