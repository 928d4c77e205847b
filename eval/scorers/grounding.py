"""Can every word be traced? The quote of every evidence occurs in the field that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.scorers.kept import wanted
from eval.scoring import Asked, Json, MeanScorer, Score
from index.errors import CatalogueError, StoreError
from index.extraction import field_text

if TYPE_CHECKING:
    from index.opening import Index

COMPUTED = ("computed", "photo")
"""Sources that quote no field of a record."""


@dataclass(frozen=True, slots=True)
class Grounded(MeanScorer):
    """Share of claims (reasons, trade-offs, cells) whose evidence holds.

    A claim without evidence does not hold. An answer without a claim scores 0 where picks are due.
    """

    def __str__(self) -> str:
        return "Grounded"

    def score(self, asked: Asked) -> Score:
        """Return the share, and the first claims that do not hold."""
        outcome = asked.outcome
        if outcome.silent:
            return Score(0.0, outcome.error or "no answer")
        found = [claim for answer in outcome.answers for claim in claims(answer)]
        if not found:
            due = asked.case.where is not None and wanted(asked, 0) > 0
            return Score(float(not due), "no claims")
        wrong = [claim["text"] for claim in found if not holds(claim, asked.index)]
        said = f"{len(wrong)} of {len(found)} claims do not hold: {'; '.join(wrong[:3])}"
        return Score(1 - len(wrong) / len(found), said if wrong else f"{len(found)} claims hold")


def claims(answer: Json) -> Iterator[Json]:
    """Yield everything that an answer says of a product: reasons, trade-offs, filled cells."""
    for pick in shown(answer):
        yield from pick.get("reasons") or ()
        yield from pick.get("trade_offs") or ()
    for row in (answer.get("table") or {}).get("rows", ()):
        yield from (cell for cell in row["cells"] if cell.get("evidence"))


def shown(answer: Json) -> Iterator[Json]:
    """Yield every product that an answer shows: picks, nearest, groups."""
    yield from answer.get("picks") or ()
    yield from answer.get("nearest") or ()
    for group in answer.get("groups") or ():
        yield from (p for p in (group.get("chosen"), *group.get("alternatives", ())) if p)


def holds(claim: Json, index: Index) -> bool:
    """Return whether a claim has evidence, and all of it holds."""
    evidence = claim.get("evidence") or ()
    return bool(evidence) and all(_evident(each, index) for each in evidence)


def _evident(evidence: Json, index: Index) -> bool:
    parts = evidence.get("derived_from") or ()
    if parts or evidence.get("source") in COMPUTED or evidence.get("rule"):
        return all(_evident(each, index) for each in parts)
    if evidence.get("source") == "offer":
        return evidence.get("product_id") in index
    return str(evidence.get("quote", "")) in _text(evidence, index)


def _text(evidence: Json, index: Index) -> str:
    try:
        product = index.product(str(evidence.get("product_id")))
    except StoreError:
        return ""
    path = str(evidence.get("field", ""))
    try:
        return field_text(product, path)
    except CatalogueError:
        return _stated(product, path)


def _stated(product: Any, path: str) -> str:
    value = product
    for name in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(value, (tuple, list)) and name.isdigit():
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = getattr(value, name, None)
    return " ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
