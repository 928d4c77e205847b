"""A chat model as a judge: it reads a request and an answer, never who gave the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from eval.judging.verdicts import LOWEST, Verdict, Winner, parse_grade, parse_winner

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Json = Mapping[str, Any]
NO_WORDS = "no words: the lowest grade, without asking"


@dataclass(frozen=True, slots=True)
class Preference:
    """Which of two answers is better, asked in both orders.

    Attributes:
        winner: `first` or `second` of the two given where both orders agree, `tie` where they do
            not or both see none; None where a reply could not be parsed.
        orders: who won with the first in front, then with the second in front (`A` is in front).
        reason: of the first order.
    """

    winner: str | None
    orders: tuple[Winner | None, Winner | None]
    reason: str = ""

    @property
    def agrees(self) -> bool | None:
        """Whether the verdict is the same in both orders; None where one is unparsed."""
        if None in self.orders:
            return None
        return _named(self.orders[0], swapped=False) == _named(self.orders[1], swapped=True)


class Judge:
    """Grades and compares answers through a chat model, one request at a time."""

    def __init__(self, model: BaseChatModel, name: str = "") -> None:
        self._model = model
        self.name = name

    async def grade(self, turns: Sequence[str], answers: Sequence[Json]) -> Verdict:
        """Return the grade of a conversation's answers; silence gets the lowest unasked."""
        if not any(answer.get("text") for answer in answers):
            return Verdict(LOWEST, NO_WORDS)
        said = await self._ask("grade", f"<conversation>\n{shown(turns, answers)}\n</conversation>")
        return parse_grade(said)

    async def prefer(
        self, turns: Sequence[str], first: Sequence[Json], second: Sequence[Json]
    ) -> Preference:
        """Return which of two is better, asked once in each order."""
        front, reason = parse_winner(await self._ask("prefer", _both(turns, first, second)))
        back, _ = parse_winner(await self._ask("prefer", _both(turns, second, first)))
        if front is None or back is None:
            return Preference(None, (front, back), reason)
        one, other = _named(front, swapped=False), _named(back, swapped=True)
        return Preference(one if one == other else "tie", (front, back), reason)

    async def _ask(self, what: str, text: str) -> str:
        from langchain_core.messages import HumanMessage, SystemMessage

        asked = [SystemMessage(rubric()[what].strip()), HumanMessage(text)]
        reply = await self._model.ainvoke(asked)
        return str(reply.text)


def open_judge(spec: str) -> Judge:
    """Return the judge of a model spec (`PROVIDER:MODEL` or `scripted:FILE`).

    Raises:
        SettingsError: where the model cannot be used.
    """
    from guide.conversation.models import open_model

    return Judge(open_model(spec), spec)


def shown(turns: Sequence[str], answers: Sequence[Json]) -> str:
    """Return a conversation as a judge reads it: what was said, and the words of each answer."""
    parts: list[str] = []
    for turn, answer in zip(turns, answers, strict=False):
        parts += [f"Shopper: {turn}", f"Guide: {answer.get('text') or '(nothing)'}"]
    return "\n".join(parts)


def _both(turns: Sequence[str], front: Sequence[Json], back: Sequence[Json]) -> str:
    return (
        f"<A>\n{shown(turns, front)}\n</A>\n\n<B>\n{shown(turns, back)}\n</B>\n\n"
        "Whose words serve the shopper better?"
    )


def _named(winner: Winner | None, *, swapped: bool) -> str | None:
    """Return who of the two given won, by who stood where."""
    if winner in (None, "tie"):
        return winner
    return "first" if (winner == "A") != swapped else "second"


@cache
def rubric() -> Mapping[str, str]:
    """Return what the model is told for grading (`grade`) and comparing (`prefer`)."""
    import tomllib

    return tomllib.loads(files("eval.judging").joinpath("rubric.toml").read_text("utf-8"))
