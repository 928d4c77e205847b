"""Pinyin and slips of the pen: found again by how they sound and look, and said back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.apply import apply
from guide.need import Need
from guide.reading import RulesReader
from guide.reading.pinyin import from_pinyin
from guide.reading.slips import without_slips
from guide.reading.sounds import sounds_of
from guide.turn import Context
from index.extraction import extract, learn
from index.vocabulary import build
from tests.guide.reading.conftest import PRODUCTS

PROFILE = learn(PRODUCTS)
SHOP = build(PRODUCTS, [fact for p in PRODUCTS for fact in extract(p, PROFILE)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yurongfu 800yinei", "羽绒服 800以内"),
        ("hongse lianyiqun", "红色连衣裙"),
        ("yu rong fu", "羽绒服"),
        ("红色的yurongfu,500以内", "红色的羽绒服,500以内"),
        ("wo yao mai yi jian yu rong fu", "我要买一件羽绒服"),
        ("帮我挑shouji", "帮我挑手机"),
        ("nvshi dayi", "女士大衣"),
    ],
)
def test_pinyin_is_put_back_to_words(typed: str, meant: str) -> None:
    assert from_pinyin(typed, SHOP)[0] == meant


@pytest.mark.parametrize(
    "typed", ["an eye cream under 200 yuan", "women dress", "sending a gift", "iphone 15 pro"]
)
def test_english_is_no_pinyin(typed: str) -> None:
    assert from_pinyin(typed, SHOP) == (typed, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("双肩宝", "双肩包"),  # the same sound
        ("手击,拍照好", "手机,拍照好"),
        ("防嗮霜", "防晒霜"),  # alike to the eye
        ("连裙衣 红色", "连衣裙 红色"),  # swapped
        ("连衣衣裙", "连衣裙"),  # typed twice
        ("扫地机人", "扫地机器人"),  # left out
        ("修申的羽绒服", "修身的羽绒服"),
        ("兰色连衣裙", "蓝色连衣裙"),
    ],
)
def test_slips_are_put_right(typed: str, meant: str) -> None:
    assert without_slips(typed, SHOP)[0] == meant


@pytest.mark.parametrize(
    "right",
    [
        "想买台登山包",
        "给妈妈买手机",
        "卫衣要带拉链的",
        "休闲袜",
        "羽绒背心",
        "保暖被",
        "第二款和第一款比有什么缺点",
        "满300减50,我是88VIP,到手多少",
        "不要日本品牌的防晒,油皮",
    ],
)
def test_what_is_right_is_left_alone(right: str) -> None:
    assert without_slips(right, SHOP) == (right, ())


NAMES = sorted(sounds_of(SHOP).known)


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(NAMES))
def test_no_name_is_turned_into_another(name: str) -> None:
    assert without_slips(name, SHOP) == (name, ())


def test_what_was_taken_for_what_is_told(reader: RulesReader) -> None:
    turn = reader.read("yurongfu 800yinei", None, Context(currency="CNY"))
    need = apply(Need(), turn)
    assert (turn.locale, need.kind_words) == ("zh", "羽绒服")
    assert [meant for _, meant in turn.righted] == ["羽绒服"]
    assert need.budget is not None
    assert need.budget.high == 800
