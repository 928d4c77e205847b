"""Which kind of thing a photo shows, out of the kinds that a catalogue carries.

The products whose photos look most alike say it, after every kind as a whole had its say: by the
mean look of its photos and by what two classifiers see in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import LITE2, load_classes
from index.encoders.fashion_kinds import load_fashion_kinds
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder
    from index.photos.reading import PhotoReadingResult
    from index.photos.table import PhotoTable
    from index.vocabulary import Vocabulary

Floats = NDArray[np.float32]

SHARPNESS = 25.0
"""How fast a lookalike's say on the kind falls with its score."""
LOOKALIKES = 30
FASHION = 3.0
"""How many times more the classifier of fashion counts: it alone was trained on scenes."""
WORDS = 6
"""Words of a kind that are looked up in the joint space, beside the catalogue's own."""


def class_likelihoods(vectors: Vectors) -> Floats | None:
    """Return the class probabilities of photos; None where the vectors are of another encoder."""
    return load_classes().likely(vectors) if vectors.shape[1] == LITE2.stop else None


def fashion_likelihoods(vectors: Vectors) -> Floats | None:
    """Return the probabilities of the kinds of fashion; None for another encoder's vectors."""
    return load_fashion_kinds().likely(vectors) if vectors.shape[1] == LITE2.stop else None


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
    return unit(np.stack(found))


def kind_scores(seen: PhotoReadingResult, table: PhotoTable) -> Floats:
    """Return what speaks for each of the table's kinds, beside any one product: mean 0, spread 1.

    Three witnesses: the mean look of a kind's photos, and the means of what the classifiers of
    things and of fashion see in them. Vectors that no classifier reads have the words of the kind
    for a witness, as far as these can be trusted in this catalogue.
    """
    if len(table.shown_kinds) < 2:
        return np.zeros(len(table.shown_kinds), np.float32)
    look = unit(seen.vectors[:1] - table.vectors.mean(axis=0))[0]
    scores = _standard(table.kind_looks @ look)
    if table.kind_classes is not None and seen.class_roots is not None:
        scores = scores + _standard(table.kind_classes @ seen.class_roots)
    if table.kind_fashion is not None and seen.fashion_roots is not None:
        fashion = _standard(table.kind_fashion @ seen.fashion_roots)
        scores = _standard(scores) + FASHION * table.fashion_trust * fashion
    elif table.trust:
        scores = scores + table.trust * _standard(table.kind_vectors @ seen.joint)
    return _standard(scores)


def unit(rows: Floats) -> Floats:
    """Return rows of length 1."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)


def _standard(values: Floats) -> Floats:
    return (values - values.mean()) / max(float(values.std()), 1e-9)
