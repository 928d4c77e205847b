"""Kinds by meaning: nearness among kinds, never an absolute threshold.

The vectors of the common kinds' names are computed once, by `export_meanings`, and shipped; those
of other encoders are computed when first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from index.vocabulary.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder, Vectors

SHIPPED = "meanings.npz"
TEXTS = "embedded:e5-small-q4/0.3"
"""Beginning of the identity of the encoder that made the shipped vectors."""

CLEARLY = 0.5
"""The nearest kind is clear when it leads by this many standard deviations of the field. Vectors of
some models all lie at cosines of 0.85 to 0.93, so only the spread between kinds says anything."""


def clearly_nearest(phrase: str, encoder: Encoder, kinds: Sequence[str]) -> str | None:
    """Return which of `kinds` (common ids) is nearest to `phrase`, if it leads clearly."""
    import numpy as np

    if len(kinds) < 2:
        return kinds[0] if kinds else None
    scores = _matrix(encoder, tuple(kinds)) @ _vector(encoder, phrase)
    field = _matrix(encoder, tuple(load_taxonomy().kinds)) if _is_shipped(encoder) else None
    spread = float(np.std(field @ _vector(encoder, phrase) if field is not None else scores))
    order = np.argsort(-scores)
    lead = float(scores[order[0]] - scores[order[1]])
    return kinds[int(order[0])] if lead > CLEARLY * spread else None


def among_nearest(phrase: str, encoder: Encoder, most: int = 4) -> list[str]:
    """Return the common kinds nearest in meaning to `phrase`."""
    kinds = tuple(load_taxonomy().kinds) if _is_shipped(encoder) else ()
    return ranked_kinds(phrase, encoder, kinds)[:most] if kinds else list(names())


def ranked_kinds(phrase: str, encoder: Encoder, kinds: Sequence[str]) -> list[str]:
    """Return `kinds`, the nearest in meaning to `phrase` first."""
    scores = _matrix(encoder, tuple(kinds)) @ _vector(encoder, phrase)
    return [kinds[int(i)] for i in (-scores).argsort(kind="stable")]


def names() -> dict[str, str]:
    """Return the name by which each common kind is compared."""
    taxonomy = load_taxonomy()
    return {kind_id: taxonomy.words(kind_id)[0] for kind_id in taxonomy.kinds}


def _is_shipped(encoder: Encoder) -> bool:
    return encoder.identity.startswith(TEXTS)


@cache
def shipped() -> Mapping[str, Vectors]:
    """Return the shipped vectors by the name they are of."""
    import numpy as np

    with as_file(files("index.vocabulary").joinpath(SHIPPED)) as path, np.load(path) as data:
        rows = data["vectors"].astype(np.float32)
        words = [str(word) for word in data["names"]]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(words, rows, strict=True))


@lru_cache(maxsize=64)
def _matrix(encoder: Encoder, kinds: tuple[str, ...]) -> Vectors:
    import numpy as np

    known = names()
    words = [known.get(kind, kind) for kind in kinds]
    ready = shipped() if _is_shipped(encoder) else {}
    missing = [word for word in dict.fromkeys(words) if word not in ready]
    made = dict(zip(missing, encoder.queries(missing), strict=True)) if missing else {}
    return np.stack([ready[word] if word in ready else made[word] for word in words])


@lru_cache(maxsize=256)
def _vector(encoder: Encoder, phrase: str) -> Vectors:
    return encoder.queries([phrase])[0]
