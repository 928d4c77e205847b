"""The parts of a pick's score, each between 0 and 1 (reviews: −1 to 1), and their sum.

Nothing here reads the order of the catalogue, and of a seller's free text only whether it holds the
wished words: praise and instructions in titles, descriptions and reviews have no part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.aspects import aspects, aspects_in, mentions, score
from guide.choosing.attributes import better, in_base
from guide.choosing.conditions import preferences, to_filter
from guide.choosing.judging import Judged
from guide.choosing.photo import kept_words, seen_scores
from guide.choosing.weights import GRADES, SALES_FLOOR, UNKNOWN_PREFERENCE, WEIGHTS
from guide.choosing.words import coverage
from guide.need import Constraint, Need
from index.fact import Grade
from index.lexicon import load

if TYPE_CHECKING:
    from guide.choosing.pool import Pool
    from index.opening import Index
    from index.search.table import FactTable

LEAST_MET = 0.5
"""What just meeting a wish for more («拍照好», «续航长») is worth against meeting it best."""

TOLD_ENOUGH = 12.0
"""A record with so many facts on known attributes tells all that can be asked of it."""

Parts = Mapping[str, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate row with its parts and their weighted sum."""

    position: int
    product_id: str
    parts: Parts
    total: float


def score_rows(
    need: Need, index: Index, judged: Judged, pool: Pool, positions: NDArray[np.int64]
) -> list[Scored]:
    """Return the rows at `positions` of `judged`, each with its score, best first.

    Ties go to the lower price, then to the id, never to the order of the catalogue.
    """
    if not len(positions):
        return []
    columns = _columns(need, index, judged, pool, positions)
    weights = {name: WEIGHTS[name] for name in columns}
    total = np.sum([weights[name] * column for name, column in columns.items()], axis=0)
    cents = judged.table.live.cents[judged.rows[positions]]
    ids = [judged.table.products[at].id for at in judged.product_of(positions)]
    order = sorted(
        range(len(positions)),
        key=lambda i: (-round(float(total[i]), 6), _or_last(float(cents[i])), ids[i]),
    )
    return [
        Scored(
            int(positions[i]),
            ids[i],
            {name: round(float(column[i]), 4) for name, column in columns.items()},
            round(float(total[i]), 4),
        )
        for i in order
    ]


def _columns(
    need: Need, index: Index, judged: Judged, pool: Pool, positions: NDArray[np.int64]
) -> dict[str, Floats]:
    products = [judged.table.products[at] for at in judged.product_of(positions)]
    ids = [product.id for product in products]
    columns = {
        "evidence": _evidence(judged, positions),
        "reviews": np.array([score(mentions(p)) for p in products]),
        "rating": np.array([((p.rating or 3.0) - 3.0) / 2.0 for p in products]),
        "sales": _sales([p.sales for p in products]),
        "told": np.array([_told(index, product_id) for product_id in ids]),
        "thrift": _thrift(judged.table.live.cents[judged.rows[positions]]),
    }
    wished = preferences(need)
    if wished:
        scores = [preference(c, judged, positions) for c in wished]
        columns["prefer"] = np.mean(scores, axis=0)
    voiced = [a.id for a in aspects_in(need.words)]
    if voiced:
        said = [[score(mentions(p), aspect) for aspect in voiced] for p in products]
        columns["aspects"] = np.mean(said, axis=1)
    text = unexplained(wished_text(need, index), wished, judged.table)
    if text and not (pool.searched and not need.kinds):
        columns["words"] = coverage(text, products)
    if pool.searched and not need.kinds:
        columns["search"] = np.array([pool.ranks.get(i, 0.0) for i in ids])
    if pool.photo:
        columns["photo"] = _scaled([pool.photo.get(i, -1.0) for i in ids])
    if kept_words(need):
        columns["seen"] = seen_scores(need, judged, positions)
    if need.budget is not None and need.budget.about is not None:
        columns["budget"] = _near(judged, positions, float(need.budget.about))
    return columns


def wished_text(need: Need, index: Index) -> str:
    """Return the words to look for: those that are left, and a kind said more narrowly than it is.

    «跑步鞋» may be carried as 运动鞋 only; then 跑步 is a wish.
    """
    labels = {kind.label for k in need.kinds if (kind := index.vocabulary.kind(k)) is not None}
    words = {word for k in need.kinds if (kind := index.vocabulary.kind(k)) for word in kind.words}
    narrower = need.kind_words if need.kinds and need.kind_words not in labels | words else ""
    return f"{need.words} {narrower}".strip()


def unexplained(text: str, wished: Sequence[Constraint], table: FactTable) -> str:
    """Return the words of `text` that no preference speaks for already, by what records state.

    «拍照好» is judged by the camera stated; who writes 摄影 into a title is no better for it.
    """
    told = [wish for wish in wished if wish.taken_for and table.states(wish.attribute)]
    said = " ".join(wish.source.words or "" for wish in told)
    spoken_for = {word for wish in told for word in _searched_by().get(wish.taken_for or "", ())}
    return " ".join(w for w in text.split() if w not in spoken_for and w not in said)


@cache
def _searched_by() -> Mapping[str, frozenset[str]]:
    """The words by which titles are searched for a wish, by what it is taken for."""
    from guide.reading.phrases import phrases

    return {
        said: frozenset((*row["words"], *row.get("search", ())))
        for row in phrases("wishes")["wish"]
        for said in (row["say"], row["say_en"])
    }


def only_reviewed(table: FactTable, wish: Constraint) -> bool:
    """Return whether a preference names an aspect of reviews that no record states as a fact."""
    return wish.attribute in aspects() and not table.states(wish.attribute)


