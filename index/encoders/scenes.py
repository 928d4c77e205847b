"""Catalogue photos as shoppers would take them: cut from their white ground, laid on another.

The training pairs show goods on white, clothes mostly worn by someone. People's own photos show
them flat on a bed, a floor or a carpet, or on a hanger, in any light. A scene takes the thing out
of its photo, where it is clothing without head, arms and legs, and puts it on a ground of its own
making: plain, wooden, tiled, woven, folded or a blurred piece of some other photo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[Any]
Bytes = NDArray[Any]
Dice = np.random.Generator

SIDE = 320
"""Longer side of a scene, in pixels; the photos of the pairs are 80 high."""
UNWORN = 0.75
"""How often the wearer is taken out of clothes."""

_WHITE = 14
_LEAST = 0.06
"""A thing that fills less of its photo than this after cutting was lost: it is left whole."""
_RIM = 2
"""So many pixels at the edge of a thing have white of its ground in them."""
_SKIN = ((0, 135, 85), (255, 180, 130))
_HEAD = 0.35
"""A face lies in this upper part of a photo."""


def scene(photo: Image, other: Image, worn: bool, dice: Dice) -> Image:
    """Return a photo of the pairs as a shopper might have taken it; another at each call.

    Args:
        photo: the thing on white.
        other: any other photo; a blurred piece of it may become the ground.
        worn: whether it is clothing, which may be worn in the photo.
        dice: decides on everything.
    """
    thing, mask = _thing(photo, worn and dice.random() < UNWORN, dice)
    wide, high = _frame(dice)
    ground = _ground(wide, high, other, dice)
    return _camera(_placed(thing, mask, ground, dice), dice)


def _thing(photo: Image, unworn: bool, dice: Dice) -> tuple[Bytes, Bytes]:
    """Return the enlarged photo cropped to its thing, and where in it the thing is (0 to 255)."""
    import cv2

    pixels = np.asarray(photo.convert("RGB"), np.uint8)
    scale = SIDE / max(pixels.shape[:2])
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    mask = _off_white(pixels)
    if unworn:
        bare = _without_wearer(pixels, mask, dice)
        mask = bare if bare.mean() > 255 * _LEAST else mask
    if mask.mean() < 255 * _LEAST:
        mask = np.full_like(mask, 255)
    mask = cv2.erode(mask, np.ones((3, 3), np.uint8), iterations=_RIM)
    rows, columns = np.nonzero(mask > 127)
    if not len(rows):
        return pixels, np.full(pixels.shape[:2], 255, np.uint8)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    soft = cv2.GaussianBlur(mask, (0, 0), 1.2)
    return pixels[top:bottom, left:right], soft[top:bottom, left:right]


def _off_white(pixels: Bytes) -> Bytes:
    """Return what the white border does not flow into."""
    import cv2

    padded = cv2.copyMakeBorder(pixels, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    padded = np.ascontiguousarray(padded)
    flow = np.zeros((padded.shape[0] + 2, padded.shape[1] + 2), np.uint8)
    flags = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    cv2.floodFill(padded, flow, (0, 0), (0, 0, 0), (_WHITE,) * 3, (_WHITE,) * 3, flags)
    return np.where(flow[2:-2, 2:-2] > 0, 0, 255).astype(np.uint8)


def _without_wearer(pixels: Bytes, mask: Bytes, dice: Dice) -> Bytes:
    """Return the mask without skin, and without all that is above the neck."""
    import cv2

    shades = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    skin: Any = cv2.inRange(shades, np.array(_SKIN[0]), np.array(_SKIN[1])) & mask
    skin = cv2.morphologyEx(skin, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    if skin.sum() > 0.7 * mask.sum():
        return mask
    near: Any = cv2.dilate(skin, np.ones((5, 5), np.uint8))
    bare: Any = mask & ~near
    neck = _neck(skin)
    bare[:neck] = 0
    if neck and dice.random() < 0.5:
        bare[int(bare.shape[0] * dice.uniform(0.6, 0.95)) :] = 0
    bare = cv2.morphologyEx(bare, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    return cv2.morphologyEx(_largest(bare), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))


def _neck(skin: Bytes) -> int:
    """Return the row below the face; 0 where there is no face."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(skin)
    height, width = skin.shape
    for at in range(1, count):
        left, top, wide, high, area = (int(number) for number in boxes[at])
        centred = abs(left + wide / 2 - width / 2) < width * 0.25
        if centred and top < height * _HEAD / 2 and area > 0.004 * skin.size:
            return int(min(top + high * 0.85, height * _HEAD))
    return 0


