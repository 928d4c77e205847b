"""Does every pick beside a photo keep to every word? The index's own filter, turn by turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.predicates import wrong_picks
from eval.scoring import Asked, Json, MeanScorer, Score
from eval.turn_by_turn import judged


@dataclass(frozen=True, slots=True)
class WordsKept(MeanScorer):
    """1 where every pick of every turn satisfies that turn's filter, and there are enough of them.

    `none` asks for no picks, `first` for the very item at the head of what is shown, `shows`
    for it anywhere there, `says` for words of the text. A turn without an answer is wrong.
    """

    def __str__(self) -> str:
        return "WordsKept"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and what the first wrong turn got wrong."""
        return judged(
            asked, lambda expect, answer, _: _wrong(expect, answer, asked), ", all as asked"
        )


def _wrong(expect: Mapping[str, Any], answer: Json, asked: Asked) -> str:
    picks, near = answer.get("picks") or (), answer.get("nearest") or ()
    why = wrong_picks(expect, picks, asked.index)
    if why:
        return why
    heads = [each[0]["id"] for each in (picks, near) if each]
    if "first" in expect and expect["first"] not in heads:
        return f"{expect['first']} is not at the head of {heads}"
    shown = [str(pick["id"]) for pick in (*picks, *near)]
    if "shows" in expect and expect["shows"] not in shown:
        return f"{expect['shows']} is not among {shown}"
    missing = [word for word in expect.get("says", ()) if word not in str(answer.get("text"))]
    return f"does not say {'/'.join(missing)}" if missing else ""
