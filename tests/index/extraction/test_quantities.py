"""Quantities in texts: spans, base units, intervals, and sizes such as 200*230cm."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FilterError
from index.extraction.extents import parse_extents
from index.extraction.quantities import parse_quantities, to_base
from index.lexicon import load


def ends(text, dimension=None):
    return [(m.low, m.high, m.unit) for m in parse_quantities(text, dimension)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-1.5kg", [(1000, 1500, "g")]),
        ("1.5kg-2kg", [(1500, 2000, "g")]),
        ("9小时以上", [(9, None, "h")]),
        ("小于5小时", [(None, 5, "h")]),
        ("2000g/2300g", [(2000, 2000, "g"), (2300, 2300, "g")]),
        ("1.5/1.8m", [(150, 150, "cm"), (180, 180, "cm")]),
        ("5000mAh充沛电量", [(5000, 5000, "mAh")]),
        ("充绒量 150g", [(150, 150, "g")]),
        ("15.6英寸", [(39.624, 39.624, "cm")]),
        ("32吋", [(81.28, 81.28, "cm")]),
        ("6.67'小孔径", [(16.9418, 16.9418, "cm")]),
        ("6400万像素", [(6400, 6400, "万像素")]),
        ("大1.5匹", [(1.5, 1.5, "匹")]),
        ("600W(含)-900W(含)", [(600, 900, "W")]),
        ("1m(含)-1.2m(不含)", [(100, 120, "cm")]),
        ("36dB以下", [(None, 36, "dB")]),
        ("0.45kg+-0.05kg", [(400, 500, "g")]),
        ("不超过1.5公斤", [(None, 1500, "g")]),
        ("at least 10 hours", [(10, None, "h")]),
        ("up to 20 kg", [(None, 20000, "g")]),
        ("512GB SSD + 1TB HDD", [(512, 512, "GB"), (1024, 1024, "GB")]),
        ("两斤", [(1000, 1000, "g")]),
        ("半斤", [(250, 250, "g")]),
        ("-12℃", [(-12, -12, "℃")]),
        ("-10~5℃", [(-10, 5, "℃")]),
        ("-20℃到-5℃", [(-20, -5, "℃")]),
        ("1,5 kg", [(1500, 1500, "g")]),
        ("1,500 g", [(1500, 1500, "g")]),
        ("8G+128G", [(8, 8, "GB"), (128, 128, "GB")]),
    ],
)
def test_a_quantity_is_read_in_its_base_unit(text, expected):
    assert ends(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "i7-9750H",
        "BCD-560WUCX",
        "LED32S1",
        "双模5G全网通",
        "七分袖",
        "165度躺角",
        "4.9分好评",
        "0.5+1.5KG",
    ],
)
def test_codes_networks_and_sleeves_are_no_quantities(text):
    assert parse_quantities(text) == []


def test_careful_units_are_read_where_their_dimension_is_asked_for():
    assert ends("零下10度", "temperature") == [(-10, -10, "℃")]
    assert ends("9个月-12岁", "age") == [(0.75, 12, "岁")]
    assert ends("0-4-6-12岁", "age") == [(0, 12, "岁")]


def test_the_span_covers_the_interval_words_and_the_core_does_not():
    text = "续航9小时以上的"
    measure = parse_quantities(text)[0]
    assert text[measure.start : measure.end] == "9小时以上"
    assert text[slice(*measure.core)] == "9小时"


def test_about_is_kept_as_said():
    measure = parse_quantities("1.5kg左右")[0]
    assert (measure.bound, measure.low, measure.high) == ("about", 1500, 1500)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("200*230cm", ["200×230cm"]),
        ("48*74cm*2", ["48×74cm"]),
        ("1.4 x 2.6M：适用于1.4M宽以下", ["140×260cm"]),
        ("160mm*145mm*135mm", ["16×14.5×13.5cm"]),
        ("直径10.5cm*高17cm", ["10.5×17cm"]),
        ("被套200*230cm；床单245*250cm", ["200×230cm", "245×250cm"]),
        ("小米电视4X 43英寸", []),
        ("895*504*684", []),
    ],
)
def test_a_size_is_read_with_all_its_sides(text, sizes):
    assert [extent.text for extent in parse_extents(text)] == sizes


def test_a_unit_nobody_writes_is_refused_with_what_to_write():
    with pytest.raises(FilterError, match="unknown unit 'furlong'"):
        to_base(1, "furlong")


every_unit = st.sampled_from([(w, u) for u in load().units for w in u.words])


@given(st.integers(1, 9999), every_unit)
def test_what_is_written_with_a_unit_is_read_back(number, unit):
    word, meant = unit
    if word in ("'", '"', "''", "’", "″", "”") or meant.words[0] == "岁半":
        return
    found = parse_quantities(f"{number}{word}", meant.dimension)
    value, base = to_base(number, word, meant.dimension)
    assert [(m.low, m.unit) for m in found if m.bound == "exact"] == [(value, base)]


@given(st.floats(0.01, 999), st.floats(0.01, 999))
def test_an_interval_has_its_ends_in_order(left, right):
    measure = parse_quantities(f"{left:.2f}-{right:.2f}kg")[0]
    assert measure.low <= measure.high


@given(
    st.text(
        alphabet=string.digits + ".-~/+*xX万千斤公克kgmLW寸吋小时以上约 不超过%()（）含一二十半",
        max_size=40,
    )
)
def test_spans_lie_in_the_text_and_do_not_overlap(text):
    last = 0
    for measure in parse_quantities(text):
        assert last <= measure.core[0] < measure.core[1] <= len(text)
        assert measure.start <= measure.core[0] and measure.core[1] <= measure.end <= len(text)
        last = measure.core[1]