def preference(wish: Constraint, judged: Judged, positions: NDArray[np.int64]) -> Floats:
    """Return how well rows meet a preference, 0 to 1, the surer the better the fact behind it."""
    table, rows = judged.table, judged.rows[positions]
    if only_reviewed(judged.table, wish):
        products = [table.products[at] for at in judged.product_of(positions)]
        return np.array([(score(mentions(p), wish.attribute) + 1) / 2 for p in products])
    verdicts = table.verdicts((to_filter(wish),))[rows, 0]
    met = np.where(verdicts > 0, 1.0, np.where(verdicts < 0, 0.0, UNKNOWN_PREFERENCE))
    if wish.op == "range":
        met = np.maximum(met, _within_tolerance(wish, judged, rows))
        met = met * _how_much(wish, judged, rows)
    elif wish.op == "has":
        met = np.where(met > UNKNOWN_PREFERENCE, _how_much(wish, judged, rows), met)
    told = met > UNKNOWN_PREFERENCE
    sure = np.array([_grade(judged, wish, int(row)) for row in rows[told]])
    met[told] *= 0.6 + 0.4 * sure
    return met


def _how_much(wish: Constraint, judged: Judged, rows: NDArray[np.int64]) -> Floats:
    """Return 1 for the best number stated of an attribute, by rank down to `LEAST_MET`.

    «拍照好» is met by whoever states a camera, and better by the better one. 1 for all where no
    numbers are stated or neither end is better.
    """
    column, direction = judged.table.column(wish.attribute), better(wish.attribute)
    if column is None or direction is None:
        return np.ones(len(rows))
    low, high = column.ends()
    stated = np.fmax(low, high)[rows] if direction == "high" else np.fmin(low, high)[rows]
    numbers = stated if direction == "high" else -stated
    known = np.unique(numbers[~np.isnan(numbers)])
    if len(known) < 2:
        return np.ones(len(rows))
    ranks = np.searchsorted(known, numbers) / (len(known) - 1)
    return LEAST_MET + (1 - LEAST_MET) * np.where(np.isnan(numbers), 0.0, np.minimum(ranks, 1.0))


def _within_tolerance(wish: Constraint, judged: Judged, rows: NDArray[np.int64]) -> Floats:
    """Outside the range by up to `tolerance` of its end falls from 1 to 0 in a straight line."""
    column = judged.table.column(wish.attribute)
    if column is None or wish.tolerance <= 0:
        return np.zeros(len(rows))
    low, high = column.ends()
    below, above = in_base(wish.low, wish.unit), in_base(wish.high, wish.unit)
    with np.errstate(invalid="ignore"):
        off = np.zeros(len(rows))
        if below:
            off = np.maximum(off, (below - low[rows]) / (below * wish.tolerance))
        if above:
            off = np.maximum(off, (high[rows] - above) / (above * wish.tolerance))
    return np.nan_to_num(np.clip(1.0 - off, 0.0, 1.0), nan=0.0)


def _grade(judged: Judged, wish: Constraint, row: int) -> float:
    facts = judged.table.explain(to_filter(wish), row)
    return max((GRADES[fact.grade] for fact in facts), default=0.0)


def _evidence(judged: Judged, positions: NDArray[np.int64]) -> Floats:
    """The mean grade of what the musts were decided on; 1 where there are none."""
    wishes = [w for w in judged.conditions if w.constraint is not None]
    if not wishes:
        return np.ones(len(positions))
    scores = np.zeros(len(positions))
    for i, position in enumerate(positions):
        row = int(judged.rows[position])
        grades = [_best_grade(judged, w.filter, row) for w in wishes]
        scores[i] = sum(grades) / len(grades)
    return scores


def _best_grade(judged: Judged, tree: object, row: int) -> float:
    facts = judged.table.explain(tree, row)  # type: ignore[arg-type]
    return max((GRADES[fact.grade] for fact in facts), default=0.0)


def _sales(sold: Sequence[int | None]) -> Floats:
    """Logarithmic, 0 below the floor; the largest seller has 1."""
    counts = np.array([n if n is not None and n >= SALES_FLOOR else 0 for n in sold], np.float64)
    top = math.log1p(float(counts.max(initial=0.0)))
    return np.log1p(counts) / top if top > 0 else np.zeros(len(counts))


def _told(index: Index, product_id: str) -> float:
    """How much a record states that shoppers ask about: a field of the seller's own has no part."""
    asked = load().attributes
    fields = sum(f.grade == Grade.FIELD and f.name in asked for f in index.facts(product_id))
    return min(1.0, fields / TOLD_ENOUGH)


def _thrift(cents: Floats) -> Floats:
    """1 for the cheapest, 0 for the dearest and for an unknown price, by rank."""
    known = ~np.isnan(cents)
    scores = np.zeros(len(cents))
    if known.sum() > 1:
        ordered = np.sort(cents[known])
        scores[known] = 1.0 - np.searchsorted(ordered, cents[known]) / (len(ordered) - 1)
    return np.clip(scores, 0.0, 1.0)


def _near(judged: Judged, positions: NDArray[np.int64], about: float) -> Floats:
    prices = judged.table.live.cents[judged.rows[positions]] / 100.0
    off = np.abs(prices - about) / max(about, 0.01)
    return np.nan_to_num(np.clip(1.0 - off / 0.3, 0.0, 1.0), nan=0.0)


def _scaled(values: Sequence[float]) -> Floats:
    array = np.array(values, np.float64)
    low, high = float(array.min()), float(array.max())
    return (array - low) / (high - low) if high > low else np.ones(len(array))


def _or_last(cents: float) -> float:
    return math.inf if math.isnan(cents) else cents
