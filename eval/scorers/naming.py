"""Do the words and the cards agree? Every product shown is named, every product named is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eval.scorers.grounding import shown
from eval.scorers.kept import wanted
from eval.scoring import Asked, Json, MeanScorer, Score

_NAMED = re.compile(r"《(.+?)》(?=[^》]|$)")
TITLE_SHOWN = 12
"""Characters of a title that tell it apart where the words cut it."""


@dataclass(frozen=True, slots=True)
class NamedShown(MeanScorer):
    """1 where the picks and nearest of an answer are the products that its text names."""

    def __str__(self) -> str:
        return "NamedShown"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and the names without a card or the cards without a name."""
        if asked.outcome.silent:
            return Score(0.0, asked.outcome.error or "no answer")
        due = asked.case.where is not None and wanted(asked, 0) > 0
        if due and not any(True for _ in shown(asked.outcome.last)):
            return Score(0.0, "nothing is shown where something fits")
        wrong = [each for answer in asked.outcome.answers for each in _wrong(answer)]
        return Score(float(not wrong), "; ".join(wrong[:4]) or "all named, all shown")


def _wrong(answer: Json) -> list[str]:
    text = str(answer.get("text") or "")
    cards = [str(pick.get("title", "")) for pick in shown(answer)]
    asked_about = str(answer.get("act")) in ("ask", "compare")
    first = [
        str(p["title"]) for p in (*(answer.get("picks") or ()), *(answer.get("nearest") or ()))
    ]
    silent = [f"not named: {title}" for title in first if not _named(title, text)]
    if asked_about:
        return silent
    named = _NAMED.findall(text)
    unshown = [n for n in named if not any(n in card or _named(card, n) for card in cards)]
    return silent + [f"not shown: {name}" for name in unshown]


def _named(title: str, text: str) -> bool:
    return title[:TITLE_SHOWN] in text
