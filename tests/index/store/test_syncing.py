"""A catalogue that changes under an index: what a sync refuses, and what it keeps."""

from __future__ import annotations

import pytest
from tiny_shop import options, product, write_catalogue

from index.errors import StoreError
from index.store import build, layout
from index.store.generation import open_generation


def ids(index):
    generation = open_generation(index)
    try:
        return [product.id for product in generation.products]
    finally:
        generation.close()


def test_a_source_that_lacks_most_of_the_products_is_not_applied(tmp_path, shop, encoder):
    index = tmp_path / "index"
    build(shop, index, options(encoder))
    write_catalogue(shop, [product(n) for n in range(2)])
    with pytest.raises(StoreError, match=r"lacks 18 of the 20 products .* --allow-shrink"):
        build(shop, index, options(encoder, allow_shrink=False))
    assert layout.current(index) == "gen-0001" and len(ids(index)) == 20


def test_it_is_applied_where_that_is_said(tmp_path, shop, encoder):
    index = tmp_path / "index"
    build(shop, index, options(encoder))
    write_catalogue(shop, [product(n) for n in range(2)])
    report = build(shop, index, options(encoder, allow_shrink=True))
    assert len(report.changes.removed) == 18 and ids(index) == ["p0", "p1"]


@pytest.mark.parametrize(("before", "after"), [(20, 11), (9, 1)])
def test_fewer_or_few_products_are_no_alarm(tmp_path, encoder, before, after):
    shop = write_catalogue(tmp_path / "shop", [product(n) for n in range(before)])
    build(shop, tmp_path / "index", options(encoder))
    write_catalogue(shop, [product(n) for n in range(after)])
    build(shop, tmp_path / "index", options(encoder, allow_shrink=False))
    assert len(ids(tmp_path / "index")) == after


def test_other_products_in_place_of_all_are_an_alarm(tmp_path, shop, encoder):
    index = tmp_path / "index"
    build(shop, index, options(encoder))
    write_catalogue(shop, [product(n) for n in range(100, 120)])
    with pytest.raises(StoreError, match="lacks 20 of the 20"):
        build(shop, index, options(encoder, allow_shrink=False))


def test_the_first_sync_into_an_empty_index_has_nothing_to_lose(tmp_path, shop, encoder):
    report = build(shop, tmp_path / "index", options(encoder, allow_shrink=False))
    assert len(report.changes.added) == 20


def test_a_photo_that_is_gone_changes_its_product_only_and_computes_nothing(
    tmp_path, shop, encoder
):
    index = tmp_path / "index"
    build(shop, index, options(encoder))
    (shop / "photos" / "1.png").unlink()
    report = build(shop, index, options(encoder, allow_shrink=False))
    assert report.changes.changed == ("p1",) and not report.changes.removed
    assert report.computed == {"text": 0, "photo": 0}
    assert report.manifest.counts.photos == 2


def test_a_photo_with_other_content_under_its_old_name_is_seen(tmp_path, shop, encoder):
    from tiny_shop import write_photo

    index = tmp_path / "index"
    build(shop, index, options(encoder))
    write_photo(shop / "photos" / "2.png", (250, 250, 20))
    report = build(shop, index, options(encoder, allow_shrink=False))
    assert report.changes.changed == ("p2",) and report.computed == {"text": 0, "photo": 1}
