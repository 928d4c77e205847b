"""Template words: brief, in the shopper's language, naming all that is shown and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from guide.choosing import answer_about, choose, compare, drawbacks
from guide.choosing.evidence import amount_text
from guide.need import Need, Slot
from guide.picks import Claim, Picks
from guide.turn import Reference, Turn
from guide.wording import TemplateWriter, make_brief, phrases
from guide.wording.brief import shown_picks
from guide.wording.checking import check
from tests.guide.choosing.conftest import jackets
from tests.guide.made_shop import MadeShop, budget, need, wish

SHOP = MadeShop(jackets())


def answers() -> list[tuple[Turn, Picks, tuple[Claim, ...]]]:
    """One of every sort of outcome."""
    slim = wish("c1", "fit", "修身")
    shoes = Slot("鞋", SHOP.kinds("运动鞋"))
    listed = Need(slots=(Slot("外套", SHOP.kinds("羽绒服")), shoes), budget=budget(1200))
    first, second = Reference("第一款", "a"), Reference("第二款", "b")
    compared = Picks(Need(), table=compare((first, second), Need(), SHOP))
    asked = answer_about((first,), (), SHOP, text="多重")
    return [
        (Turn("wish", "羽绒服"), choose(need(SHOP, "羽绒服", slim), SHOP), ()),
        (Turn("wish", "羽绒服"), choose(need(SHOP, "羽绒服", slim, budget=budget(700)), SHOP), ()),
        (Turn("wish", "凉鞋"), choose(Need(kind_words="凉鞋", not_carried=True), SHOP), ()),
        (Turn("list", "清单"), choose(listed, SHOP), ()),
        (Turn("compare", "对比", refers=(first, second)), compared, ()),
        (Turn("ask", "多重", refers=(first,)), Picks(Need()), asked),
        (Turn("compare", "缺点"), Picks(Need()), drawbacks(second, first, SHOP)),
    ]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("number", range(len(answers())))
def test_every_shown_product_is_named_and_every_named_one_is_shown(
    locale: str, number: int
) -> None:
    turn, picks, claims = answers()[number]
    brief = make_brief(turn, picks, SHOP, claims)
    text = TemplateWriter(locale).write(brief)  # type: ignore[arg-type]
    shown = {pick.product_id for pick in shown_picks(picks)} | set(brief.products)
    named = {p.id for p in SHOP.products if p.title in text}
    assert {pick.product_id for pick in shown_picks(picks)} <= named <= shown
    assert not check(text, text, brief)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_blank_is_left_open(locale: str) -> None:
    for turn, picks, claims in answers():
        text = TemplateWriter(locale).write(make_brief(turn, picks, SHOP, claims))  # type: ignore[arg-type]
        assert text
        assert not re.search(r"[{}]", text)


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    zh, en = phrases("zh")._texts, phrases("en")._texts  # type: ignore[attr-defined]
    assert zh.keys() == en.keys()
    for section in zh:
        single = {
            name for name in en[section] if name.removesuffix("_1") in en[section].keys() - {name}
        }
        assert zh[section].keys() == en[section].keys() - (single - zh[section].keys()), section
        for key in zh[section]:
            blanks = [set(re.findall(r"{(\w+)}", t[section][key])) for t in (zh, en)]
            assert blanks[0] == blanks[1], f"{section}.{key}"


def test_chat_and_refusals_are_one_line() -> None:
    for act, topics in (("chat", ("thanks", "hello", "nonsense")), ("refuse", ("prescription",))):
        for topic in topics:
            turn = Turn(act, "…", asks=(topic,))  # type: ignore[arg-type]
            text = TemplateWriter().write(make_brief(turn, Picks(Need()), SHOP))
            assert text
            assert "\n" not in text


def test_what_could_not_be_understood_is_told() -> None:
    turn = Turn("wish", "羽绒服 咕噜咕噜", notes=("咕噜咕噜",))
    text = TemplateWriter().write(make_brief(turn, choose(need(SHOP, "羽绒服"), SHOP), SHOP))
    assert "咕噜咕噜" in text


def test_an_english_question_gets_an_english_answer() -> None:
    turn = Turn("wish", "a down jacket", locale="en")
    text = TemplateWriter().write(make_brief(turn, choose(need(SHOP, "羽绒服"), SHOP), SHOP))
    assert text.startswith("Here are")
    assert "¥" in text


@pytest.mark.parametrize(
    ("amount", "shown"), [("899", "899"), ("12.90", "12.9"), ("1104.35", "1104.35"), ("0.5", "0.5")]
)
def test_amounts_are_said_to_the_cent_without_idle_zeros(amount: str, shown: str) -> None:
    assert amount_text(Decimal(amount)) == shown


def test_an_amount_keeps_its_currency() -> None:
    assert phrases("zh").amount("29", "USD") == "29美元"
    assert phrases("en").amount("29", "USD") == "$29"
    assert phrases("zh").amount("29", "SEK") == "29 SEK"
