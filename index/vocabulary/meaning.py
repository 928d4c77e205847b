"""Kinds by meaning: a word goes to the kind it is nearest to, never by an absolute threshold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from index.vocabulary.taxonomy import load_taxonomy
from index.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder, Vectors

# The nearest kind must stand out from the field by this many standard deviations. Vectors of some
# models all lie at cosines of 0.85 to 0.93, so only the spread between the kinds says anything.
OUTSTANDING = 2.5


def nearest_kind(vocabulary: Vocabulary, phrase: str, encoder: Encoder) -> str | None:
    """Return the carried kind that `phrase` means, or None.

    The phrase competes among all common kinds and all carried ones; where a kind that is not
    carried wins, nothing is linked.
    """
    import numpy as np

    labels, owners = _field(vocabulary)
    scores = _vectors(encoder, labels) @ _vector(encoder, phrase)
    spread = float(np.std(scores)) or 1.0
    best = int(np.argmax(scores))
    if (float(scores[best]) - float(np.mean(scores))) / spread < OUTSTANDING:
        return None
    return owners[best] or None


def ranked_kinds(
    vocabulary: Vocabulary, phrase: str, encoder: Encoder, kinds: Sequence[str]
) -> list[str]:
    """Return `kinds`, the nearest in meaning to `phrase` first."""
    labels = tuple(kind.label if (kind := vocabulary.kind(i)) else i for i in kinds)
    scores = _vectors(encoder, labels) @ _vector(encoder, phrase)
    return [kinds[int(i)] for i in (-scores).argsort(kind="stable")]


@lru_cache(maxsize=8)
def _field_of(kinds: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    taxonomy = load_taxonomy()
    labels: dict[str, str] = {}
    carried = {kind_id for kind_id, _ in kinds}
    for kind_id in taxonomy.kinds:
        labels[taxonomy.words(kind_id)[0]] = kind_id if kind_id in carried else ""
    labels.update({label: kind_id for kind_id, label in kinds})
    return tuple(labels), tuple(labels.values())


def _field(vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _field_of(tuple((kind.id, kind.label) for kind in vocabulary.kinds))


_cache: dict[tuple[str, str], Vectors] = {}


def _vectors(encoder: Encoder, labels: Sequence[str]) -> Vectors:
    import numpy as np

    missing = [label for label in labels if (encoder.identity, label) not in _cache]
    if missing:
        for label, row in zip(missing, encoder.queries(missing), strict=True):
            _cache[(encoder.identity, label)] = row
    return np.stack([_cache[(encoder.identity, label)] for label in labels])


def _vector(encoder: Encoder, phrase: str) -> Vectors:
    return encoder.queries([phrase])[0]
