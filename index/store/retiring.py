"""Deleting the generations that are neither live nor read by anyone."""

from __future__ import annotations

from pathlib import Path

from index.store import layout, locks, manifest
from index.store.backends import DISK, open_backend


def retire_others(index: Path) -> tuple[str, ...]:
    """Delete every generation but the live one; return those that readers still hold.

    What is held stays until a later build finds it free. What a crash left unfinished goes too.
    """
    live = layout.current(index)
    others = [name for name in layout.generations(index) if name != live]
    return tuple(name for name in others if not _retire(index, name))


def _retire(index: Path, name: str) -> bool:
    made = manifest.find(index / name)
    if not locks.remove_unleased(index, name):
        return False
    if made is not None and made.backend != DISK:
        backend = open_backend(index, made.backend)
        backend.retire(name)
        backend.close()
    return True
