"""One writer, any number of readers, by `flock`: a process that dies lets go by itself."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import StoreError
from index.store import layout

LEASE = "lease"


@contextmanager
def writer(index: Path) -> Generator[None]:
    """Hold the right to write to `index`.

    Raises:
        StoreError: where another process holds it.
    """
    handle = os.open(index / layout.WRITER_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise StoreError(
                f"the index at {str(index)!r} is being written by another process ({holder}). "
                "Wait until it is done, then run again."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


@dataclass
class Lease:
    """A reader's hold on one generation: while it lasts, the generation stays on disk."""

    generation: str
    _handle: int | None

    def release(self) -> None:
        """Let the generation go; more than once does no harm."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def lease_live(index: Path) -> Lease:
    """Return a lease on the live generation.

    Raises:
        StoreError: where no generation was ever finished, or the live one has gone.
    """
    name = None
    for _ in range(100):
        name = layout.current(index)
        if name is None:
            raise StoreError(
                f"the index at {str(index)!r} was never finished. "
                f"Run again: guide index build SOURCE --out {index}"
            )
        lease = _try_lease(index, name)
        if lease is not None:
            return lease
    raise StoreError(f"the live generation of the index at {str(index)!r} is missing: {name!r}.")


def _try_lease(index: Path, name: str) -> Lease | None:
    """Return None where the generation was retired between looking and locking."""
    try:
        handle = os.open(index / name / LEASE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(handle, fcntl.LOCK_SH)
    if os.fstat(handle).st_nlink == 0:
        os.close(handle)
        return None
    return Lease(name, handle)


def remove_unleased(index: Path, name: str) -> bool:
    """Delete a generation unless a reader holds it; return whether it is gone.

    What a reader holds stays until a later build finds it free.
    """
    folder = index / name
    try:
        handle = os.open(folder / LEASE, os.O_RDONLY)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (folder / LEASE).unlink()
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
