"""Runs suites of any form: a system answers, the scorers judge, one row a case is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.case import Case, Suite, open_suite
from eval.rows import Row, append_row, read_rows
from eval.scorers import JUDGED, WORDED, parse, scorers_of
from eval.scoring import Asked, Outcome, Scorer
from eval.systems import HTTP, RULES, System, open_system

if TYPE_CHECKING:
    from eval.judging import Judge

Progress = Callable[[str, int, int], None]
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
        jobs: how many cases at once, where that is safe; times are measured only with 1.
        judge: the spec of a model that grades the words too, or "".
    """

    index: Path
    index_root: Path | None = None
    system: str = RULES
    out: Path | None = None
    resume: bool = False
    limit: int = 0
    scratch: Path = SCRATCH
    jobs: int = 1
    judge: str = ""


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
    judge = _judge(settings)
    rows: list[Row] = []
    for suite in suites:
        rows += run_one(suite, settings, progress, judge)
    return rows, absent


def run_one(
    suite: Suite,
    settings: Settings,
    progress: Progress | None = None,
    judge: Judge | None = None,
) -> list[Row]:
    """Return a row for every case of a suite, over several processes where that is safe."""
    from eval.parallel import run_in_parallel, splits

    if splits(suite, settings):
        return run_in_parallel(suite, settings, progress)
    at_once = settings.jobs if _over_http(settings) else 1
    return asyncio.run(run_suite(suite, replace(settings, jobs=at_once), progress, judge))


async def run_suite(
    suite: Suite,
    settings: Settings,
    progress: Progress | None = None,
    judge: Judge | None = None,
) -> list[Row]:
    """Return a row for every case of a suite, in the suite's order; a catalogue is opened once."""
    cases = suite.cases[: settings.limit] if settings.limit else suite.cases
    done = done_rows(suite, settings)
    left = [case for case in cases if case.id not in done]
    for catalogue in dict.fromkeys(str(case.raw.get("catalogue") or "") for case in left):
        own = [case for case in left if str(case.raw.get("catalogue") or "") == catalogue]
        folder = settings.index_root / catalogue if settings.index_root and catalogue else None
        made = _run(suite, own, folder or settings.index, settings, judge)
        async for row in made:
            done[row.case] = row
            if settings.out is not None:
                append_row(settings.out, row)
            if progress is not None:
                progress(suite.name, len(done), len(cases))
    return [done[case.id] for case in cases]


async def _run(
    suite: Suite, cases: Sequence[Case], folder: Path, settings: Settings, judge: Judge | None
) -> AsyncGenerator[Row]:
    from index.opening import Index

    at_once = settings.jobs if _over_http(settings) else 1
    timed = settings.jobs == 1
    scorers = _scorers(suite, judge, timed=timed)
    async with _opened(suite, folder, settings) as system:
        with Index.open(folder) as index:
            for start in range(0, len(cases), at_once):
                some = cases[start : start + at_once]
                outcomes = await asyncio.gather(*(system.answer(case, suite) for case in some))
                for case, given in zip(some, outcomes, strict=True):
                    outcome = given if timed else replace(given, total_ms=0.0)
                    outcome = await _graded(case, suite, outcome, judge)
                    yield judged(Asked(case, suite, outcome, index), scorers)


def _over_http(settings: Settings) -> bool:
    return settings.system.startswith((HTTP, "https:"))


def _judge(settings: Settings) -> Judge | None:
    if not settings.judge:
        return None
    from eval.judging import open_judge

    return open_judge(settings.judge)


def _scorers(suite: Suite, judge: Judge | None, *, timed: bool) -> tuple[Scorer, ...]:
    own = scorers_of(suite, timed=timed)
    return (*own, parse(JUDGED)) if judge is not None and suite.form in WORDED else own


async def _graded(case: Case, suite: Suite, outcome: Outcome, judge: Judge | None) -> Outcome:
    if judge is None or suite.form not in WORDED:
        return outcome
    verdict = await judge.grade(case.said, outcome.answers)
    return replace(outcome, judged={"grade": verdict.grade, "reason": verdict.reason})


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
        group=_group(case),
        scores={str(scorer): scorer.score(asked) for scorer in scorers},
        ranking=outcome.ranking,
        total_ms=outcome.total_ms,
        answers=outcome.answers,
        error=outcome.error,
    )


def _group(case: Case) -> str:
    """Return what the breakdown goes by: what was done to the case, else its label or catalogue."""
    told = ("rewrite", "alter", "group", "label", "catalogue")
    changed = case.raw.get("change")
    if changed:
        return case.id.partition("~")[2] or ", ".join(changed)
    return next((str(case.raw[name]) for name in told if case.raw.get(name)), "")


def _words(case: Case) -> str:
    return case.photo.name if case.photo is not None else " / ".join(case.said)


def done_rows(suite: Suite, settings: Settings) -> dict[str, Row]:
    """Return the rows of a suite that a stopped run left in `out`, by case."""
    if not settings.resume or settings.out is None or not settings.out.is_file():
        return {}
    return {row.case: row for row in read_rows(settings.out) if row.suite == suite.name}
