"""Pointing at a part of the last photo: crops to tap, and a box to draw."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ui.texts import texts

if TYPE_CHECKING:
    from PIL.Image import Image

    from guide.answer import Answer, PhotoSeen
    from guide.conversation.service import Guide

Box = tuple[float, float, float, float]
FRAME_PIXELS = 640
CROP_PIXELS = 112
SENT_PIXELS = 200


def script() -> str:
    """Return what the panel runs in the browser."""
    return files("ui").joinpath("pointing.js").read_text("utf-8")


def panel(guide: Guide, answer: Answer, locale: str) -> str | None:
    """Return the panel's HTML for an answer; "" without a photo, None to leave it as it is."""
    if answer.seen is None:
        return None if answer.need.get("photo") else ""
    words = texts(locale)
    image = stored_photo(guide, answer.seen.photo)
    return (
        f'<section class="g-point" lang="{locale}" data-photo="{escape(answer.seen.photo)}" '
        f'aria-label="{escape(words["point"])}">'
        f"{_crops(answer.seen, image, words)}{_drawing(image, words)}</section>"
    )


def stored_photo(guide: Guide, photo: str) -> Image:
    """Return a photo as the guide keeps it, upright and without its EXIF."""
    from index.photos import open_photo

    return open_photo(guide.shop.photos.path(photo)).image


def cropped(image: Image, box: Box, pixels: int) -> str:
    """Return a part of a picture, made small, as a data URI."""
    from index.photos.regions import cut

    return data_uri(cut(image, box), pixels)


def data_uri(image: Image, pixels: int) -> str:
    """Return a picture, made small, as a JPEG inside a URI."""
    small = image.copy()
    small.thumbnail((pixels, pixels))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def box_of(said: Any) -> Box | None:
    """Return the box that the browser sent, inside the photo; None where it is none."""
    try:
        left, top, right, bottom = (min(1.0, max(0.0, float(end))) for end in said)
    except (TypeError, ValueError):
        return None
    return (left, top, right, bottom)


def _crops(seen: PhotoSeen, image: Image, words: dict[str, Any]) -> str:
    if not seen.crops:
        return ""
    buttons = "".join(_crop_buttons(seen, image))
    said = escape(words["point_crops"])
    return f'<div class="g-crops" role="group" aria-label="{said}"><b>{said}</b>{buttons}</div>'


def _crop_buttons(seen: PhotoSeen, image: Image) -> Iterator[str]:
    for crop in seen.crops:
        chosen = "true" if crop.box == seen.region else "false"
        yield (
            f'<button type="button" class="g-crop" aria-pressed="{chosen}" '
            f"data-box='{json.dumps(list(crop.box))}' data-say=\"{escape(crop.text)}\">"
            f'<img src="{cropped(image, crop.box, CROP_PIXELS)}" alt="">'
            f"<span>{escape(crop.text)}</span></button>"
        )


def _drawing(image: Image, words: dict[str, Any]) -> str:
    said = {key: escape(words[key]) for key in ("point", "point_hint", "point_find", "you_sent")}
    return (
        f'<button type="button" class="g-draw" aria-expanded="false">{said["point"]}</button>'
        '<div class="g-canvas" hidden>'
        f'<p class="g-hint" id="g-hint">{said["point_hint"]}</p>'
        f'<div class="g-frame" style="--shape:{image.width / image.height:.3f}" tabindex="0" '
        f'role="application" aria-describedby="g-hint" aria-label="{said["point"]}">'
        f'<img src="{data_uri(image, FRAME_PIXELS)}" alt="{said["you_sent"]}" draggable="false">'
        '<div class="g-box"></div></div>'
        f'<button type="button" class="g-find">{said["point_find"]}</button></div>'
    )
