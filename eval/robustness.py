"""Requests said again in other words: politely, in another order, with slips; the wish is the same.

    python -m eval.robustness SUITE > REWRITTEN

writes a suite of the same form, each case with `of` (the case that it rewrites) and `rewrite`
(how). `swing` then tells how far the picks move between the two.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.case import Suite, open_suite
from eval.rows import Row

FIRST = 3
_CLAUSE = re.compile(r"[,，]\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def rewritten(text: str, number: int = 0) -> dict[str, str]:
    """Return a request in other words by the way of rewriting; those that change nothing left out.

    Args:
        text: the request.
        number: which of several polite frames to use.
    """
    if not _HAN.search(text):
        return {}
    words = _words()
    polite: Sequence[str] = words["polite"]
    clauses = _CLAUSE.split(text)
    made = {
        "polite": polite[number % len(polite)].format(text),
        "order": ",".join(reversed(clauses)),
        "traditional": _traditional(text),
        "synonyms": _replaced(text, words["synonyms"], every=True),
        "typo": _replaced(text, words["typos"], every=False),
        "pinyin": _spelled(text, words["pinyin"]),
        "english": words["english"].get(text, text),
    }
    return {how: said for how, said in made.items() if said != text}


def cases(suite: Suite) -> Iterator[dict[str, Any]]:
    """Yield the rewritten cases of a suite."""
    for number, case in enumerate(suite.cases):
        for how, said in rewritten(case.text, number).items():
            yield dict(case.raw) | {
                "id": f"{case.id}~{how}",
                "of": case.id,
                "rewrite": how,
                "text": said,
            }


def swing(before: Sequence[Row], after: Sequence[Row]) -> dict[str, float]:
    """Return by way of rewriting which share of the first three picks changed, on average.

    0 where the same products are picked; 1 where none of them is. A request that had no picks and
    has none still counts as 0.
    """
    first = {row.case: set(row.ranking[:FIRST]) for row in before}
    moved: dict[str, list[float]] = {}
    for row in after:
        of, _, how = row.case.partition("~")
        if of in first:
            moved.setdefault(how, []).append(_moved(first[of], set(row.ranking[:FIRST])))
    return {how: sum(each) / len(each) for how, each in moved.items()}


def _moved(before: set[str], after: set[str]) -> float:
    if not before:
        return float(bool(after))
    return 1 - len(before & after) / len(before)


def _traditional(text: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2tw").convert(text))


def _replaced(text: str, pairs: Sequence[Sequence[str]], *, every: bool) -> str:
    for old, new in pairs:
        if old in text and new not in text:
            text = text.replace(old, new, 1)
            if not every:
                return text
    return text


def _spelled(text: str, names: Sequence[str]) -> str:
    from pypinyin import lazy_pinyin

    name = next((name for name in names if name in text), None)
    return text if name is None else text.replace(name, "".join(lazy_pinyin(name)), 1)


@cache
def _words() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(files("eval").joinpath("rewrites.toml").read_text("utf-8"))


def main() -> None:
    """Write the rewritten cases of the suite named on the command line."""
    for case in cases(open_suite(Path(sys.argv[1]))):
        sys.stdout.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
