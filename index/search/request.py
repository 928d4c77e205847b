"""What is asked of search, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.candidate import Candidate
from index.encoders.protocol import Vectors
from index.filters import Filter

Scores = NDArray[np.float32]

DEFAULT_RESULTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class SearchRequest:
    """What to look for; every part optional.

    Attributes:
        text: words, in any language that the encoder reads.
        photo_vectors: vectors of the photo and, where wanted, of parts of it; the best one counts.
        photo_scores: how well each product answers a photo, in the table's order, −∞ for one that
            has no photo (`index.photos.matching` makes them); they count instead of the vectors.
        where: what a product must be; unknown is not enough.
        k: at most so many candidates.
        sold_out: whether sold-out variants may come back.
    """

    text: str = ""
    photo_vectors: Vectors | None = None
    photo_scores: Scores | None = None
    where: Filter | None = None
    k: int = DEFAULT_RESULTS
    sold_out: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Candidates, best first, and what there is to say about the search.

    Attributes:
        candidates: at most `k` products, each with the variant that meets the whole filter.
        total: products that meet the filter, found or not.
        undecided: products that would meet it if what their record leaves out were so.
        unstated: names in the filter that no product states.
        timings: milliseconds by part (`filter`, `words`, `kind`, `meaning`, `photo`, `fusion`,
            `total`).
    """

    candidates: tuple[Candidate, ...] = ()
    total: int = 0
    undecided: int = 0
    unstated: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict[str, float])
