"""Does what a shopper said stand in the wish that was read?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eval.scoring import Asked, Json, Parts, Score
from index.lexicon import fold

LOOSE = "words"
"""The part of a wish that no attribute took: it is searched by meaning only."""


@dataclass(frozen=True, slots=True)
class ValuesKept:
    """Share of the values said that stand in the wish after their turn, over all cases together.

    With `read`, those count only that were understood: as a kind, an amount or a wish on an
    attribute, not as loose words. A turn without an answer misses all of its values.
    """

    read: bool = False
    more_is_better = True

    def __str__(self) -> str:
        return "ValuesRead" if self.read else "ValuesKept"

    def score(self, asked: Asked) -> Score:
        """Return the case's own share, and the values that are missing."""
        turns = asked.case.raw.get("turns", ())
        wanted, missed = 0, list[str]()
        for at, turn in enumerate(turns):
            answers = asked.outcome.answers
            need = (answers[at].get("need") or {}) if at < len(answers) else {}
            held = [fold(text) for text in _texts(need, loose=not self.read)]
            values = [str(value) for value in turn.get("said", ())]
            wanted += len(values)
            missed += [value for value in values if not _stands(fold(value), held)]
        hits = wanted - len(missed)
        reason = f"missing: {', '.join(missed)}" if missed else "all there"
        value = hits / wanted if wanted else None
        return Score(value, asked.outcome.error or reason, (hits, wanted))

    def overall(self, parts: Parts) -> float:
        """Return the values that stand over all that were said."""
        hits, wanted = parts.sum(axis=0)
        return float(hits / wanted) if wanted else 0.0


def _texts(value: Any, *, loose: bool, name: str = "") -> Iterator[str]:
    """Yield every text of a wish; what was searched by meaning only where asked for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            own = key == LOOSE and name == "" and not loose
            if not own and key not in ("topic", "id"):
                yield from _texts(each, loose=loose, name=key)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each, loose=loose, name=name or "list")


def _stands(value: str, held: list[str]) -> bool:
    return any(value in text or (len(text) > 1 and text in value) for text in held if text)


@dataclass(frozen=True, slots=True)
class ActRight:
    """Share of the turns that are taken for what they are, over all cases together."""

    more_is_better = True

    def __str__(self) -> str:
        return "ActRight"

    def score(self, asked: Asked) -> Score:
        """Return the case's own share, and what the wrong turns were taken for."""
        turns = [t for t in asked.case.raw.get("turns", ()) if (t.get("expect") or {}).get("act")]
        answers = asked.outcome.answers
        acts = [answers[at].get("act") if at < len(answers) else None for at in range(len(turns))]
        wrong = [
            f"{turn['text']!r} was taken for {act}"
            for turn, act in zip(turns, acts, strict=True)
            if act is None or act not in _allowed(turn)
        ]
        hits = len(turns) - len(wrong)
        reason = "; ".join(wrong) or "as meant"
        return Score(hits / max(len(turns), 1), asked.outcome.error or reason, (hits, len(turns)))

    def overall(self, parts: Parts) -> float:
        """Return the right turns over all turns."""
        hits, turns = parts.sum(axis=0)
        return float(hits / turns) if turns else 0.0


def _allowed(turn: Json) -> tuple[str, ...]:
    acts = turn["expect"]["act"]
    return (acts,) if isinstance(acts, str) else tuple(acts)
