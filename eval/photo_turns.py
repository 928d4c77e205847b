"""The photos of cases that name a product's own picture, and the talk over photos and words.

A case of the form «photo and words» names its photos instead of bringing them:
`{"product": ID, "view": 0, "as": "shelf"}` is a picture of the catalogue as someone's phone would
have taken it (`as`: `listing` as it is, `phone`, `crop`, `screenshot`, `shelf`), a list of such is
several things side by side, and `{"shared": "queries/…/x.jpg"}` is a photo of the shared data.
"""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from eval import shared
from eval.scoring import Outcome
from index.errors import EvalError

if TYPE_CHECKING:
    from PIL.Image import Image

    from eval.case import Case
    from guide.conversation.service import Guide
    from index.opening import Index

SIDE = 640
GROUND = (182, 160, 132)
"""A wooden table, seen from above."""
WALL = (236, 234, 230)


def photo_of(spec: Any, index: Index) -> bytes:
    """Return the photo that a case names, as the bytes of a JPEG.

    Raises:
        EvalError: where the case names none that can be made.
    """
    if isinstance(spec, Mapping) and "shared" in spec:
        path = shared.folder() / "data" / str(cast("Any", spec)["shared"])
        if not path.is_file():
            raise EvalError(f"no shared photo at {str(path)!r}.")
        return path.read_bytes()
    if isinstance(spec, list):
        return _jpeg(_side_by_side([_picture(each, index) for each in cast("list[Any]", spec)]))
    if isinstance(spec, Mapping):
        named = cast("Mapping[str, Any]", spec)
        return _jpeg(_made(named)(_picture(named, index)))
    raise EvalError(f"{spec!r} names no photo: give product (and view, as), shared, or a list.")


async def talk(case: Case, guide: Guide) -> Outcome:
    """Return an answer for each of the case's turns, photos and boxes included."""
    from guide.answer import to_json

    session, answers = f"eval-{uuid.uuid4().hex[:12]}", list[Any]()
    taken = 0.0
    try:
        for turn in case.raw.get("turns", ()):
            spec, box = turn.get("photo"), turn.get("box")
            photo = None if spec is None else photo_of(spec, guide.index)
            started = time.perf_counter()
            answer = await guide.aanswer(
                session, str(turn.get("text", "")), photo, box=tuple(box) if box else None
            )
            taken += time.perf_counter() - started
            answers.append(to_json(answer))
    finally:
        await guide.aforget(session)
    shown = tuple(str(pick["id"]) for pick in answers[-1]["picks"])
    return Outcome(tuple(answers), shown, round(taken / max(len(answers), 1) * 1000, 1))


def _picture(spec: Mapping[str, Any], index: Index) -> Image:
    from index.photos import open_photo

    product = index.product(str(spec["product"]))
    path: Path = index.photo_path(product.images[int(spec.get("view", 0))])
    image = open_photo(path).image.copy()
    scale = SIDE / max(image.size)
    return image.resize((round(image.width * scale), round(image.height * scale)))


def _made(spec: Mapping[str, Any]) -> Callable[[Image], Image]:
    way = str(spec.get("as", "listing"))
    ways: dict[str, Callable[[Image], Image]] = {
        "listing": lambda image: image,
        "phone": _by_phone,
        "crop": lambda image: image.crop(_inner(image)),
        "screenshot": _on_a_screen,
        "shelf": _on_a_wall,
    }
    if way not in ways:
        raise EvalError(f"there is no way {way!r} to take a photo; there are {', '.join(ways)}.")
    return ways[way]


def _inner(image: Image) -> tuple[int, int, int, int]:
    across, down = image.width // 12, image.height // 12
    return across, down, image.width - across, image.height - down


def _by_phone(image: Image) -> Image:
    """Return the picture a little turned, dim and warm, as a phone takes it indoors."""
    from PIL import Image as images
    from PIL import ImageEnhance

    turned = image.rotate(4, resample=images.Resampling.BICUBIC, expand=True, fillcolor=GROUND)
    dim = ImageEnhance.Brightness(turned).enhance(0.88)
    warm = images.new("RGB", dim.size, (255, 214, 160))
    return images.blend(dim, warm, 0.06)


def _on_a_wall(image: Image) -> Image:
    """Return the picture small in a wide photo, as something seen across a shop."""
    from PIL import Image as images

    room = images.new("RGB", (SIDE * 4 // 3, SIDE), WALL)
    small = image.resize((image.width * 3 // 4, image.height * 3 // 4))
    room.paste(small, ((room.width - small.width) // 2, room.height - small.height))
    return room


def _on_a_screen(image: Image) -> Image:
    """Return a screenshot of a shop's page: bars above and below, the picture between them."""
    from PIL import Image as images
    from PIL import ImageDraw

    screen = images.new("RGB", (SIDE, SIDE * 2), "white")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, SIDE, 56), fill=(245, 245, 245))
    pen.text((24, 16), "9:41", fill="black", font_size=22)
    pen.text((SIDE - 90, 16), "5G 82%", fill="black", font_size=22)
    screen.paste(image, ((SIDE - image.width) // 2, 72))
    below = 72 + image.height + 24
    pen.text((24, below), "¥ 268.00", fill=(200, 30, 30), font_size=44)
    pen.text((24, below + 70), "SALE  48h   ★ 4.8   1000+", fill=(90, 90, 90), font_size=26)
    pen.rectangle((0, SIDE * 2 - 110, SIDE, SIDE * 2), fill=(250, 250, 250))
    pen.rounded_rectangle((330, SIDE * 2 - 92, 616, SIDE * 2 - 22), 34, fill=(215, 40, 40))
    pen.text((420, SIDE * 2 - 74), "BUY", fill="white", font_size=32)
    return screen


def _side_by_side(pictures: Sequence[Image]) -> Image:
    from PIL import Image as images

    gap = SIDE // 6
    width = sum(each.width for each in pictures) + gap * (len(pictures) + 1)
    photo = images.new("RGB", (width, max(each.height for each in pictures) + 2 * gap), WALL)
    left = gap
    for each in pictures:
        photo.paste(each, (left, gap))
        left += each.width + gap
    return photo


def _jpeg(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
