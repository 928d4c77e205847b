"""The nodes of the graph: each takes the state of a turn and returns what it adds to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from guide.answer import Answer, Timings, assemble
from guide.choosing.answering import DRAWBACKS
from guide.choosing.extremes import MOST
from guide.choosing.topics import about_promotions, attributes_asked
from guide.conversation.agent import plan, unrecognised
from guide.conversation.photos import seen_in
from guide.conversation.readers import Readers
from guide.conversation.shop import FEWEST_TO_COMPARE, Shop
from guide.conversation.state import (
    Kept,
    State,
    context_of,
    needs_of,
    remember_named,
    remember_shown,
    remember_spoken,
    turns_of,
)
from guide.conversation.tools import Toolbox
from guide.picks import Claim, Picks
from guide.reading.pictures import pointed
from guide.turn import Locale, PhotoReading, Shown, Turn
from guide.wording import ModelWriter, TemplateWriter, Writer, make_brief
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
        self._readers = Readers(shop.index, model)
        self._writer: Writer = TemplateWriter()
        if model is not None:
            self._writer = ModelWriter(model, self._writer)

    async def look(self, state: State) -> Update:
        """Read the photo of this turn, if it has one."""
        started = time.perf_counter()
        return {"started": started, "reading": await asyncio.to_thread(self._looked, state)}

    def _looked(self, state: State) -> PhotoReading | None:
        """Return what the photo of this turn shows, or the part of the standing one pointed at."""
        request = state["request"]
        words, photo = request["text"], request["photo"]
        box = tuple(request["box"]) if request.get("box") else None
        if photo is not None:
            return self._shop.look_at(photo, words, box)
        standing = needs_of(state)[0].photo
        if standing is None:
            return None
        if box is None:
            box = pointed(words, self._shop.things_in(standing.photo))
        return None if box is None else self._shop.look_at(standing.photo, words, box)

    async def read(self, state: State) -> Update:
        """Read the words (and the photo) into a Turn."""
        context = context_of(state, self._shop.currency)
        words, photo = state["request"]["text"], state["reading"]
        reader = self._readers.current()
        turn = await asyncio.to_thread(reader.read, words, photo, context)
        if not words.strip():
            turn = replace(turn, locale=_locale(state))
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
        toolbox = Toolbox(self._shop, self._readers.rules(), context, words, photo)
        turn = await plan(self._model, toolbox, words)
        return {} if turn is None else self._taken(before, turn)

    async def choose(self, state: State) -> Update:
        """Choose among the products by the standing Need."""
        started = time.perf_counter()
        need, _ = needs_of(state)
        asked = tuple(state.get("asked_ever", []))
        picks = await asyncio.to_thread(self._shop.search, need, asked)
        told = (Claim("about.promotions"),) if about_promotions(state["turn"].text) else ()
        picks = replace(picks, seen=seen_in(state["reading"]), notes=(*picks.notes, *told))
        return {"picks": picks, "timings": state["timings"] | {"search_ms": _since(started)}}

    async def compare(self, state: State) -> Update:
        """Put the products that the words point at side by side."""
        need, _ = needs_of(state)
        turn = state["turn"]
        if len(turn.refers) < FEWEST_TO_COMPARE:
            return {"picks": Picks(need)}
        asked = (*turn.asks, *attributes_asked(turn.text))
        table = await asyncio.to_thread(self._shop.compare, turn.refers, need, asked)
        about = ()
        if DRAWBACKS in turn.asks:
            about = await asyncio.to_thread(self._shop.answer_about, turn, need)
        return {"picks": Picks(need, table=table, notes=about)}

    async def inquire(self, state: State) -> Update:
        """Answer a question about shown products from their records."""
        need, _ = needs_of(state)
        about = await asyncio.to_thread(self._shop.answer_about, state["turn"], need)
        return {"picks": Picks(need, notes=about)}

    async def word(self, state: State) -> Update:
        """Put everything into words, and remember what was shown."""
        answer = await asyncio.to_thread(self._answer, state)
        asked = answer.question.id if answer.question else None
        return {
            "answer": replace(answer, timings=_timings(state)),
            "asked": asked,
            "asked_ever": state.get("asked_ever", []) + ([asked] if asked else []),
            **remember_shown(state, _shown(answer)),
        }

    def _answer(self, state: State) -> Answer:
        need, _ = needs_of(state)
        brief = make_brief(state["turn"], state.get("picks") or Picks(need), self._shop.index)
        number = state.get("count", 1)
        return assemble(brief, self._writer.write(brief), session=_session(), number=number)

    def _taken(self, state: Kept, turn: Turn) -> Update:
        """Return the update by which `turn` becomes part of the session."""
        turns = state.get("turns", [])
        if turn.act == "undo":
            turns = turns[:-1]
        elif turn.edits:
            turns = [*turns, dump(turn)]
        taken: Update = {"turn": turn, "turns": turns, "count": state.get("count", 0) + 1}
        taken |= remember_named(state, tuple(self._named(state, turn)))
        taken |= remember_spoken(state, turn)
        if turn.act == "ask" and (len(turn.refers) == 1 or turn.asks[:1] == (MOST,)):
            taken |= {"focus": turn.refers[0].product_id, "question": turn.question}
        return taken

    def _named(self, state: Kept, turn: Turn) -> Iterator[Shown]:
        """Yield the products that the words point at and that were not shown before."""
        around = {row["product_id"] for row in (*state.get("shown", []), *state.get("earlier", []))}
        for ref in turn.refers:
            if ref.product_id not in around:
                title = self._shop.index.product(ref.product_id).title
                yield Shown(0, ref.product_id, ref.sku_id, title)


def _locale(state: State) -> Locale:
    """Return the language of a turn without words: the page's, else that of the turn before."""
    asked = state["request"].get("locale")
    earlier = turns_of(state)[-1:]
    return asked or (earlier[0].locale if earlier else "zh")


def _untaken(state: State) -> Kept:
    """Return the session as it was before the rules' reading was taken."""
    turns = state.get("turns", [])
    return {
        "turns": turns[:-1] if state["turn"].edits else turns,
        "count": state.get("count", 1) - 1,
        "shown": state.get("shown", []),
        "earlier": state.get("earlier", []),
        "asked": state.get("asked"),
        "spoken": state.get("spoken", []),
    }


def _shown(answer: Answer) -> tuple[Shown, ...]:
    """The products on screen, numbered as the page numbers them: picks, then the nearest."""
    groups = [group.chosen for group in answer.groups if group.chosen is not None]
    near = {pick.id for pick in answer.nearest} if answer.picks else set[str]()
    picks = (*answer.picks, *answer.nearest, *groups)
    return tuple(
        Shown(n, pick.id, pick.sku, pick.title, near=pick.id in near)
        for n, pick in enumerate(picks, start=1)
    )


def _session() -> str:
    from langgraph.config import get_config

    return str(get_config().get("configurable", {})["thread_id"])


def _timings(state: State) -> Timings:
    parts = state["timings"]
    return Timings(
        read_ms=parts.get("read_ms", 0.0),
        search_ms=parts.get("search_ms", 0.0),
        total_ms=_since(state["started"]),
    )


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
