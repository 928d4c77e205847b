"""Products side by side: what matters first, differences marked, every cell with its source."""

from __future__ import annotations

import pytest

from guide.choosing import compare, drawbacks
from guide.need import Need
from guide.turn import Reference
from index.errors import SettingsError
from index.product import Product
from tests.guide.made_shop import MadeShop, need, wish


def refs(*ids: str) -> tuple[Reference, ...]:
    return tuple(Reference(f"第{i}款", id) for i, id in enumerate(ids, start=1))


def test_price_then_what_was_wished_for_come_first(shop: MadeShop) -> None:
    table = compare(refs("a", "b", "c"), need(shop, "羽绒服", wish("c1", "fit", "修身")), shop)
    assert table.columns == ("a", "b", "c")
    assert [row.attribute for row in table.rows[:2]] == ["price", "fit"]


def test_differences_are_marked_and_come_before_what_is_the_same(shop: MadeShop) -> None:
    table = compare(refs("a", "b"), Need(), shop)
    differs = [row.differs for row in table.rows]
    assert differs == sorted(differs, reverse=True)
    assert not next(row for row in table.rows if row.attribute == "fit").differs


def test_the_better_cell_is_marked_where_better_has_a_direction(shop: MadeShop) -> None:
    table = compare(refs("a", "b"), Need(), shop)
    best = {row.attribute: [cell.best for cell in row.cells] for row in table.rows}
    assert best["price"] == [True, False]
    assert best["weight"] == [False, True]
    assert best["fit"] == [False, False]


def test_an_unknown_cell_is_empty_and_every_other_has_its_source(shop: MadeShop) -> None:
    table = compare(refs("a", "d"), Need(), shop)
    fit = next(row for row in table.rows if row.attribute == "fit")
    assert [cell.text for cell in fit.cells] == ["修身", ""]
    cells = [cell for row in table.rows for cell in row.cells if cell.text]
    assert all(cell.evidence for cell in cells)


@pytest.mark.parametrize("ids", [("a",), ("a", "a")])
def test_it_takes_two_different_products(shop: MadeShop, ids: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError, match="2 to 6"):
        compare(refs(*ids), Need(), shop)


def test_drawbacks_are_price_and_stated_facts(shop: MadeShop) -> None:
    first, second = refs("a", "b")
    keys = [claim.key for claim in drawbacks(second, first, shop)]
    assert keys[:2] == ["compare.drawback", "trade.price_only"]
    lighter = drawbacks(first, second, shop)
    assert any(claim.blanks.get("loss") == "delta.heavier" for claim in lighter)


def test_drawbacks_of_one_alone_are_what_buyers_complain_of(reviewed: MadeShop) -> None:
    keys = [claim.key for claim in drawbacks(refs("a")[0], None, reviewed)]
    assert keys == ["compare.drawback_alone", "trade.review"]
    assert [c.key for c in drawbacks(refs("b")[0], None, reviewed)] == ["compare.no_drawback_alone"]


def test_what_was_avoided_is_not_what_matters(shop: MadeShop) -> None:
    avoided = need(shop, "羽绒服", wish("c1", "brand", "南屏", strength="avoid"))
    rows = [row.attribute for row in compare(refs("a", "b"), avoided, shop).rows]
    assert rows.index("weight") < rows.index("brand")


def test_no_row_is_unknown_of_all(shop: MadeShop) -> None:
    wished = need(shop, "羽绒服", wish("c1", "laptop_size", strength="prefer", low=38.0))
    table = compare(refs("a", "b"), wished, shop)
    assert all(any(cell.text for cell in row.cells) for row in table.rows)


def test_sizes_stand_in_their_order() -> None:
    coats = [
        Product(each, f"{each}大衣", category=("大衣",), attributes={"尺码": ["XL", "S", "M"]})
        for each in "ab"
    ]
    shop = MadeShop(coats)
    table = compare(refs("a", "b"), need(shop, "大衣"), shop)
    row = next(row for row in table.rows if row.attribute == "size")
    assert row.cells[0].text == "S / M / XL"
