"""Google Merchant feeds, XML and TSV, written to the product data specification."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.catalogue import open_source
from index.errors import CatalogueError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">
  <channel>
    <title>Example Store</title>
    <link>https://store.example.com</link>
    <description>All our jackets</description>
    {items}
  </channel>
</rss>
"""
ITEM = """<item>
<g:id>TV_123456</g:id>
<g:title>Google 65" TV &amp; stand</g:title>
<g:description><![CDATA[<p>Bright &amp; <b>slim</b>.</p>]]></g:description>
<g:link>https://store.example.com/tv</g:link>
<g:image_link>https://store.example.com/tv.jpg</g:image_link>
<g:additional_image_link>https://store.example.com/tv2.jpg</g:additional_image_link>
<g:additional_image_link>https://store.example.com/tv3.jpg</g:additional_image_link>
<g:availability>out_of_stock</g:availability>
<g:price>1299.00 USD</g:price>
<g:sale_price>999.00 USD</g:sale_price>
<g:brand>Google</g:brand>
<g:gtin>811571013579</g:gtin>
<g:product_type>Electronics &gt; TVs &gt; LED TVs</g:product_type>
<g:google_product_category>404</g:google_product_category>
<g:shipping><g:country>US</g:country><g:price>6.49 USD</g:price></g:shipping>
<g:product_detail>
  <g:section_name>Display</g:section_name>
  <g:attribute_name>Refresh rate</g:attribute_name>
  <g:attribute_value>120Hz</g:attribute_value>
</g:product_detail>
<g:product_highlight>Supports Wi-Fi</g:product_highlight>
<g:product_highlight>4K HDR</g:product_highlight>
</item>"""


def feed(folder, *items, name="feed.xml"):
    path = folder / name
    path.write_text(RSS.replace("{items}", "\n".join(items)), "utf-8")
    return path


def variant(id_, colour, size, price="59.00 EUR", availability="in_stock"):
    return (
        f"<item><g:id>{id_}</g:id><g:item_group_id>JKT</g:item_group_id><title>Rain jacket</title>"
        f"<g:link>https://e.com/{id_}</g:link><g:color>{colour}</g:color><g:size>{size}</g:size>"
        f"<g:material>Nylon</g:material><g:price>{price}</g:price>"
        f"<g:availability>{availability}</g:availability></item>"
    )


def test_an_item_is_read_with_its_sale_price_details_and_path(tmp_path):
    source = open_source(feed(tmp_path, ITEM))
    (product,) = source
    assert source.report.format == "Google Merchant XML"
    assert (product.id, product.title, product.brand) == (
        "TV_123456",
        'Google 65" TV & stand',
        "Google",
    )
    assert product.description == "Bright & slim ."
    assert product.category == ("Electronics", "TVs", "LED TVs")
    assert (product.price, product.list_price) == (Decimal("999.00"), Decimal("1299.00"))
    assert (product.currency, product.stock) == ("USD", 0)
    assert product.attributes == {
        "gtin": "811571013579",
        "Refresh rate": "120Hz",
        "product highlight": ("Supports Wi-Fi", "4K HDR"),
    }
    assert (
        source.mapping["sale_price"] == "price"
        and source.mapping["google_product_category"] == "(not used)"
    )


def test_items_of_a_group_are_the_skus_of_one_product(tmp_path):
    source = open_source(
        feed(
            tmp_path,
            variant("j1", "Red", "M"),
            variant("j2", "Red", "L", "65.00 EUR", "out_of_stock"),
            variant("j3", "Blue", "M"),
        )
    )
    (product,) = source
    assert product.id == "JKT" and product.currency == "EUR" and product.price == Decimal("59.00")
    assert product.attributes == {"material": "Nylon"}
    assert [(s.id, dict(s.options), s.price, s.stock) for s in product.skus] == [
        ("j1", {"color": "Red", "size": "M"}, Decimal("59.00"), None),
        ("j2", {"color": "Red", "size": "L"}, Decimal("65.00"), 0),
        ("j3", {"color": "Blue", "size": "M"}, Decimal("59.00"), None),
    ]
    assert source.report.rows == 3