def _largest(mask: Bytes) -> Bytes:
    import cv2

    count, labels, sizes, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return mask
    best = 1 + int(sizes[1:, cv2.CC_STAT_AREA].argmax())
    return np.where(labels == best, 255, 0).astype(np.uint8)


def _frame(dice: Dice) -> tuple[int, int]:
    wide, high = ((3, 4), (3, 4), (4, 3), (1, 1), (9, 16))[dice.integers(5)]
    scale = SIDE / max(wide, high)
    return int(wide * scale), int(high * scale)


def _ground(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    """Return a ground, `(high, wide, 3)`, 0 to 255."""
    kinds = (_plain, _folds, _wood, _weave, _tiles, _pattern)
    name = kinds[dice.choice(len(kinds), p=(0.3, 0.2, 0.15, 0.12, 0.08, 0.15))]
    lit = _light(wide, high, dice)[..., None]
    return np.clip(name(wide, high, other, dice) * lit, 0, 255)


def _light(wide: int, high: int, dice: Dice) -> Floats:
    """Return an uneven light: a slope over the picture, and soft spots."""
    slope = np.linspace(-1, 1, wide)[None] * dice.normal(0, 0.12)
    slope = slope + np.linspace(-1, 1, high)[:, None] * dice.normal(0, 0.12)
    return (1 + slope + 0.08 * _clouds(wide, high, 3, dice)).astype(np.float32)


def _clouds(wide: int, high: int, cells: int, dice: Dice) -> Floats:
    """Return smooth noise of spread 1, with about `cells` spots across."""
    import cv2

    coarse = dice.normal(0, 1, (max(2, cells), max(2, cells))).astype(np.float32)
    return cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)


def _colour(dice: Dice) -> Floats:
    """Return a colour of a room: greys, beiges and browns more often than bright ones."""
    if dice.random() < 0.6:
        grey = dice.uniform(60, 245)
        return np.array([grey, grey - dice.uniform(-8, 35), grey - dice.uniform(-5, 70)]).clip(
            0, 255
        )
    return dice.uniform(0, 255, 3)


