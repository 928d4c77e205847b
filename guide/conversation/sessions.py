"""Where sessions are kept: one SQLite file, written once a turn, old sessions forgotten."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SessionError

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

DAY = 86_400
"""Seconds."""

_USED = "CREATE TABLE IF NOT EXISTS used (session TEXT PRIMARY KEY, at REAL NOT NULL)"


class Sessions:
    """The saved sessions of one file, and when each was last used."""

    def __init__(self, saver: AsyncSqliteSaver) -> None:
        self._saver = saver

    @property
    def saver(self) -> BaseCheckpointSaver[str]:
        """The checkpointer that the graph writes to."""
        return self._saver

    async def touch(self, session: str) -> None:
        """Note that `session` was used now."""
        async with self._saver.lock:
            await self._saver.conn.execute(
                "INSERT OR REPLACE INTO used VALUES (?, ?)", (session, time.time())
            )
            await self._saver.conn.commit()

    async def forget(self, older_than_days: float) -> int:
        """Delete the sessions not used for so long; return how many."""
        limit = time.time() - older_than_days * DAY
        async with self._saver.lock:
            cursor = await self._saver.conn.execute(
                "SELECT session FROM used WHERE at < ?", (limit,)
            )
            old = [str(row[0]) for row in await cursor.fetchall()]
        for session in old:
            await self._saver.adelete_thread(session)
        async with self._saver.lock:
            await self._saver.conn.executemany(
                "DELETE FROM used WHERE session = ?", [(session,) for session in old]
            )
            await self._saver.conn.commit()
        return len(old)


@asynccontextmanager
async def open_sessions(path: Path) -> AsyncGenerator[Sessions]:
    """Open (or make) the session file.

    Raises:
        SessionError: where the file cannot be opened, or is not one of ours.
    """
    import sqlite3

    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        async with AsyncSqliteSaver.from_conn_string(str(path)) as saver:
            await saver.setup()
            await saver.conn.execute(_USED)
            await saver.conn.commit()
            yield Sessions(saver)
    except sqlite3.Error as error:
        raise SessionError(
            f"the session file {str(path)!r} cannot be used ({error}). Move it away to start anew."
        ) from error
