"""A full disk, foreseen where possible and explained where not."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from index.errors import GuideError, StoreError

MEGABYTE = 1 << 20
_COPIES = 4
"""Of a vector on its way: in Chroma's log and its graph, in the matrix, and some air."""
_ROW_BYTES = 1000
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NEARLY_FULL = MEGABYTE


def need_room(out: Path, rows: int, numbers: int) -> None:
    """Return where the disk of `out` has room for a generation.

    Args:
        out: the index.
        rows: vectors in all.
        numbers: float32 numbers in them.

    Raises:
        StoreError: where it has not.
    """
    needed = rows * _ROW_BYTES + numbers * 4 * _COPIES
    free = shutil.disk_usage(out).free
    if free < needed:
        raise StoreError(_message(out, f"has {free // MEGABYTE} MB free of the {_mb(needed)} due"))


@contextmanager
def explain_full_disk(out: Path) -> Generator[None]:
    """Turn whatever a full disk makes a library raise into one sentence.

    Raises:
        StoreError: where the disk of `out` is full.
    """
    try:
        yield
    except GuideError:
        raise
    except Exception as error:
        if not _is_full(error, out):
            raise
        raise StoreError(_message(out, "is full")) from error


def _is_full(error: Exception, out: Path) -> bool:
    """Ask the disk itself: Chroma may raise anything then, even an AttributeError."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    return shutil.disk_usage(out).free < _NEARLY_FULL


def _mb(size: int) -> str:
    return f"{-(-size // MEGABYTE)} MB"


def _message(out: Path, what: str) -> str:
    return (
        f"the disk of {str(out)!r} {what}; the index there is as it was. "
        "Free some space and run again: it goes on from what was computed."
    )