def _plain(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    del other
    return _colour(dice) + dice.uniform(0, 9) * _grain(wide, high, dice)


def _folds(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    del other
    folded = np.abs(_clouds(wide, high, int(dice.integers(3, 9)), dice))
    return _colour(dice) * (1.05 - dice.uniform(0.05, 0.22) * folded)[..., None]


def _wood(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    import cv2

    del other
    lines = cv2.resize(
        dice.normal(0, 1, (int(dice.integers(20, 90)), 3)).astype(np.float32), (wide, high)
    )
    board = np.arange(high) // max(12, int(high / dice.uniform(3, 9)))
    shade = dice.normal(0, 0.08, int(board.max()) + 1)[board][:, None]
    gap = np.append(np.diff(board) > 0, [False])[:, None] * -0.3
    brown = np.array([1.0, dice.uniform(0.7, 1), dice.uniform(0.4, 1)]) * dice.uniform(80, 220)
    field = brown * (1 + 0.07 * lines + shade + gap)[..., None]
    turned = dice.random() < 0.5
    return cv2.resize(field.transpose(1, 0, 2).copy(), (wide, high)) if turned else field


def _weave(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    import cv2

    del other
    size = dice.uniform(1, 4)
    grain = cv2.GaussianBlur(_grain(wide, high, dice)[..., 0], (0, 0), size)
    return _colour(dice) * (1 + dice.uniform(0.08, 0.3) * grain / (grain.std() + 1e-6))[..., None]


def _tiles(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    del other
    size, line = int(dice.integers(50, 160)), int(dice.integers(1, 4))
    shift = int(dice.integers(size))
    joints = ((np.arange(high) + shift) % size < line)[:, None] | (
        (np.arange(wide) + shift) % size < line
    )
    return _colour(dice) * np.where(joints, dice.uniform(0.5, 0.9), 1.0)[..., None]


def _pattern(wide: int, high: int, other: Image, dice: Dice) -> Floats:
    """Return a piece out of another photo, enlarged: a blanket, a curtain, a room behind."""
    import cv2

    pixels = np.asarray(other.convert("RGB"), np.uint8)
    rows, columns = pixels.shape[:2]
    part = dice.uniform(0.25, 0.7)
    tall, broad = max(8, int(rows * part)), max(8, int(columns * part))
    top, left = (rows - tall) // 2, (columns - broad) // 2
    piece = cv2.resize(pixels[top : top + tall, left : left + broad], (wide, high))
    piece = cv2.GaussianBlur(piece, (0, 0), dice.uniform(1, 12))
    return piece + dice.uniform(0, 6) * _grain(wide, high, dice)


def _grain(wide: int, high: int, dice: Dice) -> Floats:
    return dice.normal(0, 1, (high, wide, 1)).astype(np.float32)


def _placed(thing: Bytes, mask: Bytes, ground: Floats, dice: Dice) -> Floats:
    """Return the thing on the ground, turned, tilted, wrinkled and with its shadow."""
    import cv2

    high, wide = ground.shape[:2]
    warp = _warp(thing.shape[1], thing.shape[0], wide, high, dice)
    laid = cv2.warpPerspective(thing, warp, (wide, high), flags=cv2.INTER_LINEAR)
    where = cv2.warpPerspective(mask, warp, (wide, high)).astype(np.float32)[..., None] / 255
    shift = np.array([[1, 0, dice.normal(0, 5)], [0, 1, dice.uniform(0, 8)]], np.float32)
    shadow = cv2.GaussianBlur(
        cv2.warpAffine(where, shift, (wide, high)), (0, 0), dice.uniform(3, 9)
    )
    dark = ground * (1 - dice.uniform(0.1, 0.55) * shadow[..., None])
    creased = 1 + dice.uniform(0, 0.1) * _clouds(wide, high, int(dice.integers(6, 20)), dice)
    lit = laid * creased[..., None] + dice.uniform(0, 6) * _grain(wide, high, dice)
    return dark * (1 - where) + lit * where


def _warp(wide: int, high: int, into_wide: int, into_high: int, dice: Dice) -> Floats:
    """Return the perspective that lays a thing of one size into a frame of another."""
    import cv2

    turn = np.deg2rad(dice.normal(0, 9) + 90 * (dice.random() < 0.06) * dice.choice([-1, 1, 2]))
    fill = dice.uniform(0.55, 1.05)
    scale = fill * min(into_wide / wide, into_high / high)
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2 * scale
    corners[:, 0] *= dice.uniform(0.85, 1.15) * (1 if dice.random() < 0.5 else -1)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = corners @ rotation.T * (1 + dice.normal(0, 0.05, (4, 2)))
    middle = np.array([into_wide, into_high]) * (0.5 + dice.normal(0, 0.05, 2))
    begin = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return cv2.getPerspectiveTransform(begin, (corners + middle).astype(np.float32))


def _camera(picture: Floats, dice: Dice) -> Image:
    """Return the picture as a phone would keep it: its light, its focus, its JPEG."""
    import cv2
    from PIL import Image as images

    cast = dice.normal(1, 0.06, 3) * dice.uniform(0.7, 1.2)
    shown: Any = (picture - 128) * dice.uniform(0.8, 1.15) + 128
    shown = np.clip(shown * cast, 0, 255).astype(np.uint8)
    if dice.random() < 0.4:
        shown = cv2.GaussianBlur(shown, (0, 0), dice.uniform(0.4, 1.6))
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(45, 95))]
    kept = cv2.imencode(".jpg", np.ascontiguousarray(shown[:, :, ::-1]), quality)[1]
    decoded: Any = cv2.imdecode(kept, 1)
    return images.fromarray(np.ascontiguousarray(decoded[:, :, ::-1]))
