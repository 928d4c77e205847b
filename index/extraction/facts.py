"""All facts of a product: fields first, then SKUs, title, prose, and reviews."""

from __future__ import annotations

from index.extraction.brands import read_brand
from index.extraction.closed import text_values, within
from index.extraction.fields import Field, read_field
from index.extraction.notebook import Notebook
from index.extraction.places import Place, attribute_places, sentences
from index.extraction.profile import Profile
from index.extraction.prose import read_prose, read_review
from index.fact import Fact, Grade, Text
from index.product import Product

_OF_SHELVES = ("gender", "season")


def extract(product: Product, profile: Profile) -> tuple[Fact, ...]:
    """Return what the record of `product` states, the best sources first.

    Every fact quotes the record: its quote is `field_text(product, fact.field)` cut at its span.
    Facts with the same field and span say one thing in several wordings: the catalogue's own first,
    then the lexicon's id for it, which is the same in every language.

    Args:
        product: the record.
        profile: what `learn` found in the whole catalogue.
    """
    notebook = Notebook(product, profile.locale)
    read_brand(notebook, profile)
    paragraphs: list[Place] = []
    for name, place in attribute_places(product):
        if not read_field(Field(name, place), notebook):
            paragraphs.append(Place(place.field, place.text, Grade.PROSE))
    _shelves(notebook)
    _options(notebook)
    for place in (*sentences(product), *paragraphs):
        read_prose(place, notebook, profile)
    for index, review in enumerate(product.reviews):
        read_review(Place(f"reviews[{index}].text", review.text, Grade.REVIEW), notebook)
    return notebook.facts()


def _shelves(notebook: Notebook) -> None:
    """Categories that say for whom or when («女表», "Women", «夏凉»)."""
    for index, name in enumerate(notebook.product.category):
        place = Place(f"category[{index}]", name, Grade.FIELD)
        for start, end, entry in within(text_values(), name):
            if entry.attribute in _OF_SHELVES:
                notebook.add(place, (start, end), entry.attribute, Text(entry.id))


def _options(notebook: Notebook) -> None:
    skus = notebook.product.skus
    only = len(skus) == 1
    for index, sku in enumerate(skus):
        for name, value in sku.options.items():
            if only and value in _NO_CHOICE:
                continue
            place = Place(f"skus[{index}].options.{name}", value, Grade.FIELD)
            read_field(Field(name, place, sku.id), notebook)


_NO_CHOICE = frozenset(("标准", "默认", "Default Title", "default", "标配"))
