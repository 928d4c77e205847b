"""Does every turn of a conversation do what was meant?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.earlier_turns import wrong_against_earlier
from eval.predicates import wrong_picks
from eval.scoring import Asked, Json, MeanScorer, Score
from eval.turn_by_turn import judged


@dataclass(frozen=True, slots=True)
class DialogueRight(MeanScorer):
    """1 where every turn is right.

    What a turn's `expect` can ask: `act` (one or several), `where` with `at_least` (of its picks),
    `none` (no picks), `table` (there is one), `says` and `silent_on` (words in the text, or not),
    and what `eval.earlier_turns` holds against earlier turns and the records.
    """

    def __str__(self) -> str:
        return "DialogueRight"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and the first turn that went wrong."""

        def wrong(expect: Mapping[str, Any], answer: Json, number: int) -> str:
            return _wrong(expect, answer, asked) or wrong_against_earlier(expect, number, asked)

        return judged(asked, wrong, " right")


def _wrong(expect: Mapping[str, Any], answer: Json, asked: Asked) -> str:
    acts = expect.get("act")
    allowed = [acts] if isinstance(acts, str) else acts or ()
    picks, text = answer.get("picks") or (), str(answer.get("text") or "")
    if not text:
        return "no answer"
    if allowed and answer.get("act") not in allowed:
        return f"act {answer.get('act')!r}, not {'/'.join(allowed)}"
    why = wrong_picks(expect, picks, asked.index)
    if why:
        return why
    if expect.get("table") and not answer.get("table"):
        return "no table"
    missing = [word for word in expect.get("says", ()) if word not in text]
    spoken = [word for word in expect.get("silent_on", ()) if word in text]
    return ", ".join([f"does not say {w}" for w in missing] + [f"says {w}" for w in spoken])
