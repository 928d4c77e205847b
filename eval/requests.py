"""How well the guide keeps to what was asked: every pick is held against a filter of the index.

A case states the index's own filter JSON (`where`), which every pick must satisfy, and how many
picks there must be at least (`at_least`; 0 where the catalogue has none, so that none is right).
Scored on the products that come back, not on the words about them: `MustKept` is the share of
picks that satisfy the filter (0 for a case with fewer picks than it should have, so that silence
never looks good), `Answered` the share of cases with enough of them.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.case import Case, Suite
from index.filters import from_json

if TYPE_CHECKING:
    from guide.answer import Answer, PickShown
    from index.opening import Index

KEPT = "MustKept"
ANSWERED = "Answered"
COUNT = "picks"
TIME = "p50(total_ms)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went: its score, and the reason in words."""

    case: Case
    kept: float
    answered: bool
    picks: tuple[str, ...]
    total_ms: float
    reason: str


def is_request_suite(suite: Suite) -> bool:
    """Return whether every case of a suite states a filter for what comes back."""
    return bool(suite.cases) and all(case.where is not None for case in suite.cases)


def judge(
    suite: Suite, folder: Path, progress: Callable[[], None] | None = None
) -> tuple[Verdict, ...]:
    """Return how the guide over the index at `folder` did on every case of a suite."""

    async def run() -> tuple[Verdict, ...]:
        from guide.conversation.service import open_guide

        verdicts: list[Verdict] = []
        async with open_guide(folder) as guide:
            for case in suite.cases:
                session = f"eval-{suite.name}-{case.id}"
                answer = await guide.aanswer(session, case.text, case.photo)
                verdicts.append(verdict(case, answer, guide.index))
                await guide.aforget(session)
                if progress is not None:
                    progress()
        return tuple(verdicts)

    return asyncio.run(run())


def verdict(case: Case, answer: Answer, index: Index) -> Verdict:
    """Return how one answer did."""
    wrong = [pick for pick in answer.picks if not _satisfies(pick, case, index)]
    enough = len(answer.picks) >= int(case.raw.get("at_least", 1))
    kept = 1 - len(wrong) / max(len(answer.picks), 1) if enough else 0.0
    if wrong:
        reason = f"not as asked: {', '.join(pick.title for pick in wrong)}"
    elif not enough:
        reason = f"{len(answer.picks)} picks, {case.raw.get('at_least', 1)} expected"
    else:
        reason = f"{len(answer.picks)} picks, all as asked"
    ids = tuple(pick.id for pick in answer.picks)
    return Verdict(case, kept, enough, ids, answer.timings.total_ms, reason)


def measures(verdicts: tuple[Verdict, ...]) -> Mapping[str, float]:
    """Return the means over all cases, with the number of picks beside them."""
    return {
        KEPT: statistics.fmean(each.kept for each in verdicts),
        ANSWERED: statistics.fmean(each.answered for each in verdicts),
        COUNT: float(sum(len(each.picks) for each in verdicts)),
        TIME: round(statistics.median(each.total_ms for each in verdicts), 1),
    }


def _satisfies(pick: PickShown, case: Case, index: Index) -> bool:
    """Return whether the very SKU that was picked satisfies the case's filter."""
    table = index.table
    verdicts = table.verdicts((from_json(case.where),))[:, 0]
    at = table.position(pick.id)
    rows = [row for row in range(len(verdicts)) if table.row_product[row] == at]
    own = [row for row in rows if pick.sku is None or table.row_sku[row] == pick.sku]
    return any(verdicts[row] > 0 for row in own)
