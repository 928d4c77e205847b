"""Is what is shown to a photo of the right kind?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.predicates import satisfies
from eval.scoring import Asked, Json, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class PhotoKind(MeanScorer):
    """Share of the turns whose first product is of an expected kind; nothing shown is wrong.

    `not_carried` asks that the shop be said not to have it, instead.
    """

    def __str__(self) -> str:
        return "PhotoKind"

    def score(self, asked: Asked) -> Score:
        """Return the share of right turns, and what the wrong ones showed."""
        turns = [t for t in asked.case.raw.get("turns", ()) if t.get("expect")]
        answers = [
            answer
            for turn, answer in zip(
                asked.case.raw.get("turns", ()), asked.outcome.answers, strict=False
            )
            if turn.get("expect")
        ]
        if len(answers) < len(turns):
            return Score(0.0, asked.outcome.error or "turns without an answer")
        wrong = [
            said
            for turn, answer in zip(turns, answers, strict=True)
            if (said := _wrong(turn["expect"], answer, asked))
        ]
        share = 1 - len(wrong) / max(len(turns), 1)
        return Score(share, "; ".join(wrong) or "all of the right kind")


def _wrong(expect: Any, answer: Json, asked: Asked) -> str:
    if expect.get("not_carried"):
        return "" if answer.get("not_carried") else "not said that the shop has none"
    kinds = expect.get("kind")
    if not kinds:
        return ""
    shown = [*(answer.get("picks") or ()), *(answer.get("nearest") or ())]
    if answer.get("not_carried") or not shown:
        return "said not to be carried" if answer.get("not_carried") else "nothing shown"
    where = {"in": {"name": "kind", "values": list(kinds)}}
    first = {"id": shown[0]["id"], "sku": None}
    return "" if satisfies(first, where, asked.index) else f"first is {shown[0].get('title')}"
