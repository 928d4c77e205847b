"""The training pairs of the joint space: photos, English titles, Chinese titles from their fields.

The pairs (`training/fashion_pairs` of the shared data) are English; what a Chinese shopper would
say of the same photo is put together from its fields and `words/fashion_zh.toml`.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Words = Mapping[str, Mapping[str, tuple[str, ...]]]

HELD_OUT = 10
"""One pair of so many, by hash of its id, is never trained on."""

CLOTHES = "Apparel"
"""The part of the shop whose goods are mostly worn in their photos."""

_WEARERS = frozenset(("Men", "Women", "Boys", "Girls", "Unisex", "Men's", "Women's", "Kids"))
_USUAL = 0.5
"""How often the usual word is taken where there are several."""
_LINKED = 0.2
"""How often «的» stands behind a colour."""

# How Chinese titles are put together, and how many parts of a hundred are of each form.
_FORMS = (
    ("{colour}{kind}", 35),
    ("{gender}{colour}{kind}", 20),
    ("{colour}{gender}{kind}", 10),
    ("{kind} {gender} {colour}", 10),
    ("{season}{gender}{usage}{kind}", 8),
    ("{brand} {gender}{colour}{kind}", 10),
    ("{kind}", 7),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One photo of the training data and what its record says."""

    photo: str
    title: str
    gender: str
    kind: str
    colour: str
    season: str
    usage: str
    part: str = ""

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring."""
        digest = hashlib.sha256(self.photo.removesuffix(".jpg").encode()).hexdigest()
        return int(digest, 16) % HELD_OUT == 0

    @property
    def brand(self) -> str:
        """The words of the title before the wearer's."""
        words = self.title.split()
        at = next((i for i, word in enumerate(words) if word in _WEARERS), 0)
        return " ".join(words[:at])


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """Return the pairs in `folder`, in the order of its file."""
    with (folder / "pairs.jsonl").open(encoding="utf-8") as lines:
        return tuple(_pair(json.loads(line)) for line in lines)


def _pair(row: Mapping[str, object]) -> Pair:
    category = row["category"]
    assert isinstance(category, list)
    return Pair(
        photo=str(row["photo"]),
        title=str(row["title"]),
        gender=str(row["gender"]),
        kind=str(category[2]),
        colour=str(row["color"]),
        season=str(row["season"]),
        usage=str(row["usage"]),
        part=str(category[0]),
    )


def read_photos(folder: Path, pairs: Sequence[Pair]) -> Iterator[Image]:
    """Yield the photo of each pair, in their order."""
    yield from map(open_photos(folder), pairs)


def open_photos(folder: Path) -> Callable[[Pair], Image]:
    """Return what opens the photo of a pair."""
    from PIL import Image as images

    tar = tarfile.open(folder / "photos.tar")  # noqa: SIM115, for as long as photos are asked for
    members = {member.name: member for member in tar if member.isfile()}

    def photo(pair: Pair) -> Image:
        stored = tar.extractfile(members[pair.photo])
        assert stored is not None
        return images.open(io.BytesIO(stored.read())).convert("RGB")

    return photo


@cache
def words() -> Words:
    """Return the Chinese words of each table (`kinds`, `colours`, …) by English value."""
    text = files("index.encoders.words").joinpath("fashion_zh.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return {table: {key: tuple(row) for key, row in rows.items()} for table, rows in tables.items()}


def kind_words(kind: str) -> tuple[str, ...]:
    """Return what a kind is called, in English and in Chinese."""
    return (kind, *words()["kinds"].get(kind, ()))


def chinese_title(pair: Pair, dice: Random) -> str:
    """Return what a Chinese shopper might call the photo's product; another at each call."""
    forms, weights = zip(*_FORMS, strict=True)
    colour = _one_of("colours", pair.colour, dice)
    if colour.endswith("色") and dice.random() < _LINKED:
        colour += "的"
    title = dice.choices(forms, weights)[0].format(
        colour=colour,
        kind=_one_of("kinds", pair.kind, dice),
        gender=_one_of("genders", pair.gender, dice),
        season=_one_of("seasons", pair.season, dice),
        usage=_one_of("usages", pair.usage, dice),
        brand=pair.brand,
    )
    return title.strip() or pair.title


def _one_of(table: str, key: str, dice: Random) -> str:
    known = words()[table].get(key, ())
    if not known:
        return ""
    return known[0] if dice.random() < _USUAL else dice.choice(known)