@pytest.mark.parametrize(
    ("period", "price"),
    [
        ("2020-01-01T00:00+0000/2020-02-01T00:00+0000", "100.00"),
        ("2020-01-01T00:00+0000/2999-01-01T00:00+0000", "80.00"),
        ("whenever", "80.00"),
    ],
)
def test_a_sale_counts_in_its_period_only(tmp_path, period, price):
    item = (
        "<item><g:id>a</g:id><g:title>Coat</g:title><g:price>100.00 USD</g:price>"
        f"<g:sale_price>80.00 USD</g:sale_price>"
        f"<g:sale_price_effective_date>{period}</g:sale_price_effective_date></item>"
    )
    (product,) = open_source(feed(tmp_path, item))
    assert product.price == Decimal(price)


def test_an_atom_feed_is_read(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title><entry><g:id>a</g:id>'
        '<title>Coat</title><link href="https://e.com/a"/><g:price>9.00 GBP</g:price></entry>'
        "</feed>",
        "utf-8",
    )
    (product,) = open_source(path)
    assert (product.title, product.url, product.currency) == ("Coat", "https://e.com/a", "GBP")


def test_problems_name_the_line_of_the_item(tmp_path):
    bad = "<item><g:id>b</g:id>\n<g:title>Coat</g:title>\n<g:price>ask us</g:price></item>"
    source = open_source(feed(tmp_path, ITEM, "<item><g:title>no id</g:title></item>", bad))
    first = 7
    after = first + ITEM.count("\n") + 1
    assert [(p.line, p.field) for p in source.report.problems] == [
        (after, "id"),
        (after + 1, "price"),
    ]


def test_what_stands_before_broken_xml_is_kept(tmp_path):
    path = feed(tmp_path, ITEM, variant("j1", "Red", "M"))
    path.write_text(path.read_text("utf-8")[:-120], "utf-8")
    source = open_source(path)
    assert [p.id for p in source] == ["TV_123456"]
    assert "breaks off" in source.report.problems[0].what


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY x "boom">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd">',
    ],
)
def test_entities_and_dtds_are_refused(tmp_path, head):
    path = tmp_path / "feed.xml"
    path.write_text(f'<?xml version="1.0"?>{head}<rss><channel/></rss>', "utf-8")
    with pytest.raises(CatalogueError, match="declares a DTD or entities"):
        open_source(path)


def test_a_feed_in_another_encoding_is_read(tmp_path):
    path = tmp_path / "feed.xml"
    item = "<item><id>a</id><title>Männer-Jacke</title></item>"
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel>{item}</channel></rss>'
    path.write_bytes(text.encode("iso-8859-1"))
    assert next(iter(open_source(path))).title == "Männer-Jacke"


def tsv(folder, *rows):
    """A feed of rows given as objects, with the columns of all of them."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    path = folder / "feed.tsv"
    path.write_text("\n".join("\t".join(line) for line in lines), "utf-8")
    return path


COAT = {
    "title": "Coat",
    "link": "https://e.com/a",
    "image link": "https://e.com/a.jpg",
    "brand": "Acme",
    "item group id": "A",
    "price": "1.299,00 EUR",
}


def test_the_tab_separated_form_is_recognised(tmp_path):
    red = COAT | {
        "id": "a1",
        "color": "Red",
        "availability": "in stock",
        "sale price": "999,00 EUR",
        "additional image link": "https://e.com/1.jpg,https://e.com/2.jpg",
        "product detail": "Body:Weight:1,5 kg",
    }
    source = open_source(
        tsv(tmp_path, red, COAT | {"id": "a2", "color": "Blue", "availability": "out of stock"})
    )
    (product,) = source
    assert source.report.format == "Google Merchant TSV"
    assert product.attributes == {"Weight": "1,5 kg"}
    assert source.report.notes == ["3 photos are addresses on the web and were not fetched."]
    assert [(s.options["color"], s.price, s.list_price, s.stock) for s in product.skus] == [
        ("Red", Decimal("999.00"), Decimal("1299.00"), None),
        ("Blue", Decimal("1299.00"), None, 0),
    ]


def test_a_price_of_thousands_is_read_by_how_the_others_are_written(tmp_path):
    offer = {"title": "Coat", "link": "https://e.com", "availability": "in_stock"}
    path = tsv(
        tmp_path,
        offer | {"id": "a", "price": "1.299 EUR"},
        offer | {"id": "b", "price": "19,90 EUR"},
    )
    assert [p.price for p in open_source(path)] == [Decimal("1299.00"), Decimal("19.90")]
