"""What was wished and no longer counts, what is fine besides, and what is no wish at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.apply import apply, step
from guide.need import Constraint, Need
from guide.reading import RulesReader
from guide.turn import Context


def after(reader: RulesReader, text: str, screen: Context) -> Context:
    """Return the screen with the wishes of `text` standing."""
    return replace(screen, need=apply(Need(), reader.read(text, None, Context(currency="CNY"))))


def wishes_after(reader: RulesReader, screen: Context, *texts: str) -> dict[str, Constraint]:
    """Return the standing wishes after some turns, by attribute."""
    first, *others = texts
    seen = after(reader, first, screen)
    for number, text in enumerate(others, 2):
        seen = replace(seen, turn=number)
        seen = replace(seen, need=apply(seen.need, reader.read(text, None, seen)))
    assert seen.need.kinds, "the kind is no longer asked for"
    return {c.attribute: c for c in seen.need.constraints}


@pytest.mark.parametrize(
    "text",
    ["帽子不要也行", "没帽子也行", "带不带帽子都行", "不用带帽子了", "帽子不要了", "没有帽子也可以",
     "帽子无所谓", "不带帽也没关系", "取消帽子这个要求", "no need for a hood"],
)  # fmt: skip
def test_a_part_that_may_be_missing_is_no_longer_wished_for(
    reader: RulesReader, screen: Context, text: str
) -> None:
    assert wishes_after(reader, screen, "修身羽绒服 带帽子的", text).keys() == {"fit"}


@pytest.mark.parametrize(
    "text",
    ["不用黑色了", "黑色不要了", "颜色随便", "颜色无所谓", "什么颜色都行", "黑色的就不买了",
     "the colour doesn't matter then", "it doesn't have to be black"],
)  # fmt: skip
def test_a_value_that_is_taken_back_is_not_shunned(
    reader: RulesReader, screen: Context, text: str
) -> None:
    assert wishes_after(reader, screen, "修身羽绒服 黑色", text).keys() == {"fit"}


@pytest.mark.parametrize(
    "text", ["价格不管了", "预算先不管", "钱不是问题", "price doesn't matter", "预算放开"]
)
def test_the_budget_is_lifted_in_many_words(
    reader: RulesReader, screen: Context, text: str
) -> None:
    seen = after(reader, "羽绒服 一千以内 黑色", screen)
    need = apply(seen.need, reader.read(text, None, seen))
    assert need.budget is None and len(need.constraints) == 1


@pytest.mark.parametrize(
    "text", ["红色也行", "红的也可以", "或者红色的", "red is fine too", "or red"]
)
def test_what_is_fine_besides_is_joined_to_the_wish(
    reader: RulesReader, screen: Context, text: str
) -> None:
    wishes = wishes_after(reader, screen, "羽绒服 黑色", text)
    assert set(wishes["colour"].values) == {"black", "red"}
    assert wishes["colour"].strength == "must"


@pytest.mark.parametrize("text", ["换红的", "换成红色的", "改红色", "那就红色"])
def test_another_value_takes_the_place_of_the_first(
    reader: RulesReader, screen: Context, text: str
) -> None:
    assert wishes_after(reader, screen, "羽绒服 黑色", text)["colour"].values == ("red",)


def test_a_bare_number_measures_what_it_is_near_to(reader: RulesReader, screen: Context) -> None:
    wished = wishes_after(reader, screen, "羽绒服 充绒量150g以上 1000以内", "120也行")["down_fill"]
    assert (wished.low, wished.high) == (120, None)


@pytest.mark.parametrize("text", ["L码也行", "l号也可以", "大号也成"])
def test_a_size_may_be_fine_too(reader: RulesReader, screen: Context, text: str) -> None:
    assert wishes_after(reader, screen, "羽绒服 M码", text)["size"].values == ("M", "L")


def test_a_bare_size_has_the_unit_of_the_standing_one(reader: RulesReader, screen: Context) -> None:
    assert wishes_after(reader, screen, "运动鞋 42码", "43也行")["size"].values == ("42", "43")


def test_an_apostrophe_is_no_pinyin(reader: RulesReader, screen: Context) -> None:
    assert not wishes_after(reader, screen, "羽绒服 黑色", "don't need black anymore")


def test_a_price_that_is_fine_too_widens_the_budget(reader: RulesReader, screen: Context) -> None:
    seen = after(reader, "羽绒服 1000以内", screen)
    budget = apply(seen.need, reader.read("1200也行", None, seen)).budget
    assert budget is not None and budget.high == 1200


def test_a_lack_of_what_nobody_wished_for_is_not_shunned(
    reader: RulesReader, screen: Context
) -> None:
    assert wishes_after(reader, screen, "修身羽绒服", "没口袋也行").keys() == {"fit"}


@pytest.mark.parametrize(
    "text", ["救命", "想换个", "方便她喝", "不对", "等下", "谢啦", "太丑了", "老穿错"]
)
def test_talk_between_wishes_is_no_wish(reader: RulesReader, screen: Context, text: str) -> None:
    assert wishes_after(reader, screen, f"{text},羽绒服,黑色").keys() == {"colour"}


@pytest.mark.parametrize("text", ["防震", "镂空", "耐摔"])
def test_a_property_that_no_title_says_is_still_a_wish(
    reader: RulesReader, screen: Context, text: str
) -> None:
    assert wishes_after(reader, screen, f"手机壳,{text}")["words"].values[0] == text


@pytest.mark.parametrize("text", ["贵了", "有点贵了", "太贵了吧", "too expensive", "好贵"])
def test_a_complaint_asks_for_less_of_it(reader: RulesReader, screen: Context, text: str) -> None:
    seen = after(reader, "羽绒服", screen)
    budget = apply(seen.need, reader.read(text, None, seen)).budget
    assert budget is not None and budget.high is not None and float(budget.high) < 799


def test_a_complaint_is_about_what_was_spoken_of_last(reader: RulesReader, screen: Context) -> None:
    seen = replace(after(reader, "羽绒服", screen), focus="c2")
    budget = apply(seen.need, reader.read("贵了", None, seen)).budget
    assert budget is not None and budget.high is not None and 600 < float(budget.high) < 659


@pytest.mark.parametrize(
    "text",
    ["嗯嗯我跟孩子他爸说一声,谢啦", "中,那俺跟老姐妹商量商量", "好,就买它,祝我老爸长命百岁哈哈",
     "算了我再攒攒钱", "哈哈哈买东西真累,谢谢老板~", "发给我闺蜜看看", "行,谢谢老板娘",
     "太谢谢你了,祝我表白成功吧哈哈", "You've been very patient, thank you dear",
     "yesss thank you so much", "Lovely, I'll think it over", "ok cool, thanks a bunch!",
     "Wonderful, thank you for your patience", "great, I'll show it to my husband first"],
)  # fmt: skip
def test_whoever_takes_leave_or_thanks_wishes_for_nothing(
    reader: RulesReader, screen: Context, text: str
) -> None:
    turn = reader.read(text, None, after(reader, "羽绒服 黑色", screen))
    assert (turn.act, turn.edits) == ("chat", ())


@pytest.mark.parametrize(
    "text",
    ["好,再便宜点", "行,那要红色的", "嗯,换成红色", "谢谢,要带帽子的", "给奶奶穿的,黑色",
     "ok, under 700 then", "fine, red then", "中,要红的"],
)  # fmt: skip
def test_a_wish_behind_a_yes_is_still_a_wish(
    reader: RulesReader, screen: Context, text: str
) -> None:
    turn = reader.read(text, None, after(reader, "羽绒服", screen))
    assert turn.act == "refine" and turn.edits


@pytest.mark.parametrize(
    "text",
    ["换一批 预算放到900", "预算900,换几个看看", "换几款别的,900以内", "show me others under 900"],
)
def test_other_products_may_be_asked_for_beside_a_wish(
    reader: RulesReader, screen: Context, text: str
) -> None:
    need = (seen := after(reader, "羽绒服 黑色", screen)).need
    need = apply(need, reader.read(text, None, seen))
    assert need.budget is not None and need.budget.high == 900
    assert need.shown_before == ("c1", "c2", "c3") and len(need.constraints) == 1


@pytest.mark.parametrize("text", ["手机,同样的颜色", "那手机呢,颜色一样", "phone, same color"])
def test_a_wish_is_taken_along_to_another_thing(
    reader: RulesReader, screen: Context, text: str
) -> None:
    seen = after(reader, "羽绒服 黑色 修身", screen)
    need = apply(seen.need, reader.read(text, None, seen))
    assert need.kinds == ("phone",)
    assert [c.values for c in need.constraints] == [("black",)]


@pytest.mark.parametrize("text", ["再给我妈挑一件,要红的", "给他也来一件红色的"])
def test_another_person_has_wishes_of_their_own(
    reader: RulesReader, screen: Context, text: str
) -> None:
    seen = after(reader, "羽绒服 修身 黑色 800以内", screen)
    turn = reader.read(text, None, seen)
    need = step(seen.need, (), turn)[0]
    assert need.kinds == seen.need.kinds and need.budget is None
    assert {c.attribute for c in need.constraints} <= {"colour", "gender"}


def test_the_same_wishes_for_another_person_stand(reader: RulesReader, screen: Context) -> None:
    seen = after(reader, "羽绒服 修身 黑色", screen)
    need = apply(seen.need, reader.read("给我老婆也来一件,要求一样", None, seen))
    assert need.constraints == seen.need.constraints


def test_one_line_of_a_list_is_gone_on_with_alone(reader: RulesReader, screen: Context) -> None:
    seen = after(reader, "羽绒服,运动鞋,手机", screen)
    assert len(seen.need.slots) == 3
    need = step(seen.need, (), reader.read("算了,先只看手机", None, seen))[0]
    assert need.kinds == ("phone",) and not need.slots
