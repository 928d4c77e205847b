"""Words common to shops: colours, units, attributes, sizes, and finding words in texts."""

from __future__ import annotations

import pytest

from index.lexicon import WordMatcher, fold, load


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("石板灰", ["grey"]),
        ("砖釉红", ["red"]),
        ("蓝白", ["blue", "white"]),
        ("灰白格", ["grey", "white"]),
        ("灰蓝", ["blue"]),
        ("蓝条纹", ["blue"]),
        ("青丝灰", ["grey"]),
        ("渐变粉花朵+灰色底座", ["grey"]),
        ("Navy Blue", ["navy"]),
        ("藏青色", ["navy"]),
        ("酒红", ["burgundy"]),
        ("GB/T 28495-2012", []),
    ],
)
def test_a_colour_value_names_its_colours(words, ids):
    assert [colour.id for colour in load().colours_in(words)] == ids


def test_every_colour_belongs_to_a_family_that_is_a_colour():
    colours = load().colours
    assert all(colours[c.family].family == c.family for c in colours.values())


def test_every_family_that_can_be_seen_has_a_prototype():
    seen = [c for c in load().colours.values() if c.id not in ("multicolour", "transparent")]
    assert all(colour.rgb for colour in seen)


def test_an_attribute_is_found_by_any_of_its_names():
    names = {
        "裸机重量": "weight",
        "Colors": "colour",
        "是否连帽": "hood",
        "尺码": "size",
        "sizes": "size",
    }
    assert {name: load().attribute_named(name).id for name in names} == names


def test_a_shop_s_own_attribute_is_not_in_the_lexicon():
    assert load().attribute_named("花材种植地") is None


def test_no_name_stands_for_two_attributes():
    owners: dict[str, set[str]] = {}
    for attribute in load().attributes.values():
        for names in attribute.names.values():
            for name in names:
                owners.setdefault(fold(name), set()).add(attribute.id)
    assert {name for name, ids in owners.items() if len(ids) > 1} == set()


def test_every_dimension_of_an_attribute_has_units():
    known = {unit.dimension for unit in load().units}
    used = {d for a in load().attributes.values() for d in a.dimensions}
    assert used <= known


def test_sizes_are_told_by_their_other_names():
    assert [load().size_id(word) for word in ("2xl", "XXL", "均码", "大码", "42")] == [
        "XXL",
        "XXL",
        "one size",
        "L",
        None,
    ]


def test_the_longest_word_counts_and_is_not_searched_again():
    hits = WordMatcher([("手机", 1), ("手机壳", 2)]).find("透明手机壳和手机")
    assert [(hit.payload, hit.start) for hit in hits] == [(2, 2), (1, 6)]


def test_latin_words_are_found_as_whole_words_only():
    hits = WordMatcher([("red", 1)]).find("Fred's RED coat, bored")
    assert [(hit.start, hit.end) for hit in hits] == [(7, 10)]


def test_a_latin_word_may_stand_between_chinese_characters():
    assert [hit.start for hit in WordMatcher([("nfc", 1)]).find("多功能NFC芯片")] == [3]


@pytest.mark.parametrize("text", ["ＮＦＣ", "İstanbul", "ﬁne", "Straße", "１２３"])
def test_folding_keeps_the_length_so_that_spans_carry_over(text):
    assert len(fold(text)) == len(text)
