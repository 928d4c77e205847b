"""Whether a shop carries what a photo shows: the evidence, its words, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from index.opening import Index
from index.photos.carried import NAMES, calibration, evidence, is_carried, surplus, with_words
from index.photos.likeness import likeness
from index.photos.reading import look
from index.photos.table import PhotoTable, photo_table
from index.photos.text import TextLine
from tests.index.reading_photos.conftest import draw

BOX = (0.1, 0.1, 0.9, 0.2)


def line(text: str) -> TextLine:
    return TextLine(text, 0.99, BOX)


def asked(image: Image.Image, index: Index) -> np.ndarray:
    table = photo_table(index)
    seen = look("0", image, index)
    return evidence(seen, likeness(seen, table), table, {})


@pytest.fixture(scope="module")
def table(drawn_index: Index) -> PhotoTable:
    return photo_table(drawn_index)


def test_each_piece_of_evidence_has_a_weight(drawn_index: Index) -> None:
    found = asked(draw((40, 90, 190), "ellipse", "WAVE500"), drawn_index)
    assert found.shape == calibration().weights.shape == (len(NAMES),)
    assert np.isfinite(found).all()


def test_a_photo_of_the_shops_own_thing_lies_above_one_of_nothing(drawn_index: Index) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (320, 320, 3), np.uint8)
    own = asked(draw((40, 90, 190), "ellipse", "WAVE500"), drawn_index)
    assert is_carried(own)
    assert surplus(own) > surplus(asked(Image.fromarray(noise), drawn_index))


def test_words_in_a_photo_name_what_the_shop_has_or_has_not(table: PhotoTable) -> None:
    ours = table.carriage.written([line("收纳箱 BAMB20")])
    theirs = table.carriage.written([line("全自动洗衣机")])
    assert ours["text_carried"] > 0 == ours["text_other"]
    assert ours["text_agrees"] > 0 == theirs["text_agrees"]
    assert theirs["text_other"] > 0 == theirs["text_carried"]


def test_words_are_put_beside_the_rest_of_the_evidence(
    drawn_index: Index, table: PhotoTable
) -> None:
    bare = asked(draw((40, 90, 190), "ellipse", "WAVE500"), drawn_index)
    whole = with_words(bare, [line("BAMB20")], table.carriage)
    changed = {name for name, old, new in zip(NAMES, bare, whole, strict=True) if old != new}
    assert changed == {"text", "text_agrees"}
    assert np.array_equal(with_words(whole, (), table.carriage), bare)


def test_what_is_not_known_weighs_nothing() -> None:
    numbers = calibration()
    assert surplus(np.full(len(NAMES), np.nan, np.float32)) == surplus(numbers.mean)
