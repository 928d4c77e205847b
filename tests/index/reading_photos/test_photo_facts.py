"""What is read from a product's photo is read once and kept by its content."""

from __future__ import annotations

from pathlib import Path

from index.photos.facts import FILE, PhotoFactsCache, photo_facts, read_all
from index.photos.likeness import same_picture
from index.photos.local import agreeing_points, local_features
from index.photos.printed import text_agreement
from index.photos.text import TextLine
from index.product import Product
from index.store.encoding import photo_rows
from index.store.progress import Silent
from tests.index.reading_photos.conftest import draw


def test_facts_come_back_from_disk_as_they_were_kept(tmp_path: Path) -> None:
    facts = photo_facts(draw((40, 90, 190), "ellipse", "WAVE500"))
    with PhotoFactsCache(tmp_path / FILE) as cache:
        cache.put("a", facts)
        back = cache.get(["a", "b"])
        light = cache.get_light(["a"])
    assert set(back) == {"a"}
    assert back["a"].look == facts.look
    assert back["a"].text == facts.text
    assert back["a"].colours.shares == facts.colours.shares
    assert (back["a"].local.points == facts.local.points).all()
    assert (back["a"].local.descriptors == facts.local.descriptors).all()
    assert len(light["a"].local.points) == 0


def test_a_photo_is_read_once_and_its_text_when_it_is_first_wanted(
    shop: Path, tmp_path: Path
) -> None:
    products = [
        Product("a", "杯子", images=("cup-1.png",)),
        Product("b", "箱", images=("box-1.png",)),
    ]
    rows, problems = photo_rows(products, shop)
    assert not problems
    assert read_all(rows, shop, tmp_path, Silent(), text=False) == 2
    assert read_all(rows, shop, tmp_path, Silent(), text=False) == 0
    assert read_all(rows, shop, tmp_path, Silent(), text=True) == 2
    assert read_all(rows, shop, tmp_path, Silent(), text=False) == 0


def test_points_agree_with_a_turned_copy_and_not_with_another_thing() -> None:
    one = local_features(draw((40, 90, 190), "ellipse", "WAVE500"))
    turned = local_features(draw((40, 90, 190), "ellipse", "WAVE500", "#cccccc", turn=10))
    other = local_features(draw((230, 190, 50), "rectangle", "SUNN40"))
    assert agreeing_points(one, turned) > agreeing_points(one, other)
    assert agreeing_points(one, turned) >= 25


def test_copies_of_a_picture_are_known_by_their_hash() -> None:
    picture = draw((40, 90, 190), "ellipse", "WAVE500")
    smaller = picture.resize((200, 200))
    other = draw((230, 190, 50), "rectangle", "SUNN40")
    facts = photo_facts(picture, text=False)
    assert same_picture(facts, photo_facts(smaller, text=False))
    assert not same_picture(facts, photo_facts(other, text=False))


def test_a_model_number_in_a_photo_says_more_than_a_common_word() -> None:
    tv = Product("tv", "Konka/康佳 LED32S1 卧室32吋液晶电视机")
    other = Product("other", "Hisense/海信 LED49EC500U 液晶电视机")
    lines = [TextLine("液晶电视型号：LED32S1", 0.98, (0.0, 0.0, 1.0, 0.1))]
    assert text_agreement(lines, tv) > text_agreement(lines, other) > 0
    assert text_agreement([], tv) == 0
