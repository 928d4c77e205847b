"""Which kind of thing a photo shows, out of the kinds that a catalogue carries.

Two witnesses, mixed: the kinds of the products whose photos look most alike, and the words of the
kinds themselves against the photo in the joint space.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import LITE2, load_classes
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder
    from index.photos.table import PhotoTable
    from index.vocabulary import Vocabulary

Floats = NDArray[np.float32]

SHARPNESS = 25.0
"""How fast a lookalike's say on the kind falls with its score."""
LOOKALIKES = 30
WORDS = 6
"""Words of a kind that are looked up in the joint space, beside the catalogue's own."""


def class_likelihoods(vectors: Vectors) -> Floats | None:
    """Return the class probabilities of photos; None where the vectors are of another encoder."""
    return load_classes().likely(vectors) if vectors.shape[1] == LITE2.stop else None


@cache
def class_kinds() -> tuple[frozenset[str], ...]:
    """Return the canonical kinds that the words of each class name; none for most classes."""
    from index.lexicon import fold
    from index.vocabulary import load_taxonomy

    ids = load_taxonomy().ids_by_word
    return tuple(
        frozenset(kind for word in words for kind in ids.get(fold(word), ()))
        for words in load_classes().words
    )


def kinds_by_lookalikes(
    scores: Mapping[int, float] | Floats, table: PhotoTable
) -> list[tuple[str, float]]:
    """Return the narrowest kinds of the most alike products with their shares, largest first.

    Args:
        scores: how alike each product is, by position; −inf for products without photos.
        table: the photos that the scores are of.
    """
    values = np.asarray(scores, np.float32)
    best = np.argsort(-values, kind="stable")[:LOOKALIKES]
    best = best[np.isfinite(values[best])]
    if not len(best):
        return []
    say = np.exp(SHARPNESS * (values[best] - values[best[0]]))
    shares: dict[str, float] = {}
    for position, weight in zip(best, say / say.sum(), strict=True):
        for kind in table.kinds[position][:1]:
            shares[kind] = shares.get(kind, 0.0) + float(weight)
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))


def word_vectors(kinds: Sequence[str], vocabulary: Vocabulary, encoder: Encoder) -> Floats:
    """Return where the words of each kind lie in the joint space, `(kinds, joint_dim)`."""
    from index.vocabulary import load_taxonomy

    common = load_taxonomy()
    found: list[Floats] = []
    for kind_id in kinds:
        kind = vocabulary.kind(kind_id)
        words = [kind.label] if kind else []
        words += list(common.words(kind_id))[:WORDS] if kind_id in common.kinds else []
        found.append(encoder.joint_texts(words or [kind_id]).mean(axis=0))
    if not found:
        return np.zeros((0, encoder.joint_dim), np.float32)
    rows = np.stack(found)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def agreement(kinds: Sequence[tuple[str, float]], own: Sequence[str]) -> float:
    """Return how sure the reading is of the kinds that a product has, 0 to 1."""
    sure = dict(kinds)
    return max((sure.get(kind, 0.0) for kind in own), default=0.0)
