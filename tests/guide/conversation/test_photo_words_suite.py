"""A photo with words, on the demo: a slice of the suite, and what it rests on."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from eval.photo_turns import photo_of
from guide.conversation.service import open_guide
from index.opening import Index

SUITES = Path("eval/suites/photo_words")
TAKEN = 12
"""Every so many of the demo's cases are asked here; all of them by `make eval`."""


@pytest.fixture(scope="module")
def talk(demo_index: Path, tmp_path_factory: pytest.TempPathFactory):
    """Ask turns of `(photo or None, words)`, or with a box, and return the answers."""
    sessions = tmp_path_factory.mktemp("photo-words") / "sessions.sqlite3"

    def ask(*turns, **more):
        async def run():
            async with open_guide(demo_index, sessions=sessions) as guide:
                return [
                    await guide.aanswer("photo-words", words, photo, **more)
                    for photo, words in turns
                ]

        return asyncio.run(run())

    yield ask


@pytest.fixture(scope="module")
def shown(demo_index: Path):
    """Return the photo of a product of a shelf, and its id."""
    with Index.open(demo_index) as index:

        def of(shelf: str, at: int = 0, **more) -> tuple[str, bytes]:
            found = [p for p in index.products if shelf in p.category and p.images]
            return found[at].id, photo_of({"product": found[at].id, **more}, index)

        def several(*shelves: str) -> bytes:
            return photo_of([{"product": of(shelf)[0]} for shelf in shelves], index)

        of.several = several
        yield of


def test_every_case_names_products_that_exist(demo_index: Path) -> None:
    rows = (SUITES / "demo.jsonl").read_text("utf-8").splitlines()
    with Index.open(demo_index) as index:
        for row in map(json.loads, rows):
            for turn in row["turns"]:
                spec = turn.get("photo") or []
                for each in spec if isinstance(spec, list) else [spec]:
                    assert each["product"] in index, row["id"]


def test_there_are_a_hundred_and_twenty_cases_of_our_own() -> None:
    files = SUITES.glob("*.jsonl")
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) >= 120


def test_a_slice_of_the_suite_keeps_every_word_and_the_kind(demo_index: Path, tmp_path) -> None:
    from eval.figures import figures_of
    from eval.running import Settings, run_suites

    rows = (SUITES / "demo.jsonl").read_text("utf-8").splitlines()
    some = tmp_path / "photo_words.jsonl"
    some.write_text("\n".join(rows[::TAKEN]) + "\n", "utf-8")
    judged, _ = run_suites([some], Settings(demo_index))
    (figures,) = figures_of(judged)
    measured = {str(each.name): each.value for each in figures.figures}
    assert measured["WordsKept"] == 1
    assert measured["PhotoKind"] >= 0.95
    assert measured["PhotoTold"] == 1
    assert measured["Grounded"] == 1


def test_the_answer_says_what_it_saw_and_how_sure_it_is(talk, shown) -> None:
    _, photo = shown("双肩包")
    (answer,) = talk((photo, "类似的"))
    assert answer.text.startswith("看到:")
    whats = {word.what for word in answer.seen.words}
    assert {"colour", "kind"} <= whats
    assert all(0 < word.confidence <= 1 for word in answer.seen.words)


def test_the_price_of_the_very_item_is_said_with_its_name(talk, shown) -> None:
    item, photo = shown("西装外套", 7)
    (answer,) = talk((photo, "这个多少钱"))
    assert answer.picks[0].id == item
    assert f"{float(answer.picks[0].price):g}元" in answer.text.split("\n")[1]


def test_cheaper_ones_cost_less_than_the_item_that_is_named_beside_them(talk, shown) -> None:
    item, photo = shown("双肩包", 9)
    (answer,) = talk((photo, "有没有更便宜的同款"))
    item_near = next(pick for pick in answer.nearest if pick.id == item)
    assert all(pick.price < item_near.price for pick in answer.picks)


def test_what_goes_with_a_thing_is_not_said_to_look_like_it(talk, shown) -> None:
    _, photo = shown("连衣裙", 6)
    (answer,) = talk((photo, "和这个配的鞋子"))
    assert answer.picks
    assert all(not pick.photo.kept and not pick.photo.same for pick in answer.picks)


def test_a_colour_said_later_takes_the_place_of_the_photos(talk, shown) -> None:
    _, photo = shown("连衣裙", 13)
    _, second = talk((photo, ""), (None, "要红色的"))
    assert all("红" in pick.options for pick in second.picks)
    assert all(
        any("红色" in said.text for said in pick.photo.changed)
        and not any("绿色" in said.text for said in pick.photo.unmet)
        for pick in second.picks
    )


def test_of_several_things_the_words_may_say_which_is_meant(talk, shown) -> None:
    photo = shown.several("双肩包", "运动鞋")
    (named,) = talk((photo, "这双鞋多少钱"))
    assert named.need["kinds"] != ["backpack"]
    (asked,) = talk((photo, ""))
    assert len(asked.seen.crops) == 2
    assert {crop.text for crop in asked.seen.crops} <= set(asked.quick_replies)


def test_a_crop_can_be_chosen_by_saying_where_it_is(talk, shown) -> None:
    photo = shown.several("双肩包", "运动鞋")
    _, right = talk((photo, "800以内"), (None, "右边的"))
    assert right.need["kinds"] == ["sneakers"]
    assert right.need["budget"]["high"] == 800
    assert right.seen.region is not None


def test_a_box_means_that_part_of_the_photo(talk, shown) -> None:
    photo = shown.several("双肩包", "运动鞋")
    (answer,) = talk((photo, ""), box=(0.52, 0.05, 0.99, 0.95))
    assert answer.need["kinds"] == ["sneakers"]


def test_a_whole_outfit_is_a_list_of_what_goes_with_the_thing(talk, shown) -> None:
    _, photo = shown("西装外套", 7)
    (answer,) = talk((photo, "帮我搭一身,预算500"))
    assert answer.act == "list"
    assert len(answer.groups) >= 2
    assert all("西装" not in group.slot for group in answer.groups)
    assert sum(group.chosen.price for group in answer.groups if group.chosen) <= 500
