"""schema.org products: JSON-LD files, saved pages, folders of saved pages."""

from __future__ import annotations

import json
from decimal import Decimal

from PIL import Image

from index.catalogue import open_source

ANVIL = {
    "@context": "https://schema.org/",
    "@type": "Product",
    "name": "Executive Anvil",
    "image": [
        "https://example.com/1.jpg",
        {"@type": "ImageObject", "contentUrl": "https://example.com/2.jpg"},
    ],
    "description": "Sleeker than <b>ACME's</b> Classic Anvil.",
    "sku": "0446310786",
    "mpn": "925872",
    "brand": {"@type": "Brand", "name": "ACME"},
    "category": "Tools > Anvils",
    "color": "Black",
    "weight": {"@type": "QuantitativeValue", "value": 22.5, "unitCode": "KGM"},
    "additionalProperty": [
        {"@type": "PropertyValue", "name": "Hardness", "value": "60", "unitText": "HRC"},
        {
            "@type": "PropertyValue",
            "name": "Width",
            "minValue": 10,
            "maxValue": 20,
            "unitCode": "CMT",
        },
    ],
    "audience": {"@type": "PeopleAudience", "suggestedGender": "https://schema.org/Male"},
    "review": {
        "@type": "Review",
        "reviewRating": {"@type": "Rating", "ratingValue": 8, "bestRating": 10},
        "reviewBody": "Heavy.",
    },
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.4", "reviewCount": 89},
    "offers": {
        "@type": "Offer",
        "url": "https://example.com/anvil",
        "priceCurrency": "USD",
        "price": 119.99,
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "priceType": "https://schema.org/StrikethroughPrice",
            "price": 150,
            "priceCurrency": "USD",
        },
        "availability": "https://schema.org/InStock",
    },
}

COAT = {
    "@context": "https://schema.org/",
    "@type": "ProductGroup",
    "name": "Wool winter coat",
    "productGroupID": "44E01",
    "variesBy": ["https://schema.org/size", "https://schema.org/color"],
    "hasVariant": [
        {
            "@type": "Product",
            "sku": f"44E01-{colour}-{size}",
            "size": size,
            "color": colour,
            "offers": {
                "@type": "Offer",
                "price": price,
                "priceCurrency": "EUR",
                "availability": f"https://schema.org/{state}",
            },
        }
        for colour, size, price, state in (
            ("Green", "S", 39.99, "InStock"),
            ("Blue", "L", "45.00", "OutOfStock"),
        )
    ],
}


def page(*blocks, kind="application/ld+json"):
    scripts = "\n".join(
        f'<script type="{kind}">\n{b if isinstance(b, str) else json.dumps(b)}\n</script>'
        for b in blocks
    )
    return f"<!DOCTYPE html><html><head><title>x</title>{scripts}</head><body><p>hi</body></html>"


def test_a_product_is_read(tmp_path):
    (tmp_path / "anvil.json").write_text(json.dumps(ANVIL), "utf-8")
    source = open_source(tmp_path / "anvil.json")
    (product,) = source
    assert source.report.format == "schema.org JSON-LD"
    assert (product.id, product.title, product.brand) == ("0446310786", "Executive Anvil", "ACME")
    assert product.description == "Sleeker than ACME's Classic Anvil."
    assert product.category == ("Tools", "Anvils")
    assert (product.price, product.list_price, product.currency) == (
        Decimal("119.99"),
        Decimal("150.00"),
        "USD",
    )
    assert product.attributes == {
        "color": "Black",
        "sku": "0446310786",
        "mpn": "925872",
        "weight": "22.5 kg",
        "gender": "Male",
        "Hardness": "60 HRC",
        "Width": "10-20 cm",
    }
    assert product.rating == 4.4 and product.reviews[0].rating == 4.0


def test_variants_of_a_group_are_skus(tmp_path):
    (tmp_path / "coat.jsonld").write_text(json.dumps(COAT), "utf-8")
    (product,) = open_source(tmp_path / "coat.jsonld")
    assert (product.id, product.currency, product.price) == ("44E01", "EUR", Decimal("39.99"))
    assert [(dict(s.options), s.price, s.stock) for s in product.skus] == [
        ({"size": "S", "color": "Green"}, Decimal("39.99"), None),
        ({"size": "L", "color": "Blue"}, Decimal("45.00"), 0),
    ]


def test_a_saved_page_is_read_wherever_its_product_is(tmp_path):
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage", "mainEntity": ANVIL}],
    }
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Home"}]}
    (tmp_path / "p.html").write_text(page(crumbs, graph), "utf-8")
    source = open_source(tmp_path / "p.html")
    assert [p.title for p in source] == ["Executive Anvil"]


def test_an_aggregate_offer_gives_its_lowest_price(tmp_path):
    offer = {
        "@type": "AggregateOffer",
        "lowPrice": "99,90",
        "highPrice": "199,90",
        "priceCurrency": "EUR",
    }
    (tmp_path / "p.html").write_text(page(ANVIL | {"offers": offer}), "utf-8")
    assert next(iter(open_source(tmp_path / "p.html"))).price == Decimal("99.90")


def test_a_folder_of_saved_pages_with_their_photos(tmp_path):
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        Image.new("RGB", (4, 4)).save(folder / "photo.png")
        own = ANVIL | {"sku": name, "image": "photo.png"}
        (folder / "index.html").write_text(page(own), "utf-8")
    (tmp_path / "c.html").write_text("<html><body>nothing</body></html>", "utf-8")
    source = open_source(tmp_path)
    assert [(p.id, p.images) for p in source] == [("a", ("a/photo.png",)), ("b", ("b/photo.png",))]
    (problem,) = source.report.problems
    assert "'c.html' holds no schema.org product" in problem.what


def test_scripts_that_are_not_json_are_reported_and_the_rest_is_read(tmp_path):
    commented = "/*x*/{bad"
    cdata = f"//<![CDATA[\n{json.dumps(ANVIL)}\n//]]>"
    (tmp_path / "p.html").write_text(page(commented, cdata), "utf-8")
    source = open_source(tmp_path / "p.html")
    assert [p.id for p in source] == ["0446310786"]
    assert [p.skipped for p in source.report.problems] == [True]


def test_a_json_list_in_our_own_fields_is_read(tmp_path):
    rows = [{"id": "a", "title": "羽绒服", "price": 799}, "no object"]
    (tmp_path / "catalogue.json").write_text(json.dumps(rows), "utf-8")
    source = open_source(tmp_path)
    assert [p.price for p in source] == [Decimal(799)] and source.report.problems[0].line == 2
