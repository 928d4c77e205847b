"""What the facts say about one attribute, as arrays over the rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fact import Fact, FactValue, Grade, Quantity, Set, Text
from index.search.text import fold

Verdicts = NDArray[np.int8]
Indices = NDArray[np.int32]

YES, UNKNOWN, NO = 1, 0, -1

_SKIP = 2  # no verdict at all: above YES as a lowest, and its negative below NO as a highest
_SPECIFIC = 1
_STATED_LISTS = 0.02  # from this share of products with several values on, an attribute is a list


@dataclass(frozen=True, slots=True)
class Column:
    """The facts that count for one attribute: of each row only those of the highest grade.

    A fact of the row's own SKU outranks one of the whole product where both have the same grade.
    Where several facts of one grade are left they stand as alternatives («2000g/2300g»), but for
    numbers that a plus joins («256GB + 1TB»): there the largest stands for all.

    Attributes:
        name: the attribute's id, or the catalogue's label for it.
        facts: the facts behind the entries.
        values: the distinct values stated.
        atoms: for each value the folded words that it holds; empty for quantities.
        rows: row of each entry, ascending.
        codes: index into `values` of each entry.
        sources: index into `facts` of each entry.
        closed: whether the entry's silence about a word says that the word does not hold.
        starts: first entry of each row that has any.
        known: the rows that have any, ascending.
        size: rows of the table.
    """

    name: str
    facts: Sequence[Fact]
    values: tuple[FactValue, ...]
    atoms: tuple[tuple[str, ...], ...]
    rows: Indices
    codes: Indices
    sources: Indices
    closed: NDArray[np.bool_]
    starts: Indices
    known: Indices
    size: int

    def any(self, judge: Callable[[int], int], *, closed: bool = False) -> Verdicts:
        """Return per row whether one of its facts says yes.

        `judge` gives the verdict on a value, by its code. With `closed`, silence is a no for
        every fact, whatever its grade.
        """
        judged = np.fromiter(map(judge, range(len(self.values))), np.int8, len(self.values))
        entries = judged[self.codes]
        if not closed:
            entries[(entries == NO) & ~self.closed] = UNKNOWN
        return self._spread(np.maximum.reduceat(entries, self.starts))

    def all(self, judge: Callable[[int], int | None]) -> Verdicts:
        """Return per row what its facts agree on: alternatives that differ are unknown.

        Values of which `judge` says None (a word, where a number is asked) do not count.
        """
        judged = (judge(code) for code in range(len(self.values)))
        by_value = np.array([_SKIP if v is None else v for v in judged], np.int8)
        entries = by_value[self.codes]
        skipped = entries == _SKIP
        low = np.minimum.reduceat(entries, self.starts)
        high = np.maximum.reduceat(np.where(skipped, -_SKIP, entries), self.starts)
        return self._spread(np.where(low == high, low, UNKNOWN).astype(np.int8))

    def some(self, judge: Callable[[int], int | None]) -> Verdicts:
        """Return per row the best that one of its facts says; where none has a say, unknown."""
        judged = (judge(code) for code in range(len(self.values)))
        by_value = np.array([-_SKIP if v is None else v for v in judged], np.int8)
        best = np.maximum.reduceat(by_value[self.codes], self.starts)
        return self._spread(np.where(best == -_SKIP, UNKNOWN, best).astype(np.int8))

    def at(self, row: int) -> tuple[Fact, ...]:
        """Return the facts that count for `row`."""
        start, end = np.searchsorted(self.rows, (row, row + 1))
        return tuple(self.facts[i] for i in self.sources[start:end])

    def ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lowest and highest number stated per row; NaN where there is none."""
        low, high = np.full(self.size, np.inf), np.full(self.size, -np.inf)
        pairs = [_ends(value) for value in self.values]
        ends = np.array(pairs, np.float64).reshape(-1, 2)[self.codes]
        np.fmin.at(low, self.rows, ends[:, 0])
        np.fmax.at(high, self.rows, ends[:, 1])
        return np.where(np.isinf(low), np.nan, low), np.where(np.isinf(high), np.nan, high)

    def _spread(self, verdicts: Verdicts) -> Verdicts:
        rows = np.zeros(self.size, np.int8)
        rows[self.known] = verdicts
        return rows


def build_column(
    name: str, facts: Sequence[Fact], rows_of: Callable[[Fact], range], size: int
) -> Column:
    """Return the column of `facts`, which all state the attribute `name`.

    `rows_of` gives the rows that a fact holds for (none at all leaves it out), of `size` in all.
    """
    coded: dict[FactValue, int] = {}
    codes = [coded.setdefault(fact.value, len(coded)) for fact in facts]
    spans = [rows_of(fact) for fact in facts]
    rows = np.array([row for span in spans for row in span], np.int32)
    sources = np.repeat(np.arange(len(facts), dtype=np.int32), [len(span) for span in spans])
    ranks = np.array([_rank(fact) for fact in facts], np.int8)[sources]
    keep = _winners(rows, ranks)
    rows, sources = rows[keep], sources[keep]
    known, starts = np.unique(rows, return_index=True)
    return Column(
        name=name,
        facts=facts,
        values=tuple(coded),
        atoms=tuple(_atoms(value) for value in coded),
        rows=rows,
        codes=np.array(codes, np.int32)[sources],
        sources=sources,
        closed=_closed(facts)[sources],
        starts=starts.astype(np.int32),
        known=known.astype(np.int32),
        size=size,
    )


def _rank(fact: Fact) -> int:
    return 2 * int(fact.grade) + (_SPECIFIC if fact.sku_id is not None else 0)


def _winners(rows: Indices, ranks: NDArray[np.int8]) -> NDArray[np.int64]:
    best = np.zeros(int(rows.max(initial=-1)) + 1, np.int8)
    np.maximum.at(best, rows, ranks)
    kept = np.flatnonzero(ranks == best[rows])
    return kept[np.argsort(rows[kept], kind="stable")]


def _closed(facts: Sequence[Fact]) -> NDArray[np.bool_]:
    """A field says all there is to say; a title or prose does so only where one value is usual."""
    open_below = Grade.FIELD if _is_list(facts) else Grade.PROSE
    return np.array([fact.grade >= open_below for fact in facts], np.bool_)


def _is_list(facts: Sequence[Fact]) -> bool:
    stated: dict[str, set[str]] = {}
    for fact in facts:
        if fact.grade == Grade.FIELD:
            stated.setdefault(fact.product_id, set()).update(_atoms(fact.value))
    several = sum(len(words) > 1 for words in stated.values())
    return not stated or several > _STATED_LISTS * len(stated)


def _atoms(value: FactValue) -> tuple[str, ...]:
    match value:
        case Text(text):
            return (fold(text),)
        case Set(texts):
            return tuple(fold(text) for text in texts)
        case _:
            return ()


def _ends(value: FactValue) -> tuple[float, float]:
    if not isinstance(value, Quantity):
        return np.nan, np.nan
    low, high = value.low, value.high
    return (
        np.nan if low is None else low,
        np.nan if high is None else high,
    )
