"""Whatever a file holds, it is read or refused with a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.catalogue import open_source
from index.errors import CatalogueError

PIECES = (
    *"id,title;price\t\n\"'{}[]<>/:|\ufeff\x00",
    *("id", "title", "编号", "名称", "售价", "799", "面议", "&amp;", "null"),
    *("<rss><channel><item>", "<g:id>a</g:id>", "</item>", "<title>x</title>", "</channel></rss>"),
    *("Handle,", "Title,", "Option1 Name", "Variant Price", "availability\t", "link\t"),
    *('<script type="application/ld+json">', '{"@type":"Product","name":"x"}', "</script>"),
)
SUFFIXES = (".jsonl", ".json", ".csv", ".tsv", ".xml", ".html", ".xlsx")
FIELDS = ("id", "title", "price", "skus", "specs", "attributes", "images", "reviews", "category")
PROPERTIES = ("offers", "image", "brand", "hasVariant", "review", "weight", "category", "audience")

quietly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
scalars = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("id", "price", "text", "name", "url")), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def read(folder, content, suffix):
    path = folder / f"catalogue{suffix}"
    path.write_bytes(content)
    try:
        source = open_source(path)
    except CatalogueError as error:
        assert str(error)
    else:
        assert all(product.id and product.title for product in source)


@quietly
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_is_read_or_refused(tmp_path, suffix, pieces):
    read(tmp_path, "".join(pieces).encode(), suffix)


@quietly
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path, suffix, content):
    read(tmp_path, content, suffix)


@quietly
@given(row=st.dictionaries(st.sampled_from(FIELDS), values))
def test_any_row_is_read_or_refused(tmp_path, row):
    read(tmp_path, json.dumps({"id": "a", "title": "x"} | row).encode(), ".jsonl")


@quietly
@given(node=st.dictionaries(st.sampled_from(PROPERTIES), values))
def test_any_product_of_schema_org_is_read_or_refused(tmp_path, node):
    read(tmp_path, json.dumps({"@type": "Product", "name": "x"} | node).encode(), ".json")
