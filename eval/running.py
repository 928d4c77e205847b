"""Runs suites of any form: a system answers, the scorers judge, one row a case is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from eval.case import Case, Suite, open_suite
from eval.rows import Row, append_row, read_rows
from eval.scorers import scorers_of
from eval.scoring import Asked, Scorer
from eval.systems import HTTP, RULES, System, open_system

Progress = Callable[[str, int, int], None]
AT_ONCE_OVER_HTTP = 4
SCRATCH = Path(".guide/altered")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    Attributes:
        index: the index that answers and judges.
        index_root: a folder of indexes by catalogue, for cases that name theirs; None: `index`.
        system: who is measured, as `eval.systems` names it.
        out: where rows are added as they come, or None.
        resume: rows already in `out` are not run again.
        limit: at most so many cases of a suite; 0 for all.
        scratch: where altered copies of shops are kept between runs.
    """

    index: Path
    index_root: Path | None = None
    system: str = RULES
    out: Path | None = None
    resume: bool = False
    limit: int = 0
    scratch: Path = SCRATCH


def run_suites(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None
) -> tuple[list[Row], list[str]]:
    """Return a row for every case of the suites, and a sentence for each suite that is absent.

    Raises:
        StoreError: where there is no index.
        EvalError: where a suite is there but cannot be read, or there is no such system.
    """
    absent = [f"no suite at {str(path)!r}." for path in paths if not path.exists()]
    suites = [open_suite(path) for path in paths if path.exists()]
    if settings.out is not None and not settings.resume:
        settings.out.unlink(missing_ok=True)
    rows: list[Row] = []
    for suite in suites:
        rows += asyncio.run(run_suite(suite, settings, progress))
    return rows, absent


async def run_suite(
    suite: Suite, settings: Settings, progress: Progress | None = None
) -> list[Row]:
    """Return a row for every case of a suite; those of one catalogue share an open index."""
    cases = suite.cases[: settings.limit] if settings.limit else suite.cases
    done = _done(suite, settings)
    rows = [done[case.id] for case in cases if case.id in done]
    left = [case for case in cases if case.id not in done]
    scorers = scorers_of(suite)
    for catalogue in dict.fromkeys(str(case.raw.get("catalogue") or "") for case in left):
        own = [case for case in left if str(case.raw.get("catalogue") or "") == catalogue]
        folder = settings.index_root / catalogue if settings.index_root and catalogue else None
        made = _run(suite, own, folder or settings.index, settings, scorers)
        async for row in made:
            rows.append(row)
            if settings.out is not None:
                append_row(settings.out, row)
            if progress is not None:
                progress(suite.name, len(rows), len(cases))
    return rows


async def _run(
    suite: Suite,
    cases: Sequence[Case],
    folder: Path,
    settings: Settings,
    scorers: Sequence[Scorer],
) -> AsyncGenerator[Row]:
    from index.opening import Index

    at_once = AT_ONCE_OVER_HTTP if settings.system.startswith(HTTP) else 1
    async with _opened(suite, folder, settings) as system:
        with Index.open(folder) as index:
            for start in range(0, len(cases), at_once):
                some = cases[start : start + at_once]
                outcomes = await asyncio.gather(*(system.answer(case, suite) for case in some))
                for case, outcome in zip(some, outcomes, strict=True):
                    yield judged(Asked(case, suite, outcome, index), scorers)


def _opened(suite: Suite, folder: Path, settings: Settings) -> AbstractAsyncContextManager[System]:
    if suite.form == "fair":
        from eval.fairness import open_fair

        return open_fair(settings.system, folder, settings.scratch)
    if suite.form == "fresh":
        from eval.freshness import open_fresh

        return open_fresh(settings.system, folder)
    return open_system(settings.system, folder)


def judged(asked: Asked, scorers: Sequence[Scorer]) -> Row:
    """Return the row of one case."""
    case, outcome = asked.case, asked.outcome
    return Row(
        suite=asked.suite.name,
        case=case.id,
        form=asked.suite.form,
        asked=case.text or _words(case),
        group=str(case.raw.get("rewrite") or case.label or case.raw.get("catalogue") or ""),
        scores={str(scorer): scorer.score(asked) for scorer in scorers},
        ranking=outcome.ranking,
        total_ms=outcome.total_ms,
        answers=outcome.answers,
        error=outcome.error,
    )


def _words(case: Case) -> str:
    if case.photo is not None:
        return case.photo.name
    return " / ".join(str(turn.get("text", "")) for turn in case.raw.get("turns", ()))


def _done(suite: Suite, settings: Settings) -> dict[str, Row]:
    if not settings.resume or settings.out is None or not settings.out.is_file():
        return {}
    return {row.case: row for row in read_rows(settings.out) if row.suite == suite.name}
