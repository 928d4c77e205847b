"""Search: the filter first, then words, meaning and photo over what is left, fused."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.candidate import Candidate, Signal, SignalScore
from index.encoders.protocol import Encoder, Vectors
from index.errors import SettingsError
from index.search.fusion import fuse
from index.search.kinship import Kinship
from index.search.request import Scores, SearchRequest, SearchResult
from index.search.table import FactTable, Satisfying, names_in
from index.search.words import WordIndex

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary

_MILLISECONDS = 1000.0
_NO_PHOTO = -np.inf
_SILENCE: Mapping[Signal, float] = {
    "words": 0.0,
    "meaning": -np.inf,
    "kind": 0.0,
    "photo": _NO_PHOTO,
}


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
        vocabulary: Vocabulary | None = None,
    ) -> None:
        """Search over what is given; a part that is None is a signal that stays silent.

        Args:
            table: the products, their facts and offers.
            words: made of the same products in the same order.
            text_vectors: one row per product, in the table's order.
            photo_vectors: one row per photo.
            photo_products: position in the table of the product that each photo shows.
            encoder: the one that made the vectors.
            vocabulary: knows which words name which kinds of this catalogue.
        """
        self._table = table
        self._words = words
        self._text = text_vectors
        self._photos = photo_vectors
        self._shows = np.asarray(photo_products, np.int64)
        self._encoder = encoder
        self._kinship = None if vocabulary is None else Kinship(table, vocabulary)
        self._order = np.argsort(np.argsort([p.id for p in table.products]))

    def search(self, request: SearchRequest) -> SearchResult:
        """Return the best candidates; the order of the catalogue never decides between them.

        Raises:
            FilterError: where the filter has an unknown unit.
            SettingsError: where `k` is below 1, or the photo vectors have another length.
        """
        if request.k < 1:
            raise SettingsError(f"k is {request.k!r}; ask for at least 1 result.")
        timings: dict[str, float] = {}
        with _timed(timings, "total"):
            with _timed(timings, "filter"):
                met = self._table.satisfying(request.where, sold_out=request.sold_out)
            found = self._found(request, met, timings)
            with _timed(timings, "fusion"):
                candidates = self._candidates(found, met, request.k)
        names = dict.fromkeys(names_in(request.where)) if request.where else ()
        unstated = tuple(name for name in names if not self._table.states(name))
        return SearchResult(candidates, int(met.mask.sum()), met.undecided, unstated, timings)

    def _found(self, request: SearchRequest, met: Satisfying, timings: dict[str, float]) -> _Found:
        """Scores of all products, filtered or not, so that a filter never changes their order."""
        text, signals, ideal = request.text.strip(), dict[Signal, Scores](), 0.0
        if text:
            with _timed(timings, "words"):
                query = self._words.query(text)
                signals["words"], ideal = self._words.scores(query), query.ideal
        if text and self._kinship is not None:
            with _timed(timings, "kind"):
                kin = self._kinship.scores(text)
            if kin is not None:
                signals["kind"] = kin
        if text and self._text is not None and self._encoder is not None:
            with _timed(timings, "meaning"):
                signals["meaning"] = self._text @ self._encoder.queries([text])[0]
        if request.photo_scores is not None:
            signals["photo"] = request.photo_scores
        elif request.photo_vectors is not None and self._photos is not None:
            with _timed(timings, "photo"):
                signals["photo"] = self._by_photo(request.photo_vectors)
        if not signals:
            return _Found(np.zeros(len(met.mask), np.float32), signals, np.flatnonzero(met.mask))
        some = np.logical_or.reduce([_says(name, scores) for name, scores in signals.items()])
        return _Found(fuse(signals, ideal), signals, np.flatnonzero(met.mask & some))

    def _by_photo(self, asked: Vectors) -> Scores:
        """Return the best cosine of each product's photos to the photos asked; −∞ without any."""
        best = np.full(len(self._table.products), _NO_PHOTO, np.float32)
        if self._photos is not None and len(self._photos):
            if asked.shape[1] != self._photos.shape[1]:
                raise SettingsError(
                    f"a photo vector has {asked.shape[1]} numbers and those of the index have "
                    f"{self._photos.shape[1]}. Encode the photo with the encoder of the index."
                )
            np.maximum.at(best, self._shows, (self._photos @ asked.T).max(axis=1))
        return best

    def _candidates(self, found: _Found, met: Satisfying, k: int) -> tuple[Candidate, ...]:
        best = self._best(found.fused, found.rows, k)
        ranks = {name: _ranks(s[found.rows], s[best]) for name, s in found.signals.items()}
        return tuple(
            Candidate(
                product_id=self._table.products[at].id,
                sku_id=self._table.row_sku[met.best[at]],
                score=float(found.fused[at]),
                signals=tuple(
                    SignalScore(name, float(scores[at]), int(ranks[name][place]))
                    for name, scores in found.signals.items()
                    if _says(name, scores[at])
                ),
            )
            for place, at in enumerate(best)
        )

    def _best(self, fused: Scores, rows: NDArray[np.int64], k: int) -> NDArray[np.int64]:
        """Return the `k` best of `rows`, best first; of equal scores the smaller id goes first."""
        if len(rows) > k:
            least = np.partition(fused[rows], len(rows) - k)[len(rows) - k]
            rows = rows[fused[rows] >= least]
        return rows[np.lexsort((self._order[rows], -fused[rows]))][:k]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Fused and single scores of all products, and the positions of those that may come back."""

    fused: Scores
    signals: Mapping[Signal, Scores]
    rows: NDArray[np.int64]


def _says(signal: Signal, scores: Scores | np.float32) -> NDArray[np.bool_]:
    """Return where a signal has something to say: a word found, a photo there; meaning always."""
    return np.asarray(scores > _SILENCE[signal])


def _ranks(scores: Scores, chosen: Scores) -> NDArray[np.int64]:
    """Return the rank among `scores` of each one chosen, 1 for the best; equals share a rank."""
    return 1 + np.array([np.count_nonzero(scores > one) for one in chosen], np.int64)


@contextmanager
def _timed(timings: dict[str, float], part: str) -> Generator[None]:
    start = perf_counter()
    yield
    timings[part] = (perf_counter() - start) * _MILLISECONDS
