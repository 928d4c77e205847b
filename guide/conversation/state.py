"""What a session remembers, as JSON types only; products and photos stay in the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypedDict, cast

from langgraph.channels import UntrackedValue

from guide.answer import Answer
from guide.apply import replay
from guide.choosing.extremes import MOST
from guide.need import Need
from guide.picks import Picks
from guide.turn import Context, PhotoReading, Shown, Turn
from index.wire import dump, load

SPOKEN_AT_ONCE = 2
"""Whoever speaks of more at once speaks of the whole screen."""
SHOWN_KEPT = 40
"""How many earlier products can still be referred to («刚才那个黑的»)."""


class Kept(TypedDict, total=False):
    """What is saved of a session, all of it JSON.

    Attributes:
        turns: the turns that stand, oldest first; an undo takes the last one away.
        count: turns taken so far, undone ones included.
        shown: products of the last answer that showed any, in their positions.
        earlier: products shown before those, latest first.
        asked: the id of the question that the last answer put, or None.
        asked_ever: ids of all questions put, so that none is put twice.
        focus: the product that was asked about last, until others are shown.
        question: what was asked about it.
        spoken: products asked about or compared, the latest first, until others are shown.
    """

    turns: list[dict[str, Any]]
    count: int
    shown: list[dict[str, Any]]
    earlier: list[dict[str, Any]]
    asked: str | None
    asked_ever: list[str]
    focus: str | None
    question: str
    spoken: list[str]


class State(Kept):
    """A session during one turn; what is untracked is never saved.

    Attributes:
        request: `{"text", "photo"}`; `photo` is the content hash of the stored photo, or None.
        started: when the turn began, in seconds of `time.perf_counter`.
        reading: what was read from this turn's photo.
        turn: what the shopper just did.
        picks: the outcome of choosing, comparing or inquiring.
        timings: milliseconds so far.
        answer: the outcome.
    """

    request: dict[str, Any]
    started: Annotated[float, UntrackedValue]
    reading: Annotated[PhotoReading | None, UntrackedValue]
    turn: Annotated[Turn, UntrackedValue]
    picks: Annotated[Picks, UntrackedValue]
    timings: Annotated[dict[str, float], UntrackedValue]
    answer: Annotated[Answer, UntrackedValue]


def turns_of(state: Kept) -> tuple[Turn, ...]:
    """Return the turns that stand."""
    return tuple(load(Turn, turn) for turn in state.get("turns", []))


def needs_of(state: Kept) -> tuple[Need, tuple[Need, ...]]:
    """Return the standing Need and the shelved ones."""
    return replay(turns_of(state))


def context_of(state: Kept, currency: str | None) -> Context:
    """Return what a Reader may know before this turn."""
    need, shelf = needs_of(state)
    return Context(
        turn=state.get("count", 0) + 1,
        need=need,
        shelf=shelf,
        shown=_shown(state.get("shown", [])),
        earlier=_shown(state.get("earlier", [])),
        asked=state.get("asked"),
        currency=currency,
        focus=state.get("focus"),
        question=state.get("question", ""),
        spoken=tuple(state.get("spoken", [])),
    )


def remember_shown(state: Kept, shown: Sequence[Shown]) -> dict[str, Any]:
    """Return the update that makes `shown` the products on screen; nothing where it is empty."""
    if not shown:
        return {}
    earlier = state.get("shown", []) + state.get("earlier", [])
    now = [dump(item) for item in shown]
    none = {"focus": None, "question": "", "spoken": list[str]()}
    return {"shown": now, "earlier": earlier[:SHOWN_KEPT], **none}


def remember_spoken(state: Kept, turn: Turn) -> dict[str, Any]:
    """Return the update that lets «这两个» mean those asked about or compared last."""
    if turn.act not in ("ask", "compare") or not turn.refers:
        return {}
    most = turn.asks[:1] == (MOST,)
    if len(turn.refers) > SPOKEN_AT_ONCE and not most:
        return {}
    now = [ref.product_id for ref in (turn.refers[:1] if most else turn.refers)]
    before = [each for each in state.get("spoken", []) if each not in now]
    return {"spoken": [*now, *before][:SHOWN_KEPT]}


def remember_named(state: Kept, named: Sequence[Shown]) -> dict[str, Any]:
    """Return the update that lets what an answer named, and did not show, be referred to."""
    if not named:
        return {}
    return {"earlier": [*(dump(item) for item in named), *state.get("earlier", [])][:SHOWN_KEPT]}


def _shown(rows: Sequence[dict[str, Any]]) -> tuple[Shown, ...]:
    return tuple(load(Shown, cast("Any", row)) for row in rows)
