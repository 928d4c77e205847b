"""Which store of vectors an index uses."""

from __future__ import annotations

from pathlib import Path

from index.errors import SettingsError
from index.store.chroma import DiskBackend
from index.store.protocol import SearchBackend

DISK = "disk"


def open_backend(index: Path, address: str = DISK) -> SearchBackend:
    """Return the backend of `index`: `disk`, or a Chroma server `http://HOST:PORT/NAME`.

    Raises:
        SettingsError: where `address` is neither.
    """
    if address == DISK:
        return DiskBackend(index)
    if address.startswith(("http://", "https://")):
        from index.store.server import ServerBackend

        return ServerBackend(address)
    raise SettingsError(f"a store of vectors is 'disk' or http://HOST:PORT/NAME, not {address!r}.")
