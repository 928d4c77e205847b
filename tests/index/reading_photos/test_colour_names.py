"""Colours are named as people name cloth in a room: its hue first, grey last."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from index.photos.colours import read_colours


@pytest.mark.parametrize(
    ("cloth", "said"),
    [
        ((165, 122, 128), "pink"),
        ((62, 78, 108), "navy"),
        ((38, 42, 64), "navy"),
        ((74, 120, 84), "green"),
        ((128, 128, 130), "grey"),
        ((28, 28, 30), "black"),
        ((240, 240, 238), "white"),
        ((190, 35, 45), "red"),
    ],
)
def test_faded_cloth_keeps_its_hue_and_grey_cloth_is_grey(cloth, said) -> None:
    photo = Image.new("RGB", (120, 160), (205, 180, 140))
    ImageDraw.Draw(photo).rectangle((30, 35, 90, 130), fill=cloth)
    assert read_colours(photo).shares[0].id == said
