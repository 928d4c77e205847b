"""Every scorer ranks deliberately wrong systems below the real one, and none above it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.case import Case, Suite, open_suite
from eval.figures import figures_of
from eval.running import judged
from eval.scorers import scorers_of
from eval.scoring import Asked, Outcome
from eval.systems import InProcess, open_system
from index.opening import Index
from tests.eval.canaries import Canaries, ignores_negation
from tests.eval.test_scorer_names import NAMES

REQUESTS = Path(__file__).parent / "canary_requests.jsonl"
SUITES = Path(__file__).parents[2] / "eval" / "suites"
SEES = {
    "at_random": ("MustKept", "MustKept@3", "RightPick@3", "Grounded", "PlainWords"),
    "most_popular": ("MustKept", "MustKept@3", "RightPick@3", "Grounded", "PlainWords"),
    "over_budget": ("MustKept", "MustKept@3", "RightPick@3", "Grounded", "PlainWords"),
    "invents_price": ("PriceExact",),
    "ignores_negation": ("MustKept", "MustKept@3", "RightPick@3"),
}
"""What must see each; of the rest, none may find it better than the real one."""
ELSEWHERE = {
    *("RanksHeld", "RankMoves", "Followed"),  # test_altered_shops: silence, favours, old answers
    *("WordsKept", "PhotoKind", "PhotoTold"),  # test_wrong_photo_answers: silence, nothing told
    "P@5",  # as the other measures of ir_measures
}
"""Scorers that other tests hold to wrong systems."""
COUNTED = ("picks", "p50(total_ms)", "p95(total_ms)")
"""Not how good an answer is: how many picks there were, and how long they took."""


def suites() -> list[Suite]:
    """One suite of each form, small."""
    found = [open_suite(REQUESTS)]
    for name in ("understanding.jsonl", "dialogues/demo.jsonl", "refusals/demo.jsonl"):
        suite = open_suite(SUITES / name)
        own = [c for c in suite.cases if c.raw.get("catalogue") == "demo"]
        some = [c for c in own if c.raw.get("refuse") is not False][:4]
        found.append(Suite(suite.name, suite.path, tuple(some)))
    return found


def made_suites(index: Index) -> list[Suite]:
    """Suites that are made from the catalogue: a title to find, a record to ask, no match …"""
    product = next(p for p in index.products if p.id == "down_jacket-05")
    field, value = next((k, v) for k, v in product.attributes.items() if k == "版型")
    find = {"id": "f", "text": product.title, "relevant": [product.id]}
    asks = {"id": "q", "text": f"什么{field}", "product": product.id}
    asks["answers"] = [{"field": f"attributes.{field}", "quote": str(value)}]
    none = {"id": "n", "text": "羽绒服,1元以内", "blocks": [{"words": [["1元"]]}]}
    return [
        Suite(row["id"], REQUESTS, (Case(row["id"], row["text"], relevant=tuple(
            row.get("relevant", ())), raw=row),))
        for row in (find, asks, none)
    ] + [_suite(name, *rows) for name, rows in READ.items()]  # fmt: skip


READ: dict[str, tuple[dict, ...]] = {
    "spans": (
        {
            "text": "修身版型,白鸭绒填充",
            "spans": [{"start": 0, "end": 2, "type": "版型", "term": "修身"}],
        },
    ),
    "relevance": (
        {"text": "修身羽绒服", "item": "云岭 修身羽绒服 女 白鸭绒", "fits": True},
        {"text": "修身羽绒服", "item": "成猫猫粮 10kg", "fits": False},
    ),
    "belief": (
        {
            "turns": [
                {
                    "text": "羽绒服,800以内",
                    "belief": {
                        "kind": ["羽绒服"],
                        "budget": {"low": None, "high": 800, "hard": True},
                        "constraints": [],
                    },
                }
            ],
            "measures": ["BeliefF1"],
        },
    ),
    "said": (
        {
            "turns": [{"text": "修身羽绒服", "said": ["修身"], "expect": {"act": "wish"}}],
            "measures": ["ValuesRead", "ValuesKept", "ActRight"],
        },
    ),
}
"""Cases of the forms in which shared suites are read, small."""


def _suite(name: str, *rows: dict) -> Suite:
    made = [Case(f"{name}{at}", str(row.get("text", "")), raw=row) for at, row in enumerate(rows)]
    return Suite(name, REQUESTS, tuple(made))


async def _run(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Figures by system, suite and scorer."""
    rows: dict[str, list] = {}
    with Index.open(folder) as index:
        canaries = Canaries(index)
        async with open_system("rules", folder) as system:
            assert isinstance(system, InProcess)
            for suite in (*suites(), *made_suites(index)):
                for case in suite.cases:
                    for name, outcome in (await _answers(system, canaries, case, suite)).items():
                        row = judged(Asked(case, suite, outcome, index), scorers_of(suite))
                        rows.setdefault(name, []).append(row)
    return {
        name: {s.name: {f.name: f.value for f in s.figures} for s in figures_of(own)}
        for name, own in rows.items()
    }


async def _answers(
    system: InProcess, canaries: Canaries, case: Case, suite: Suite
) -> Mapping[str, Outcome]:
    real = await system.answer(case, suite)
    found = {"real": real, "empty": canaries.empty(case, suite, real)}
    if suite.form == "request":
        for name in ("at_random", "most_popular", "over_budget", "invents_price"):
            found[name] = getattr(canaries, name)(case, suite, real)
        found["ignores_negation"] = await ignores_negation(system, case, suite)
    elif suite.form in ("find", "nothing", "dialogue"):
        found["at_random"] = canaries.at_random(case, suite, real)
    return found


@pytest.fixture(scope="module")
def figures(demo_index: Path) -> dict[str, dict[str, dict[str, float]]]:
    return asyncio.run(_run(demo_index))


def test_every_scorer_ranks_silence_below_the_real_one(figures) -> None:
    scored = set()
    for suite, measures in figures["real"].items():
        for name, value in measures.items():
            empty = figures["empty"][suite].get(name, 0.0)
            worse = empty > value if name.startswith("p5") or name.startswith("p9") else (
                empty < value
            )  # fmt: skip
            assert worse, f"{suite} {name}: silence has {empty}, the real one {value}"
            scored.add(name)
    assert set(NAMES) - ELSEWHERE <= scored


@pytest.mark.parametrize("canary", SEES)
def test_what_a_canary_does_is_seen(figures, canary: str) -> None:
    real, wrong = figures["real"]["eval/canary_requests"], figures[canary]["eval/canary_requests"]
    for name in SEES[canary]:
        assert wrong[name] < real[name], f"{name} does not see {canary}"


@pytest.mark.parametrize("canary", SEES)
def test_no_scorer_ranks_a_canary_above_the_real_one(figures, canary: str) -> None:
    for suite, measures in figures[canary].items():
        for name, value in measures.items():
            if name not in COUNTED:
                real = figures["real"][suite][name]
                assert value <= real, f"{suite} {name}: {canary} {value}, real {real}"


@pytest.mark.parametrize("scorer", ["RR@10", "NothingFits", "DialogueRight"])
def test_other_forms_see_products_drawn_by_lot(figures, scorer: str) -> None:
    for suite, measures in figures["at_random"].items():
        if scorer in measures:
            assert measures[scorer] < figures["real"][suite][scorer]


def test_the_canary_requests_are_a_suite() -> None:
    rows = [json.loads(line) for line in REQUESTS.read_text("utf-8").splitlines()]
    assert sum("deaf" in row for row in rows) == 3
