"""Two products that lie apart are told apart; a pair, a logo or a busy room is one product."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from index.photos.objects import SURE, find_products

SIZE = (800, 600)


def ground(kind: str) -> Image.Image:
    if kind == "white":
        return Image.new("RGB", SIZE, "white")
    dice = np.random.default_rng(5)
    slope = np.linspace(0.85, 1.1, SIZE[0])[None, :, None] * np.array([190, 170, 140])
    grain = dice.normal(0, 5, (SIZE[1], SIZE[0], 1))
    boards = np.where(np.arange(SIZE[1]) % 90 < 3, 0.8, 1.0)[:, None, None]
    pixels = (slope + grain) * (boards if kind == "boards" else 1.0)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def lay(picture: Image.Image, shape: str, box: tuple[int, int, int, int], colour: str) -> None:
    getattr(ImageDraw.Draw(picture), shape)(box, fill=colour, outline="black", width=3)


@pytest.mark.parametrize("kind", ["white", "sloped", "boards"])
def test_two_products_apart_on_a_ground_are_two(kind: str) -> None:
    picture = ground(kind)
    lay(picture, "ellipse", (60, 150, 330, 430), "#1f4fa0")
    lay(picture, "rectangle", (460, 120, 720, 480), "#b02020")
    left, right = find_products(picture)
    assert min(left.confidence, right.confidence) >= SURE
    assert left.box == pytest.approx((0.075, 0.25, 0.41, 0.72), abs=0.05)
    assert right.box == pytest.approx((0.575, 0.2, 0.9, 0.8), abs=0.05)


def test_a_pair_of_the_same_thing_is_one_product() -> None:
    picture = ground("sloped")
    lay(picture, "ellipse", (60, 200, 330, 400), "#303030")
    lay(picture, "ellipse", (460, 200, 730, 400), "#303030")
    (both,) = find_products(picture)
    assert both.box[0] < 0.1
    assert both.box[2] > 0.9


def test_a_logo_beside_a_product_is_none() -> None:
    picture = ground("white")
    lay(picture, "rectangle", (250, 180, 700, 540), "#303030")
    lay(picture, "rectangle", (20, 20, 160, 70), "#d01010")
    (one,) = find_products(picture)
    assert one.box[0] > 0.25


def test_a_photo_without_a_ground_is_one_product() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (30, 40, 3), np.uint8)
    (one,) = find_products(Image.fromarray(noise).resize(SIZE))
    assert one.box == (0.0, 0.0, 1.0, 1.0)
    assert one.confidence < SURE
