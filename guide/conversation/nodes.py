"""The nodes of the graph: each takes the state of a turn and returns what it adds to it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from guide.conversation.agent import plan, unrecognised
from guide.conversation.shop import Shop
from guide.conversation.state import Kept, State, context_of, needs_of, remember_shown
from guide.conversation.tools import Toolbox
from guide.conversation.wording import Worder
from guide.picks import Picks
from guide.reading import open_reader
from guide.turn import Turn
from index.wire import dump

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Update = dict[str, Any]

_OF_ACT = {"compare": "compare", "ask": "inquire", "chat": "word", "refuse": "word"}


def of_act(state: State) -> str:
    """Return the node that carries out what the shopper did."""
    return _OF_ACT.get(state["turn"].act, "choose")


class Nodes:
    """The nodes over one shop; what computes runs in a thread, so that other sessions go on."""

    def __init__(self, shop: Shop, model: BaseChatModel | None) -> None:
        self._shop = shop
        self._model = model
        self._reader = open_reader(shop.index, model)
        self._worder = Worder(shop, model)

    async def look(self, state: State) -> Update:
        """Read the photo of this turn, if it has one."""
        started = time.perf_counter()
        reading = await asyncio.to_thread(self._shop.look_at, state["request"]["photo"])
        return {"started": started, "reading": reading}

    async def read(self, state: State) -> Update:
        """Read the words (and the photo) into a Turn."""
        context = context_of(state, self._shop.currency)
        words, photo = state["request"]["text"], state["reading"]
        turn = await asyncio.to_thread(self._reader.read, words, photo, context)
        return self._taken(state, turn) | {"timings": {"read_ms": _since(state["started"])}}

    def after_reading(self, state: State) -> str:
        """Let a model plan what the rules did not recognise; else carry the turn out."""
        if self._model is not None and unrecognised(state["turn"]):
            return "plan"
        return of_act(state)

    async def plan(self, state: State) -> Update:
        """Let the model plan over the tools, in place of the rules' reading."""
        assert self._model is not None
        before = _untaken(state)
        context = context_of(before, self._shop.currency)
        words, photo = state["request"]["text"], state["reading"]
        toolbox = Toolbox(self._shop, self._reader, context, words, photo)
        turn = await plan(self._model, toolbox, words)
        return {} if turn is None else self._taken(before, turn)

    async def choose(self, state: State) -> Update:
        """Choose among the products by the standing Need."""
        started = time.perf_counter()
        need, _ = needs_of(state)
        shown = context_of(state, None).shown
        picks = await asyncio.to_thread(self._shop.search, need, shown)
        if picks.question is not None and picks.question.id in state.get("asked_ever", []):
            picks = replace(picks, question=None)
        return {"picks": picks, "timings": state["timings"] | {"search_ms": _since(started)}}

    async def compare(self, state: State) -> Update:
        """Put the products that the words point at side by side."""
        need, _ = needs_of(state)
        refers = state["turn"].refers
        if len(refers) < 2:
            return {"picks": Picks(need)}
        table = await asyncio.to_thread(self._shop.compare, refers, need)
        return {"picks": Picks(need, table=table)}

    async def inquire(self, state: State) -> Update:
        """Answer a question about shown products from their records."""
        need, _ = needs_of(state)
        turn = state["turn"]
        about = await asyncio.to_thread(self._shop.answer_about, turn.refers, turn.asks, need)
        return {"picks": Picks(need, notes=about)}

    async def word(self, state: State) -> Update:
        """Put everything into words, and remember what was shown."""
        need, _ = needs_of(state)
        picks = state.get("picks") or Picks(need)
        answer = await asyncio.to_thread(self._worder.answer, state, picks, _session())
        timings = state["timings"] | {"total_ms": _since(state["started"])}
        asked = answer.question.id if answer.question else None
        asked_ever = state.get("asked_ever", []) + ([asked] if asked else [])
        return {
            "answer": self._worder.timed(answer, timings),
            "asked": asked,
            "asked_ever": asked_ever,
            "locale": state["turn"].locale,
            **remember_shown(state, self._worder.shown(answer)),
        }

    def _taken(self, state: Kept, turn: Turn) -> Update:
        """Return the update by which `turn` becomes part of the session."""
        turns = state.get("turns", [])
        if turn.act == "undo":
            turns = turns[:-1]
        elif turn.edits:
            turns = [*turns, dump(turn)]
        return {"turn": turn, "turns": turns, "count": state.get("count", 0) + 1}


def _untaken(state: State) -> Kept:
    """Return the session as it was before the rules' reading was taken."""
    turns = state.get("turns", [])
    return {
        "turns": turns[:-1] if state["turn"].edits else turns,
        "count": state.get("count", 1) - 1,
        "shown": state.get("shown", []),
        "earlier": state.get("earlier", []),
        "asked": state.get("asked"),
    }


def _session() -> str:
    from langgraph.config import get_config

    return str(get_config()["configurable"]["thread_id"])


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
