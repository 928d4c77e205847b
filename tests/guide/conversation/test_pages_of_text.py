"""A photo of a poster or a label shows no product: that is said, and its words are used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.choosing.pool import gather
from guide.need import Need, PhotoWish
from guide.picks import Picks, Seen
from guide.reading.rules import RulesReader
from guide.turn import Context, PhotoReading, SetPhoto, Turn
from guide.wording import TemplateWriter, make_brief
from index.opening import Index
from index.photos import open_photo
from index.photos.reading import read_photo

LABEL = "images/87_632.jpg"
"""An energy label of one of the shop's televisions."""


@pytest.fixture(scope="module")
def demo(demo_index: Path) -> Iterator[Index]:
    with Index.open(demo_index) as index:
        yield index


def test_a_page_that_names_nothing_of_the_shop_brings_nothing(demo: Index, shared: Path):
    found = read_photo(open_photo(shared / "queries" / "tmall_photos" / LABEL), demo)
    assert found.page
    pool = gather(Need(photo=PhotoWish("p")), demo, found)
    assert list(pool.only or ()) == []


def test_beside_a_page_the_words_decide_alone(demo: Index):
    page = PhotoReading("p", page=True)
    turn = RulesReader(demo.vocabulary).read("保温杯,200以内", page, Context())
    assert not [edit for edit in turn.edits if isinstance(edit, SetPhoto)]
    alone = RulesReader(demo.vocabulary).read("", page, Context())
    assert [edit for edit in alone.edits if isinstance(edit, SetPhoto)]


def test_it_is_said_that_no_product_is_seen(demo: Index):
    picks = Picks(Need(), seen=Seen("p", page=True))
    brief = make_brief(Turn("wish", ""), picks, demo)
    assert TemplateWriter().write(brief).startswith("照片里看不到商品")
