"""The door to the guide: a session, words and a photo in, an Answer out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from guide.conversation.graph import build_graph
from guide.conversation.photos import Box, PhotoShelf
from guide.conversation.sessions import Sessions, open_sessions
from guide.conversation.shop import Shop
from guide.conversation.state import State
from index.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from guide.answer import Answer
    from guide.turn import Locale
    from index.opening import Index

log = logging.getLogger(__name__)

SESSION_DAYS = 30.0
"""A session not used for so long is forgotten when the guide is opened."""
WARM_SESSION = "warm-up"
WARM_WORDS = ("轻奢招财 zippo", "something that no shop has")
"""Words of no kind: what only such requests need is loaded too."""
LONGEST_REQUEST = 2_000
"""Characters; a longer request is cut, and the answer is to what was kept."""


class Guide:
    """A guide over one index, answering any number of sessions at once."""

    def __init__(
        self, index: Index, sessions: Sessions, model: BaseChatModel | None = None
    ) -> None:
        self.index = index
        self.shop = Shop(index, PhotoShelf(index.folder / "photos", index))
        self._sessions = sessions
        self._graph = build_graph(self.shop, model, sessions.saver)
        self._locks: dict[str, asyncio.Lock] = {}

    async def aanswer(
        self,
        session: str,
        text: str = "",
        photo: Path | bytes | None = None,
        *,
        box: Box | None = None,
        locale: Locale | None = None,
    ) -> Answer:
        """Return the answer to one turn of a session; turns of one session wait for each other.

        Args:
            session: the conversation.
            text: the words.
            photo: the photo of this turn.
            box: the part that is meant of this photo, or of the last one: left, top, right and
                bottom as parts of its width and height.
            locale: the language to answer a turn without words in.

        Raises:
            PhotoError: where the photo is refused, or the box is no part of it.
            SettingsError: where there is neither text nor photo nor box.
        """
        if not text.strip() and photo is None and box is None:
            raise SettingsError("nothing was asked: there is neither text nor a photo.")
        kept = None if photo is None else await asyncio.to_thread(self.shop.photos.keep, photo)
        request = {"text": text[:LONGEST_REQUEST], "photo": kept, "box": box, "locale": locale}
        async with self._locks.setdefault(session, asyncio.Lock()):
            await asyncio.to_thread(self.index.refresh)
            final = await self._graph.ainvoke(
                cast("State", {"request": request}),
                config={"configurable": {"thread_id": session}},
                durability="exit",
            )
            await self._sessions.touch(session)
        return cast("Any", final)["answer"]

    async def awarm(self) -> None:
        """Load what the first words and the first photo would else wait for."""
        await asyncio.to_thread(self.index.encoder.queries, ["你好"])
        await asyncio.to_thread(self.shop.photos.warm)
        for words in (f"{self.index.products[0].title},500以内", *WARM_WORDS):
            await self.aanswer(WARM_SESSION, words)
            await self.aforget(WARM_SESSION)

    async def aforget(self, session: str) -> None:
        """Forget a session: its wishes and what it was shown."""
        await self._sessions.saver.adelete_thread(session)
        self._locks.pop(session, None)


@asynccontextmanager
async def open_guide(
    index: Path, *, model: str | None = None, sessions: Path | None = None
) -> AsyncGenerator[Guide]:
    """Open the guide over the index in a folder; its sessions live beside the index.

    Args:
        index: the index's folder.
        model: `PROVIDER:MODEL`, `scripted:FILE`, or None for the rules alone.
        sessions: the session file; by default inside the index's folder.

    Raises:
        StoreError: where there is no index.
        SettingsError: where the model cannot be used.
    """
    from guide.conversation.models import open_model
    from index.opening import Index

    opened = await asyncio.to_thread(Index.open, index)
    try:
        async with open_sessions(sessions or index / "sessions.sqlite3") as kept:
            forgotten = await kept.forget(SESSION_DAYS)
            if forgotten:
                log.info("forgot %d sessions unused for %g days", forgotten, SESSION_DAYS)
            yield Guide(opened, kept, open_model(model) if model else None)
    finally:
        opened.close()
