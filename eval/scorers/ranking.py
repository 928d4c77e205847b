"""Measures of a ranking, as ir_measures names and computes them."""

from __future__ import annotations

from dataclasses import dataclass

from eval.retrieval import relevant
from eval.scoring import Asked, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class Ranking(MeanScorer):
    """A measure of ir_measures; a case without any ranking scores 0.

    Raises:
        ValueError: where ir_measures knows no such measure.
        NameError: likewise.
    """

    name: str

    def __post_init__(self) -> None:
        import ir_measures

        ir_measures.parse_measure(self.name)

    def __str__(self) -> str:
        return self.name

    def score(self, asked: Asked) -> Score:
        """Return the measure, and at which rank the first right product is."""
        import ir_measures

        right = relevant(asked.case, asked.suite, asked.index)
        ids = asked.outcome.ranking
        judged = [ir_measures.Qrel("q", product, 1) for product in right]
        run = [ir_measures.ScoredDoc("q", product, -float(at)) for at, product in enumerate(ids)]
        measure = ir_measures.parse_measure(self.name)
        value = float(ir_measures.calc_aggregate([measure], judged, run)[measure]) if run else 0.0
        at = next((at for at, product in enumerate(ids, start=1) if product in right), None)
        said = f"first right at rank {at}" if at else f"none right of {len(ids)}"
        return Score(value, asked.outcome.error or said)
