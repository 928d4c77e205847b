"""One contract over every Writer: all that is shown is named, nothing is said without evidence."""

from __future__ import annotations

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from guide.choosing import choose
from guide.turn import Turn
from guide.wording import ModelWriter, TemplateWriter, make_brief
from guide.wording.brief import Brief, Writer
from guide.wording.checking import check
from tests.guide.choosing.conftest import jackets
from tests.guide.made_shop import MadeShop, need, wish

SHOP = MadeShop(jackets())


def brief() -> Brief:
    picks = choose(need(SHOP, "羽绒服", wish("c1", "fit", "修身")), SHOP)
    return make_brief(Turn("wish", "羽绒服,修身"), picks, SHOP)


def draft() -> str:
    return TemplateWriter().write(brief())


class Failing(GenericFakeChatModel):
    """A model whose provider is down."""

    def _generate(self, *args: object, **kwargs: object):
        raise ConnectionError("no network")


def writer(*words: str) -> ModelWriter:
    scripted = GenericFakeChatModel(messages=iter([AIMessage(text) for text in words]))
    return ModelWriter(scripted, TemplateWriter())


WRITERS: dict[str, Writer] = {
    "template": TemplateWriter(),
    "model that rewords": writer("好的!" + draft()),
    "model that invents a price": writer(draft() + "原价9999元。"),
    "model that invents a product": writer(draft() + "也看看《神仙羽绒服》。"),
    "model that forgets a product": writer("推荐《云岭修身羽绒服》。"),
    "model that says nothing": writer(""),
    "model that is down": ModelWriter(Failing(messages=iter([])), TemplateWriter()),
}


@pytest.mark.parametrize("name", WRITERS)
def test_whatever_writes_the_answer_holds(name: str) -> None:
    text = WRITERS[name].write(brief())
    assert not check(text, draft(), brief())


def test_good_words_of_a_model_are_used() -> None:
    assert writer("好的!" + draft()).write(brief()) == "好的!" + draft()


@pytest.mark.parametrize(
    "words", ["原价9999元。", "也看看《神仙羽绒服》。", "买家说「穿上就不冷了」。"]
)
def test_one_sentence_without_evidence_costs_the_model_its_turn(words: str) -> None:
    assert writer(draft() + words).write(brief()) == draft()


def test_a_model_never_words_a_refusal() -> None:
    refused = make_brief(Turn("refuse", "…", asks=("prescription",)), brief().picks, SHOP)
    assert writer("当然可以!").write(refused) == TemplateWriter().write(refused)
