"""What the shop does carry, where it does not carry what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.opening import Index
    from index.vocabulary.vocabulary import Kind


def closest_kind(words: str, index: Index) -> Kind | None:
    """Return the carried kind closest to `words`; None in a catalogue without kinds."""
    link = index.vocabulary.link_kind(words, index.encoder)
    found = (index.vocabulary.kind(kind) for kind in (*link.closest, *link.kinds))
    return next((kind for kind in found if kind is not None), None)
