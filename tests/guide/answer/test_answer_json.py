"""The Answer as JSON: what `docs/answer.md` and the schema promise."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from guide.answer import Answer, assemble, made_schema, schema, to_json
from guide.choosing import choose, compare
from guide.need import Need, Slot
from guide.picks import Picks
from guide.turn import Reference, Turn
from guide.wording import TemplateWriter, make_brief
from tests.guide.choosing.conftest import jackets
from tests.guide.made_shop import MadeShop, budget, need, wish

SHOP = MadeShop(jackets())
LISTED = [
    "schema_version",
    "session",
    "turn",
    "act",
    "text",
    "need",
    "currency",
    "picks",
    "nearest",
    "groups",
    "table",
    "question",
    "relaxations",
    "not_carried",
    "more",
    "quick_replies",
    "seen",
    "timings",
]


def made(turn: Turn, picks: Picks) -> Answer:
    brief = make_brief(turn, picks, SHOP)
    return assemble(brief, TemplateWriter().write(brief), session="s1", number=1)


def every_sort() -> dict[str, Answer]:
    slim = wish("c1", "fit", "修身")
    slots = (Slot("外套", SHOP.kinds("羽绒服")), Slot("鞋", SHOP.kinds("运动鞋")))
    table = compare((Reference("第一款", "a"), Reference("第二款", "b")), Need(), SHOP)
    wished = Turn("wish", "羽绒服")
    return {
        "picks": made(wished, choose(need(SHOP, "羽绒服", slim), SHOP)),
        "nothing": made(wished, choose(need(SHOP, "羽绒服", slim, budget=budget(700)), SHOP)),
        "not carried": made(wished, choose(Need(kind_words="凉鞋", not_carried=True), SHOP)),
        "list": made(Turn("list", "…"), choose(Need(slots=slots, budget=budget(1200)), SHOP)),
        "table": made(Turn("compare", "…"), Picks(Need(), table=table)),
        "chat": made(Turn("chat", "谢谢", asks=("thanks",)), Picks(Need())),
    }


ANSWERS = every_sort()


def test_the_shipped_schema_is_the_one_that_the_dataclasses_make() -> None:
    assert schema() == json.loads(json.dumps(made_schema()))


@pytest.mark.parametrize("sort", ANSWERS)
def test_every_answer_has_all_fields_and_meets_the_schema(sort: str) -> None:
    body = json.loads(json.dumps(to_json(ANSWERS[sort]), ensure_ascii=False))
    assert list(body) == LISTED
    jsonschema.validate(body, schema())


def test_amounts_are_numbers_with_two_decimals_at_most() -> None:
    for answer in ANSWERS.values():
        for pick in to_json(answer)["picks"]:
            for amount in (pick["price"], pick["final_price"]):
                assert isinstance(amount, float | int)
                assert round(amount, 2) == amount


def test_the_final_price_is_the_price_and_the_sum_of_its_lines() -> None:
    for pick in ANSWERS["picks"].picks:
        assert pick.final_price == pick.price == sum(line.amount for line in pick.price_lines)


def test_a_reason_has_words_and_evidence() -> None:
    for pick in ANSWERS["picks"].picks:
        assert pick.reasons
        assert all(reason.text and reason.evidence for reason in pick.reasons)
        assert pick.trade_offs


def test_nearest_says_what_was_wanted_and_got() -> None:
    for near in ANSWERS["nothing"].nearest:
        assert all(miss.constraint_id and miss.wanted for miss in near.misses)


def test_a_list_stays_within_its_budget() -> None:
    chosen = [group.chosen for group in ANSWERS["list"].groups]
    assert all(chosen)
    prices = [pick.final_price for pick in chosen if pick and pick.final_price is not None]
    assert sum(prices, Decimal(0)) <= 1200


def test_one_to_five_picks() -> None:
    assert 1 <= len(ANSWERS["picks"].picks) <= 5


def test_the_example_in_the_docs_is_an_answer() -> None:
    docs = Path(__file__).resolve().parents[3] / "docs" / "answer.md"
    example = docs.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    jsonschema.validate(json.loads(example), schema())
