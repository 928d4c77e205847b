"""Anchored examples: answers of ours, some made worse in a stated way, graded by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.judging.verdicts import HIGHEST, LOWEST
from index.errors import EvalError

ANCHORS = Path(__file__).parents[1] / "suites" / "judging" / "anchors.jsonl"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One example.

    Attributes:
        id: unique in the file; examples of one request share what stands before «~».
        catalogue: whose products it speaks of.
        turns: what the shopper said.
        texts: what the guide answered, a turn each.
        degraded: how the answer was made worse on purpose, or "" for what the guide really said.
        grade: 1 to 5, by hand.
        reason: why that grade.
    """

    id: str
    catalogue: str
    turns: tuple[str, ...]
    texts: tuple[str, ...]
    degraded: str
    grade: int
    reason: str

    @property
    def request(self) -> str:
        """The part of the id that all examples of one request share."""
        return self.id.partition("~")[0]

    @property
    def answers(self) -> tuple[dict[str, str], ...]:
        """The texts as a judge takes them."""
        return tuple({"text": text} for text in self.texts)


def read_anchors(path: Path = ANCHORS) -> list[Anchor]:
    """Return the examples of a JSONL file.

    Raises:
        EvalError: where there is no such file, or a line is no example; the message names it.
    """
    if not path.is_file():
        raise EvalError(f"no anchored examples at {str(path)!r}. Give a JSONL file of them.")
    found: list[Anchor] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(_anchor(line))
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path.name}, line {number}, is no anchored example: {error}. It needs id, "
            raise EvalError(
                message + "catalogue, turns, texts, degraded, grade, reason."
            ) from error
    return found


def _anchor(line: str) -> Anchor:
    row = json.loads(line)
    grade = int(row["grade"])
    if not LOWEST <= grade <= HIGHEST or len(row["turns"]) != len(row["texts"]):
        raise ValueError("the grade is not 1 to 5, or turns and texts do not pair")
    return Anchor(
        str(row["id"]),
        str(row["catalogue"]),
        tuple(map(str, row["turns"])),
        tuple(map(str, row["texts"])),
        str(row["degraded"]),
        grade,
        str(row["reason"]),
    )
