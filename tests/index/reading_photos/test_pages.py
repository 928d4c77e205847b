"""A page of text is told from a product, without reading the words of what looks like a product."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.opening import Index
from index.photos.pages import WORDY, is_page, may_be_page, text_share
from index.photos.reading import read_photo
from index.photos.text import TextLine
from tests.index.reading_photos.conftest import draw
from tests.index.reading_photos.test_reading_a_photo import photo_of


def size_chart() -> Image.Image:
    page = Image.new("RGB", (640, 640), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(24)
    for row in range(14):
        pen.text(
            (30, 30 + 42 * row), f"Size {row}  chest {80 + row}  length {60 + row} cm", 0, font
        )
    return page


def lines(count: int, characters: int) -> list[TextLine]:
    return [TextLine("字" * characters, 0.9, (0.1, 0.0, 0.9, 0.02)) for _ in range(count)]


def test_rows_of_small_strokes_are_seen_and_plain_things_have_none() -> None:
    assert text_share(size_chart()) > WORDY
    assert text_share(draw((40, 90, 190), "ellipse", "WAVE500")) < WORDY


def test_what_looks_like_a_product_of_the_shop_is_not_read() -> None:
    assert may_be_page(size_chart(), nearest=0.4)
    assert not may_be_page(size_chart(), nearest=0.9)


@pytest.mark.parametrize(
    ("read", "nearest", "page"),
    [
        (lines(12, 12), 0.5, True),
        (lines(12, 12), 0.9, False),
        (lines(3, 60), 0.5, False),
        (lines(9, 6), 0.5, True),
        (lines(9, 6), 0.7, False),
        ([], 0.2, False),
    ],
)
def test_many_lines_of_many_characters_are_a_page(
    read: list[TextLine], nearest: float, page: bool
) -> None:
    assert is_page(read, nearest) is page


def test_a_size_chart_shows_no_product_and_a_product_does(drawn_index: Index) -> None:
    reading = read_photo(photo_of(size_chart()), drawn_index)
    assert reading.page
    assert reading.text
    assert not read_photo(photo_of(draw((40, 90, 190), "ellipse", "WAVE500")), drawn_index).page
