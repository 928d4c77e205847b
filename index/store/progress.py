"""How a long build says where it is; the library never prints."""

from __future__ import annotations

from typing import Literal, Protocol

Stage = Literal["draw", "read", "facts", "texts", "photos", "photo facts", "store", "verify"]


class Progress(Protocol):
    """Told about each stage as it goes on."""

    def start(self, stage: Stage, total: int | None) -> None:
        """A stage begins; it has `total` steps, or nobody knows how many."""
        ...

    def advance(self, steps: int = 1) -> None:
        """Some steps of the stage are done."""
        ...


class Silent:
    """Says nothing."""

    def start(self, stage: Stage, total: int | None) -> None:
        """Ignore it."""

    def advance(self, steps: int = 1) -> None:
        """Ignore it."""
