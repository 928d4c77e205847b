"""Read and answer the requests of a suite with some words of the lexicon gone; run as a program.

    python one_shop_alone.py CATALOGUE WORDS MOST SUITE…

prints, for MOST cases of the catalogue spread over the suites, the need that was read and the ids
that were chosen, as JSON. WORDS is a JSON file of the words that no list of the lexicon may have.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "guide")]


def without(words: frozenset[str]) -> Callable[[Any], Any]:
    """Return what takes `words` out of the lists of a file, and kinds that have none left."""

    def strip(value: Any) -> Any:
        if isinstance(value, list):
            return [strip(each) for each in value if not (isinstance(each, str) and each in words)]
        if isinstance(value, dict):
            return {key: strip(each) for key, each in value.items()}
        return value

    def kept(rows: Any) -> Any:
        rows = strip(rows)
        gone = {k for k, row in rows.items() if isinstance(row, dict) and "zh" in row}
        gone = {k for k in gone if not rows[k]["zh"]}
        for row in rows.values():
            if isinstance(row, dict) and "parents" in row:
                row["parents"] = [p for p in row["parents"] if p not in gone]
        return {k: row for k, row in rows.items() if k not in gone}

    return kept


def main() -> None:
    """Print what is read and chosen."""
    catalogue, listed, most, *suites = sys.argv[1:]
    from index.lexicon import loading

    read, strip = (
        vars(loading)["_read"],
        without(frozenset(json.loads(Path(listed).read_text("utf-8")))),
    )
    loading.__dict__["_read"] = lambda name: strip(read(name))

    from made_shop import MadeShop

    from eval.understanding import read_cases
    from guide.apply import apply
    from guide.choosing import choose
    from guide.need import Need
    from guide.reading import RulesReader
    from guide.turn import Context
    from index.catalogue import open_source
    from index.wire import dump

    shop = MadeShop(open_source(Path(catalogue) / "catalogue.jsonl"))
    reader = RulesReader(shop.vocabulary)
    asked = [case for suite in suites for case in read_cases(Path(suite))]
    asked = [case for case in asked if case.catalogue == Path(catalogue).name]
    found: dict[str, Any] = {}
    for case in asked[:: max(1, len(asked) // int(most))]:
        need = apply(Need(), reader.read(case.text, None, Context(currency="CNY")))
        picks = choose(need, shop)  # type: ignore[arg-type]
        ids = [pick.product_id for pick in (*picks.selected, *picks.nearest)]
        found[case.id] = {"need": dump(need), "ids": ids}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main()
