"""Every word can be traced: the quote of every claim occurs in the field that it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.choosing import answer_about, choose, compare, drawbacks
from guide.need import Need
from guide.picks import Claim, Evidence, Picks
from guide.turn import Reference, Turn
from guide.wording.brief import Brief, evidence_of, make_brief, shown_picks
from index.catalogue import open_source
from index.errors import CatalogueError
from index.extraction import field_text
from index.product import Product
from tests.guide.made_shop import MadeShop, budget, wish

CATALOGUES = ("yanxuan", "laptops", "xiaomi", "tmall", "luma")


@pytest.fixture(scope="session", params=CATALOGUES)
def real(request: pytest.FixtureRequest, shared: Path) -> MadeShop:
    return MadeShop(open_source(shared / "catalogues" / request.param / "catalogue.jsonl"))


def text_of(product: Product, field: str) -> str:
    try:
        return field_text(product, field)
    except CatalogueError:
        value: object = product
        for name in field.replace("skus[", "skus.").replace("]", "").split("."):
            value = value[int(name)] if name.isdigit() else getattr(value, name)  # type: ignore[index]
        return str(value)


def briefs(shop: MadeShop) -> Iterator[Brief]:
    """What is said of every kind: picks, nothing fits, a table, drawbacks, questions."""
    for kind in shop.vocabulary.kinds[:12]:
        plain = Need(kinds=(kind.id,), kind_words=kind.label)
        for wished in (plain, *tight(plain)):
            yield brief(shop, choose(wished, shop))
        refs = [
            Reference(str(i), pick.product_id, pick.sku_id)
            for i, pick in enumerate(choose(plain, shop).selected[:3], start=1)
        ]
        if len(refs) > 1:
            table = compare(refs, plain, shop)
            yield brief(shop, Picks(plain, table=table), drawbacks(refs[1], refs[0], shop))
        for text in ("评价怎么样", "什么材质", "多重", "能机洗吗", "有味道吗"):
            yield brief(shop, Picks(plain), answer_about(refs[:1], (), shop, text=text))


def tight(plain: Need) -> tuple[Need, ...]:
    from dataclasses import replace

    cotton = wish("c1", "material", "棉", strength="avoid")
    return (
        replace(plain, budget=budget(1)),
        replace(plain, constraints=(cotton,)),
        replace(plain, order="cheapest", words="舒适 cotton 智能"),
    )


def brief(shop: MadeShop, picks: Picks, claims: tuple[Claim, ...] = ()) -> Brief:
    return make_brief(Turn("wish", "…"), picks, shop, claims)


def holds(evidence: Evidence, product: Product) -> bool:
    if evidence.source in ("computed", "offer", "photo"):
        return True
    text = text_of(product, evidence.field)
    if "-" in evidence.locator:
        start, end = map(int, evidence.locator.split("-"))
        return text[start:end] == evidence.quote
    return evidence.quote in text


def test_every_quote_occurs_in_the_field_that_it_names(real: MadeShop) -> None:
    seen = 0
    for said in briefs(real):
        for evidence in evidence_of(said):
            assert holds(evidence, real.product(evidence.product_id)), evidence
            seen += 1
    assert seen > 100


def test_every_claim_has_evidence(real: MadeShop) -> None:
    for said in briefs(real):
        for pick in shown_picks(said.picks):
            for claim in (*pick.reasons, *pick.trade_offs):
                assert claim.evidence, claim
        assert all(claim.evidence for claim in said.claims if claim.key != "about.no_reference")


def test_every_pick_has_a_reason_and_a_trade_off(real: MadeShop) -> None:
    for kind in real.vocabulary.kinds[:12]:
        picks = choose(Need(kinds=(kind.id,), kind_words=kind.label), real)
        if len(picks.selected) > 1:
            assert all(pick.trade_offs for pick in picks.selected)
