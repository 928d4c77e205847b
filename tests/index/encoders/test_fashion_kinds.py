"""Kinds of fashion are read off photo vectors, and scenes put a thing on another ground."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from index.encoders.fashion_kinds import load_fashion_kinds
from index.encoders.scenes import scene
from index.errors import EncoderError


def thing(colour: str = "#204080") -> Image.Image:
    picture = Image.new("RGB", (60, 80), "white")
    ImageDraw.Draw(picture).rectangle((15, 20, 45, 65), fill=colour)
    return picture


def test_probabilities_of_kinds_add_up_to_one() -> None:
    classifier = load_fashion_kinds()
    vectors = np.random.default_rng(1).normal(0, 1, (3, 2560)).astype(np.float32)
    likely = classifier.likely(vectors)
    assert likely.shape == (3, len(classifier.names))
    assert likely.sum(axis=1) == pytest.approx(1.0, abs=1e-4)
    assert {"Tshirts", "Skirts", "Watches"} <= set(classifier.names)


def test_vectors_of_another_encoder_are_refused() -> None:
    with pytest.raises(EncoderError, match="2560"):
        load_fashion_kinds().likely(np.zeros((1, 512), np.float32))


def test_a_scene_keeps_the_thing_and_changes_the_ground() -> None:
    shown = scene(thing(), thing("#c02020"), False, np.random.default_rng(4))
    pixels = np.asarray(shown, int)
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    middle = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]
    assert (corners.min(axis=1) < 250).any()
    assert middle[2] > middle[0]


def test_the_same_dice_draw_the_same_scene() -> None:
    one, again, other = (
        scene(thing(), thing("#c02020"), True, np.random.default_rng(seed)) for seed in (5, 5, 6)
    )
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()
