"""A photo is read with the eyes of one shop, and its products are ranked by it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from index.errors import PhotoError
from index.opening import Index
from index.photos import Photo, open_photo
from index.photos.matching import rank_photos
from index.photos.reading import read_photo
from tests.index.reading_photos.conftest import SHOP, draw


def photo_of(picture: Image.Image) -> Photo:
    stored = io.BytesIO()
    picture.save(stored, "PNG")
    return open_photo(stored.getvalue())


@pytest.mark.parametrize("row", SHOP, ids=[row[0] for row in SHOP])
def test_a_turned_photo_on_another_ground_finds_its_product_as_the_same_item(
    drawn_index: Index, row: tuple
) -> None:
    product, _, _, colour, shape, word = row
    reading = read_photo(photo_of(draw(colour, shape, word, "#dddddd", turn=8)), drawn_index)
    best = rank_photos(reading, drawn_index)[0]
    assert best.product_id == product
    assert best.same
    assert {"look", "colour", "points"} <= set(best.parts)


def test_a_lookalike_is_not_called_the_same_item(drawn_index: Index) -> None:
    reading = read_photo(photo_of(draw((120, 60, 150), "ellipse", "OTHER77")), drawn_index)
    assert not any(rank.same for rank in rank_photos(reading, drawn_index))


def test_kind_and_colour_are_read_out_with_their_confidence(drawn_index: Index) -> None:
    reading = read_photo(photo_of(draw((40, 90, 190), "ellipse", "WAVE500")), drawn_index)
    said = {what: word for what, word, _ in reading.words}
    assert said["colour"] == "蓝色"
    assert said["kind"] == "马克杯"
    assert all(0 <= sure <= 1 for _, _, sure in reading.words)
    assert reading.kinds[0][1] > 0.5


def test_a_kind_that_the_words_name_but_the_photo_does_not_show_changes_nothing(
    drawn_index: Index,
) -> None:
    photo = photo_of(draw((40, 90, 190), "ellipse", "WAVE500"))
    alone = read_photo(photo, drawn_index)
    assert read_photo(photo, drawn_index, words="配一个收纳箱").kinds == alone.kinds
    assert read_photo(photo, drawn_index, words="类似的马克杯").kinds[0] == alone.kinds[0]


def test_the_text_in_a_photo_is_read_when_asked_for(drawn_index: Index) -> None:
    picture = draw((40, 140, 70), "rectangle", "BAMB20")
    assert not read_photo(photo_of(picture), drawn_index).text
    reading = read_photo(photo_of(picture), drawn_index, text=True)
    assert any("BAMB20" in line.text for line in reading.text)
    best = rank_photos(reading, drawn_index)[0]
    assert best.product_id == "box-1"
    assert best.parts["text"] > 0


def test_only_the_box_that_was_drawn_counts(drawn_index: Index) -> None:
    both = Image.new("RGB", (640, 320), "white")
    both.paste(draw((190, 40, 40), "ellipse", "PEAK300"), (0, 0))
    both.paste(draw((230, 190, 50), "rectangle", "SUNN40"), (320, 0))
    photo = photo_of(both)
    left = read_photo(photo, drawn_index, box=(0.0, 0.0, 0.5, 1.0))
    right = read_photo(photo, drawn_index, box=(0.5, 0.0, 1.0, 1.0))
    assert rank_photos(left, drawn_index)[0].product_id == "cup-2"
    assert rank_photos(right, drawn_index)[0].product_id == "box-2"


def test_a_box_that_is_no_part_of_the_photo_is_refused(drawn_index: Index) -> None:
    photo = photo_of(draw((190, 40, 40), "ellipse", "PEAK300"))
    for box in ((0.5, 0.0, 0.2, 1.0), (0.0, 0.0, 0.001, 1.0), (-0.2, 0.0, 0.5, 1.0)):
        with pytest.raises(PhotoError, match=r"box|part of a photo"):
            read_photo(photo, drawn_index, box=box)


def test_only_the_rows_asked_for_are_ranked(drawn_index: Index) -> None:
    reading = read_photo(photo_of(draw((40, 90, 190), "ellipse", "WAVE500")), drawn_index)
    assert [rank.product_id for rank in rank_photos(reading, drawn_index, [3])] == ["box-2"]
