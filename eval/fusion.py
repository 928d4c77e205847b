"""Choosing the fusion of words and meaning by 5-fold cross-validation: `python -m eval.fusion`.

Every case is scored with the weights that were best on the four folds that it is not in, so that
the figure printed is one on requests that the weights have not seen. With some 250 requests the
figure moves by a third of a point with the way they are cut into folds: the cut is repeated, and a
case's value is the mean over the repetitions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from eval.case import Suite, open_suite
from index.search.fusion import WEIGHTS, Weights, by_best, by_depth

if TYPE_CHECKING:
    from index.opening import Index

Scores = NDArray[np.float32]
Values = NDArray[np.float64]

FOLDS = 5
REPEATS = 10
SEED = 0
RESAMPLES = 5000
CUTOFF = 10
_LABEL, _WIDTH, _SHOWN = 20, 26, 5

GRID = tuple(
    Weights(words=1 - meaning, meaning=meaning, trust=trust, depth=depth)
    for meaning, trust, depth in product(
        (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5), (0.0, 0.5, 1.0), (50, 100, 200, 500, 1000)
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A case with the scores of every product by words and by meaning.

    Attributes:
        suite: the suite that it is from.
        relevant: positions of the products that answer it.
        ideal: the words' score of a product with every word asked.
    """

    suite: str
    words: Scores
    meaning: Scores
    ideal: float
    relevant: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Validated:
    """What cross-validation found.

    Attributes:
        values: reciprocal rank of every request by weights that have not seen it, the mean over
            the repetitions.
        chosen: how many folds chose these weights, the most chosen first.
    """

    values: Values
    chosen: tuple[tuple[Weights, int], ...]


def requests(suites: Sequence[Suite], index: Index) -> list[Request]:
    """Return every case of `suites` with its scores over the whole of `index`."""
    from index.search.words import WordIndex

    words = WordIndex(index.products)
    vectors = np.asarray(index.generation.text_vectors)
    position = {product.id: at for at, product in enumerate(index.products)}
    found: list[Request] = []
    for suite in suites:
        asked = index.encoder.queries([case.text for case in suite.cases])
        for case, vector in zip(suite.cases, asked, strict=True):
            query = words.query(case.text)
            right = np.array([position[i] for i in case.relevant if i in position], np.int64)
            meaning = np.asarray(vectors @ vector, np.float32)
            found.append(Request(suite.name, words.scores(query), meaning, query.ideal, right))
    return found


def reciprocal_rank(scores: Scores, relevant: NDArray[np.int64]) -> float:
    """Return 1 / rank of the first right product within the first ten, else 0.

    Of products with the same score half are counted as before it, so that no order of the
    catalogue flatters the figure.
    """
    if not len(relevant):
        return 0.0
    best = scores[relevant].max()
    tied = int((scores == best).sum()) - int((scores[relevant] == best).sum())
    rank = 1 + int((scores > best).sum()) + tied / 2
    return 1 / rank if rank <= CUTOFF else 0.0


def fused(request: Request, weights: Weights) -> Scores:
    """Return the fused scores of words and meaning, as `index.search.fuse` makes them."""
    words = by_best(request.words, request.ideal, weights.trust)
    meaning = by_depth(request.meaning, weights.depth)
    return np.asarray(weights.words * words + weights.meaning * meaning, np.float32)


def by_ranks(request: Request) -> Scores:
    """Return the plain fusion to beat: the sum of 1 / (60 + rank) over words and meaning."""
    words, meaning = _ranks(request.words), _ranks(request.meaning)
    return np.asarray(1 / (60 + words) + 1 / (60 + meaning), np.float32)


def cross_validate(
    requests: Sequence[Request], grid: Sequence[Weights] = GRID, repeats: int = REPEATS
) -> Validated:
    """Return out-of-fold values: weights chosen on the other folds, all suites together."""
    table = np.array(
        [[reciprocal_rank(fused(r, w), r.relevant) for w in grid] for r in requests], np.float64
    )
    values, chosen = np.zeros(len(requests)), Counter[int]()
    for seed in range(SEED, SEED + repeats):
        for fold in folds([r.suite for r in requests], FOLDS, seed):
            seen = np.setdiff1d(np.arange(len(requests)), fold)
            best = int(table[seen].mean(axis=0).argmax())
            values[fold] += table[fold, best] / repeats
            chosen[best] += 1
    return Validated(values, tuple((grid[at], count) for at, count in chosen.most_common()))


def folds(suites: Sequence[str], count: int, seed: int) -> list[NDArray[np.int64]]:
    """Return `count` disjoint sets of positions, each with its share of every suite."""
    rng = np.random.default_rng(seed)
    names = np.array(suites)
    parts: list[list[NDArray[np.int64]]] = [[] for _ in range(count)]
    for name in dict.fromkeys(suites):
        shuffled = rng.permutation(np.flatnonzero(names == name))
        for number, part in enumerate(np.array_split(shuffled, count)):
            parts[number].append(part)
    return [np.concatenate(part) for part in parts]


def interval(values: Values, seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean (percentiles, cases resampled)."""
    rng = np.random.default_rng(seed)
    means = rng.choice(values, (RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def _ranks(scores: Scores) -> Scores:
    return (np.searchsorted(np.sort(-scores), -scores) + 1).astype(np.float32)


def report(requests: Sequence[Request]) -> Iterator[str]:
    """Yield the lines of the report: each signal, plain fusions, the shipped and the validated."""
    found = cross_validate(requests)
    kinds: dict[str, Callable[[Request], Scores]] = {
        "words": lambda r: r.words,
        "meaning": lambda r: r.meaning,
        "reciprocal ranks": by_ranks,
        "shipped weights": lambda r: fused(r, WEIGHTS),
    }
    rows = {
        label: np.array([reciprocal_rank(scores(r), r.relevant) for r in requests])
        for label, scores in kinds.items()
    } | {"out of fold": found.values}
    names = np.array([r.suite for r in requests])
    suites = list(dict.fromkeys(names.tolist()))
    yield f"{f'RR@{CUTOFF}':<{_LABEL}}" + "".join(f"{n:>{_WIDTH}}" for n in ("all", *suites))
    for label, values in rows.items():
        parts = [values, *(values[names == name] for name in suites)]
        yield f"{label:<{_LABEL}}" + "".join(f"{_figure(part):>{_WIDTH}}" for part in parts)
    yield f"chosen most often, of {FOLDS * REPEATS}:"
    for weights, count in found.chosen[:_SHOWN]:
        said = f"meaning {weights.meaning}, trust {weights.trust}, depth {weights.depth}"
        yield f"{count:>4}  {said}"


def _figure(values: Values) -> str:
    low, high = interval(values)
    return f"{values.mean():.3f} ({low:.3f} to {high:.3f})"


def main(
    index: Annotated[Path, typer.Option(help="Index of the catalogue that the suites are about.")],
    suites: Annotated[list[Path], typer.Argument(help="Suites with relevant products.")],
) -> None:
    """Cross-validate the fusion of words and meaning over SUITES, and print what it finds."""
    from index.opening import Index

    with Index.open(index) as opened:
        for line in report(requests([open_suite(path) for path in suites], opened)):
            typer.echo(line)


if __name__ == "__main__":
    typer.run(main)
