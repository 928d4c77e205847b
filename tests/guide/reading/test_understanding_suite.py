"""The cases of `eval/suites`, on the real catalogues and the demo shop (own cases)."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

from eval.understanding import Verdict, judge, measures, read_cases
from guide.apply import apply
from guide.need import Need
from guide.reading import RulesReader
from guide.turn import Context
from index.catalogue import open_source
from index.extraction import extract, learn
from index.vocabulary import build

SUITES = Path(__file__).parents[3] / "eval" / "suites"


@pytest.fixture(scope="module")
def readers(shared, tmp_path_factory):
    @cache
    def reader(name: str) -> RulesReader:
        folder = shared / "catalogues" / name
        if name == "demo":
            folder = tmp_path_factory.mktemp("demo")
            write_rows(folder)
        products = list(open_source(folder / "catalogue.jsonl"))
        profile = learn(products)
        return RulesReader(build(products, [f for p in products for f in extract(p, profile)]))

    return reader


def write_rows(folder: Path) -> None:
    """Write the demo's products without drawing their pictures."""
    from index.demo.build import items

    rows = (json.dumps(item.row, ensure_ascii=False, default=str) for item in items())
    (folder / "catalogue.jsonl").write_text("\n".join(rows), encoding="utf-8")


def verdicts(path: Path, readers) -> list[Verdict]:
    found = []
    for case in read_cases(path):
        reader = readers(case.catalogue)
        currency = "USD" if case.catalogue == "luma" else "CNY"
        need = apply(Need(), reader.read(case.text, None, Context(currency=currency)))
        found.append(judge(case, need, reader.vocabulary))
    return found


@pytest.mark.parametrize("suite", ["understanding.jsonl", "understanding.final.jsonl"])
def test_requests_are_read_rightly(readers, suite: str) -> None:
    scores = measures(verdicts(SUITES / suite, readers))
    assert scores["F1"] >= 0.93
    assert scores["kind"] >= 0.96
    assert scores["budget"] >= 0.99


def test_the_held_out_third_is_as_it_was_sealed() -> None:
    name = "understanding.final"
    sealed = (SUITES / f"{name}.sha256").read_text(encoding="utf-8").split()[0]
    assert hashlib.sha256((SUITES / f"{name}.jsonl").read_bytes()).hexdigest() == sealed
