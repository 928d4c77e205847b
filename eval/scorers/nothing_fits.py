"""Where nothing fits: is the blocking wish named, what lifting it gives exact, the nearest near?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.scoring import Asked, Json, MeanScorer, Score
from index.lexicon import fold


@dataclass(frozen=True, slots=True)
class NothingFits(MeanScorer):
    """1 where there are no picks, every block is named with its count and price, and nearest fit.

    For a kind that is not carried: that it says so, and the closest kind is one of those expected.
    """

    def __str__(self) -> str:
        return "NothingFits"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and all that is wrong."""
        answer, raw = asked.outcome.last, asked.case.raw
        if not answer.get("text"):
            return Score(0.0, asked.outcome.error or "no answer")
        wrong = [f"{len(answer['picks'])} picks"] if answer.get("picks") else []
        wrong += _not_carried(answer, raw) if raw.get("not_carried") else _blocks(answer, raw)
        return Score(float(not wrong), "; ".join(wrong) or "as expected")


def _not_carried(answer: Json, raw: Mapping[str, Any]) -> list[str]:
    said = answer.get("not_carried")
    if not said:
        return ["does not say that it is not carried"]
    closest = {fold(str(each)) for each in raw.get("closest", ())}
    if closest and fold(str(said.get("closest"))) not in closest:
        return [f"closest is {said.get('closest')!r}"]
    return []


def _blocks(answer: Json, raw: Mapping[str, Any]) -> list[str]:
    relaxations = answer.get("relaxations") or ()
    wrong = [
        f"no exact relaxation for {block['words']}: "
        + ", ".join(f"{r['said']} → {r['count']} from {r['from_price']}" for r in relaxations)
        for block in raw.get("blocks", ())
        if not any(_lifts(block, relaxation) for relaxation in relaxations)
    ]
    near = [str(pick["id"]) for pick in answer.get("nearest") or ()]
    far = [each for each in near if each not in raw.get("nearest_in", near)]
    if not near:
        wrong.append("no nearest")
    return wrong + ([f"not near: {', '.join(far)}"] if far else [])


def _lifts(block: Mapping[str, Any], relaxation: Json) -> bool:
    said = fold(str(relaxation.get("said", "")))
    words: Sequence[Sequence[str]] = block.get("words", ())
    named = all(any(fold(str(word)) in said for word in group) for group in words)
    counts, prices = block.get("count"), block.get("from_price")
    exact = not counts or relaxation.get("count") in counts
    return named and exact and (not prices or relaxation.get("from_price") in prices)
