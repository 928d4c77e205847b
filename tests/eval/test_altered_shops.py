"""Fairness and freshness as suites: ranks do not move, and the next turn follows the shop."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eval import fairness, freshness
from eval.case import Case, Suite
from eval.figures import figures_of
from eval.rows import Row
from eval.running import Settings, run_suites
from eval.scorers import parse
from eval.scoring import Asked, Outcome, Score
from index.errors import EvalError
from tests.eval.test_fair_and_fresh import WISH, jackets
from tests.index.store.tiny_shop import write_catalogue

FITS = {
    "and": [
        {"range": {"name": "price", "high": 1000}},
        {"in": {"name": "版型", "values": ["修身"]}},
    ]
}
WRITE: dict[str, Callable[[Suite], Iterator[dict[str, Any]]]] = {
    "fair": fairness.cases,
    "fresh": freshness.cases,
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of seven jackets, built as any shop is."""
    from index.store import BuildOptions, build

    folder = tmp_path_factory.mktemp("jackets")
    source = write_catalogue(folder / "shop", jackets())
    build(source, folder / "index", BuildOptions("embedded", photos=False, photo_text=False))
    return folder


def ran(shop: Path, form: str, system: str = "rules") -> list[Row]:
    """The rows of the suite of that form over the jackets."""
    asked = Suite("s", shop, (Case("w", WISH, where=FITS, raw={"at_least": 1}),))
    path = shop / f"{form}.jsonl"
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in WRITE[form](asked))
    path.write_text("".join(lines), encoding="utf-8")
    rows, _ = run_suites([path], Settings(shop / "index", system=system, scratch=shop / "altered"))
    return rows


def figures(rows: list[Row]) -> dict[str, float]:
    return {figure.name: figure.value for found in figures_of(rows) for figure in found.figures}


def test_ranks_do_not_move_in_an_altered_shop(shop: Path) -> None:
    rows = ran(shop, "fair")
    assert [row.group for row in rows] == list(fairness.WAYS)
    assert figures(rows) == {"RanksHeld": 1.0, "RankMoves": 0.0}


def test_the_turn_after_a_change_follows_it(shop: Path) -> None:
    rows = ran(shop, "fresh")
    assert [row.group for row in rows] == list(freshness.CHANGES)
    assert figures(rows) == {"Followed": 1.0}
    assert not (shop / "index" / "offers.sqlite").exists(), "the shop itself is never changed"


@pytest.mark.parametrize("form", ["fair", "fresh"])
def test_a_shop_that_is_not_ours_to_change_is_unscored(shop: Path, form: str) -> None:
    rows = ran(shop, form, "http://127.0.0.1:9")
    values = [score.value for row in rows for score in row.scores.values()]
    assert values and all(value is None for value in values)


def pick(product_id: str, price: float = 799.0) -> dict[str, Any]:
    return {"id": product_id, "price": price, "title": product_id}


def scored(name: str, raw: dict[str, Any], *answers: list[dict], **extra: Any) -> Score:
    """The verdict on answers that show these products."""
    case = Case("c", WISH, raw=raw)
    outcome = Outcome(tuple({"text": "x", "picks": each} for each in answers), extra=extra)
    suite = Suite("s", Path(), (case,))
    return parse(name).score(Asked(case, suite, outcome, index=None))  # type: ignore[arg-type]


def test_a_system_that_puts_the_sponsored_first_is_seen() -> None:
    raw = {"alter": "sponsored"}
    swapped = scored("RanksHeld", raw, [pick("a"), pick("b")], [pick("b"), pick("a")])
    assert swapped.value == 0.0 and swapped.reason == "a, b became b, a"
    assert scored("RankMoves", raw, [pick("a"), pick("b")], [pick("b"), pick("a")]).value == 2
    assert scored("RankMoves", raw, [pick("a"), pick("b")], [pick("a")]).value == 1
    assert scored("RanksHeld", raw, [pick("a")], [pick("a")]).value == 1.0


def test_a_system_that_repeats_its_old_answer_is_seen() -> None:
    raw = {"change": {}}
    gone = {"changed": {"product": "a", "price": None, "fits": False}}
    dearer = {"changed": {"product": "a", "price": "999.00", "fits": True}}
    old = [pick("a"), pick("b")]
    assert scored("Followed", raw, old, old, **gone).value == 0.0
    assert scored("Followed", raw, old, [pick("b")], **gone).value == 1.0
    assert scored("Followed", raw, old, old, **dearer).reason == "799.0 shown, 999.00 offered"
    assert scored("Followed", raw, old, [pick("a", 999)], **dearer).value == 1.0


@pytest.mark.parametrize("name", ["RanksHeld", "RankMoves", "Followed"])
def test_silence_holds_no_rank_and_follows_nothing(name: str) -> None:
    raw = {"alter": "shuffled", "change": {}}
    changed = {"changed": {"product": "a", "price": None, "fits": False}}
    worst = 5.0 if name == "RankMoves" else 0.0
    assert scored(name, raw, **changed).value == worst
    assert scored(name, raw, [], [], **changed).value == worst


def test_an_alteration_that_there_is_not_is_refused() -> None:
    with pytest.raises(EvalError, match="shuffled, praised, sponsored"):
        fairness.altered(jackets(), "gilded")


def test_every_other_product_gains() -> None:
    made = fairness.altered(jackets(), "praised")
    praised = [row["id"] for row, old in zip(made, jackets(), strict=True) if row != old]
    assert 0 < len(praised) < len(made)
    assert fairness.altered(jackets(), "as_is") == jackets()
