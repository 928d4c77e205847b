"""Running the index's own filter JSON on a pick that came back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from index.filters import from_json

if TYPE_CHECKING:
    from index.opening import Index
    from index.search import FactTable


def satisfies(pick: Mapping[str, Any], where: Mapping[str, Any] | None, index: Index) -> bool:
    """Return whether the very SKU that was picked satisfies the filter; no filter asks nothing.

    Raises:
        FilterError: where the filter does not parse.
    """
    if where is None:
        return True
    if pick.get("id") not in index:
        return False
    sku = pick.get("sku")
    verdicts = _verdicts(index.table, json.dumps(where, sort_keys=True), index.offers.version)
    rows = index.table.rows_of(str(pick["id"]))
    return any(verdicts[r] > 0 for r in rows if sku is None or index.table.row_sku[r] == sku)


@lru_cache(maxsize=8)
def _verdicts(table: FactTable, where: str, _version: int) -> Any:
    return table.verdicts((from_json(json.loads(where)),))[:, 0]


def wrong_picks(expect: Mapping[str, Any], picks: Sequence[Mapping[str, Any]], index: Index) -> str:
    """Return what is wrong with picks by `none`, `where` and `at_least` as expected, or ""."""
    if expect.get("none") and picks:
        return f"{len(picks)} picks where none fit"
    if "where" in expect and len(picks) < int(expect.get("at_least", 1)):
        return f"{len(picks)} picks, {expect.get('at_least', 1)} expected"
    wrong = [p for p in picks if not satisfies(p, expect.get("where"), index)]
    return f"not as asked: {', '.join(str(p.get('title')) for p in wrong)}" if wrong else ""
