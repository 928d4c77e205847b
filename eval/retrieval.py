"""How well search finds: rankings of an index, measured by ir_measures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.case import Case, Suite
from index.errors import EvalError

if TYPE_CHECKING:
    from index.opening import Index

MEASURES = ("RR@10", "nDCG@10", "Success@1", "Success@5", "R@10")
"""As ir_measures names them; printed for every retrieval suite."""
LABEL_MEASURES = ("Success@1", "Success@5", "P@5")
"""For suites whose cases have a label: the right kind comes first, in the first five, of five."""
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """What came back for a case, best first, and how long it took."""

    case: Case
    ids: tuple[str, ...]
    total_ms: float
    error: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A suite's measures: the mean of each over all cases, and each case's own values."""

    suite: Suite
    measures: Mapping[str, float]
    by_case: Mapping[str, Mapping[str, float]]
    ranked: tuple[Ranked, ...]


def measure(suite: Suite, index: Index, progress: Callable[[], None] | None = None) -> Measured:
    """Rank every case of `suite` and measure the rankings; a case without any scores zero.

    Raises:
        EvalError: where a case says nothing of what answers it.
    """
    ranked: list[Ranked] = []
    for case in suite.cases:
        ranked.append(rank(case, index))
        if progress is not None:
            progress()
    qrels = {case.id: relevant(case, suite, index) for case in suite.cases}
    names = LABEL_MEASURES if suite.labels else MEASURES
    by_case = _by_case(names, qrels, ranked)
    means = {
        name: statistics.fmean(by_case[case.id].get(name, 0.0) for case in suite.cases)
        for name in names
    }
    times = [each.total_ms for each in ranked]
    means["p50(total_ms)"] = round(statistics.median(times), 1)
    return Measured(suite, means, by_case, tuple(ranked))


def rank(case: Case, index: Index) -> Ranked:
    """Return the products that search brings for a case."""
    started = time.perf_counter()
    ids = _by_photo(case, index) if case.photo is not None else _found(case.text, index)
    return Ranked(case, ids, (time.perf_counter() - started) * 1000)


def relevant(case: Case, suite: Suite, index: Index) -> frozenset[str]:
    """Return the ids of the products that answer a case.

    Of a request with a slip (`corrected`) it is what the right words find first.

    Raises:
        EvalError: where it names none.
    """
    if case.relevant:
        return frozenset(case.relevant)
    if case.raw.get("corrected"):
        return frozenset(_found(str(case.raw["corrected"]), index)[:1])
    if case.label is None:
        raise EvalError(f"case {case.id!r} of {suite.name!r} names neither relevant nor label.")
    names = frozenset(suite.labels.get(case.label, (case.label,)))
    return frozenset(p.id for p in index.products if names.intersection(p.category))


def _found(text: str, index: Index) -> tuple[str, ...]:
    from index.search import SearchRequest

    found = index.search(SearchRequest(text=text, k=DEPTH, sold_out=True))
    return tuple(candidate.product_id for candidate in found.candidates)


def _by_photo(case: Case, index: Index) -> tuple[str, ...]:
    from index.photos import open_photo
    from index.photos.matching import rank_photos
    from index.photos.reading import read_photo

    assert case.photo is not None
    reading = read_photo(open_photo(case.photo), index, words=case.text or None)
    return tuple(match.product_id for match in rank_photos(reading, index, None)[:DEPTH])


def _by_case(
    names: tuple[str, ...], qrels: Mapping[str, frozenset[str]], ranked: list[Ranked]
) -> dict[str, dict[str, float]]:
    import ir_measures

    judged = [
        ir_measures.Qrel(case, product, 1)
        for case, products in qrels.items()
        for product in products
    ]
    run = [
        ir_measures.ScoredDoc(each.case.id, product, float(-place))
        for each in ranked
        for place, product in enumerate(each.ids)
    ]
    found: dict[str, dict[str, float]] = {case: {} for case in qrels}
    measures = [ir_measures.parse_measure(name) for name in names]
    for metric in ir_measures.iter_calc(measures, judged, run):
        found[metric.query_id][str(metric.measure)] = float(metric.value)
    return found
