"""Search: the filter first, then words, meaning and photo over what is left, fused."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index.candidate import Candidate, Signal, SignalScore
from index.encoders.protocol import Encoder, Vectors
from index.errors import SettingsError
from index.search.fusion import fuse
from index.search.request import SearchRequest, SearchResult
from index.search.table import FactTable, Satisfying, names_in
from index.search.words import WordIndex

Scores = NDArray[np.float32]
_MILLISECONDS = 1000.0


class SearchEngine:
    """Ranked candidates of one catalogue, by exact scans over vectors held in memory."""

    def __init__(
        self,
        table: FactTable,
        words: WordIndex,
        text_vectors: Vectors | None = None,
        photo_vectors: Vectors | None = None,
        photo_products: Sequence[int] = (),
        encoder: Encoder | None = None,
    ) -> None:
        """Search over what is given; a part that is None is a signal that stays silent.

        Args:
            table: the products, their facts and offers.
            words: made of the same products in the same order.
            text_vectors: one row per product, in the table's order.
            photo_vectors: one row per photo.
            photo_products: position in the table of the product that each photo shows.
            encoder: the one that made the vectors.
        """
        self._table = table
        self._words = words
        self._text = text_vectors
        self._photos = photo_vectors
        self._shows = np.asarray(photo_products, np.int64)
        self._encoder = encoder
        self._order = np.argsort(np.argsort([p.id for p in table.products]))

    def search(self, request: SearchRequest) -> SearchResult:
        """Return the best candidates; the order of the catalogue never decides between them.

        Raises:
            FilterError: where the filter has an unknown unit.
            SettingsError: where `k` is below 1.
        """
        if request.k < 1:
            raise SettingsError(f"k is {request.k!r}; ask for at least 1 result.")
        timings: dict[str, float] = {}
        with _timed(timings, "total"):
            with _timed(timings, "filter"):
                met = self._table.satisfying(request.where, sold_out=request.sold_out)
                rows = np.flatnonzero(met.mask)
            signals = dict(self._signals(request, rows, timings))
            with _timed(timings, "fusion"):
                candidates = self._candidates(signals, rows, met, request.k)
        names = dict.fromkeys(names_in(request.where)) if request.where else ()
        unstated = tuple(name for name in names if not self._table.states(name))
        return SearchResult(candidates, len(rows), met.undecided, unstated, timings)

    def _signals(
        self, request: SearchRequest, rows: NDArray[np.int64], timings: dict[str, float]
    ) -> Iterator[tuple[Signal, Scores]]:
        text = request.text.strip()
        if text:
            with _timed(timings, "words"):
                scores = self._words.scores(self._words.query(text))[rows]
            yield "words", scores
        if text and self._text is not None and self._encoder is not None:
            with _timed(timings, "meaning"):
                scores = (self._text @ self._encoder.queries([text])[0])[rows]
            yield "meaning", scores
        if request.photo_vectors is not None and self._photos is not None:
            with _timed(timings, "photo"):
                scores = self._by_photo(request.photo_vectors)[rows]
            yield "photo", scores

    def _by_photo(self, asked: Vectors) -> Scores:
        """Return the best cosine of each product's photos to the photos asked; −1 without any."""
        best = np.full(len(self._table.products), -1.0, np.float32)
        if self._photos is not None and len(self._photos):
            np.maximum.at(best, self._shows, (self._photos @ asked.T).max(axis=1))
        return best

    def _candidates(
        self,
        signals: Mapping[Signal, Scores],
        rows: NDArray[np.int64],
        met: Satisfying,
        k: int,
    ) -> tuple[Candidate, ...]:
        fused = fuse(signals) if signals else np.zeros(len(rows), np.float32)
        order = np.lexsort((self._order[rows], -fused))[:k]
        ranks = {name: _ranks(scores) for name, scores in signals.items()}
        return tuple(
            Candidate(
                product_id=self._table.products[rows[i]].id,
                sku_id=self._table.row_sku[met.best[rows[i]]],
                score=float(fused[i]),
                signals=tuple(
                    SignalScore(name, float(scores[i]), int(ranks[name][i]))
                    for name, scores in signals.items()
                ),
            )
            for i in order
        )


def _ranks(scores: Scores) -> NDArray[np.int64]:
    """Return the rank of each score, 1 for the best; equal scores share a rank."""
    ordered = np.sort(-scores)
    return np.searchsorted(ordered, -scores) + 1


@contextmanager
def _timed(timings: dict[str, float], part: str) -> Generator[None]:
    start = perf_counter()
    yield
    timings[part] = (perf_counter() - start) * _MILLISECONDS
