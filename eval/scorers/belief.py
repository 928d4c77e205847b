"""Does the wish after each turn hold what the shopper stands by?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.scoring import Asked, Parts, Score
from eval.understanding import Case as Reading
from eval.understanding import judge
from guide.need import Budget, Need
from index.wire import load


@dataclass(frozen=True, slots=True)
class BeliefF1:
    """F1 of the slots of a belief state, over all turns of all dialogues together.

    A slot is the kind, the budget (both ends), or a constraint; what nobody asked for counts
    against it. A turn without an answer misses all of its slots. The belief states hold what the
    other system offered too («联想» after it showed one), which ours may never have shown.
    """

    more_is_better = True

    def __str__(self) -> str:
        return "BeliefF1"

    def score(self, asked: Asked) -> Score:
        """Return the dialogue's own F1, and what was wrong turn by turn."""
        hits, extra, missed = 0, 0, 0
        reasons: list[str] = []
        for at, turn in enumerate(asked.case.raw.get("turns", ())):
            answers = asked.outcome.answers
            need = answers[at].get("need") if at < len(answers) else None
            found = _compared(turn["belief"], need, asked)
            hits, extra, missed = hits + found[0], extra + found[1], missed + found[2]
            reasons += [f"turn {at + 1}: {found[3]}"] if found[3] else []
        parts = (float(hits), float(extra), float(missed))
        reason = asked.outcome.error or "; ".join(reasons) or "all held"
        return Score(_f1(*parts), reason, parts)

    def overall(self, parts: Parts) -> float:
        """Return the F1 of the sums."""
        return _f1(*(float(each) for each in parts.sum(axis=0)))


def _compared(belief: Any, need: Any, asked: Asked) -> tuple[int, int, int, str]:
    """Return hits, what is too much, misses, and what was wrong in words."""
    wanted = bool(belief["kind"]) + bool(belief["budget"])
    if not need:
        return 0, 0, wanted + len(belief["constraints"]), "no wish"
    got = load(Need, need)
    verdict = judge(Reading(asked.case.id, "", "", belief), got, asked.index.vocabulary)
    ends = belief["budget"] is not None and _same_ends(belief["budget"], got.budget)
    right = int(bool(belief["kind"]) and verdict.kind) + int(ends)
    spare = int(belief["budget"] is None and got.budget is not None)
    why = [each for each in verdict.why if each.startswith(("missed", "extra"))]
    why += [f"kind {got.kind_words!r}"] if belief["kind"] and not verdict.kind else []
    why += [f"budget {got.budget}"] if belief["budget"] and not ends else []
    missed = wanted - right + verdict.missed
    return right + verdict.hits, spare + verdict.extra, missed, "; ".join(why)


def _same_ends(wanted: Any, got: Budget | None) -> bool:
    if got is None:
        return False
    pairs = ((wanted["low"], got.low), (wanted["high"], got.high))
    return all(_float(one) == _float(other) for one, other in pairs)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _f1(hits: float, extra: float, missed: float) -> float:
    return 2 * hits / (2 * hits + extra + missed) if hits + extra + missed else 1.0
