"""Whatever a stranger sends is read or refused, within bounds, and leaves nothing on the disk."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import hostile_files
import pytest
from hostile_files import EITHER, GPS, PHOTO
from PIL import Image

from index.errors import PhotoError
from index.photos import open_photo, store_photo

MOST_MB = 300
READER = Path(__file__).with_name("read_one.py")


@dataclass(frozen=True)
class Sent:
    """A file that was sent, and what came of it."""

    path: Path
    wanted: str
    outcome: str
    mb: float


def read_apart(folder: Path, names: list[str]) -> list[dict]:
    """Read files one after another in a process of their own with little memory."""
    lines = subprocess.run(
        [sys.executable, str(READER), str(folder)],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout.splitlines()
    assert len(lines) == len(names)
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    folder = tmp_path_factory.mktemp("hostile")
    alone, together, wanted = [], [], {}
    for name, data, want in hostile_files.files():
        (folder / name).write_bytes(data)
        wanted[name] = want
        (alone if name in hostile_files.LARGE else together).append(name)
    results = {name: read_apart(folder, [name])[0] for name in alone}
    results |= dict(zip(together, read_apart(folder, together), strict=True))
    return [
        Sent(folder / name, want, results[name]["outcome"], results[name]["mb"])
        for name, want in wanted.items()
    ]


def test_there_are_enough_of_them(sent):
    assert len(sent) >= 40


def test_each_is_read_or_refused_as_it_should_be(sent):
    wrong = [s for s in sent if not _right(s)]
    assert not wrong


def test_none_takes_more_memory_than_it_may(sent):
    assert max(s.mb for s in sent) <= MOST_MB


def test_none_is_stored_with_what_it_carried(sent, tmp_path):
    stored = 0
    for photo in (s for s in sent if s.outcome == PHOTO and s.path.stat().st_size < 100_000):
        path = tmp_path / f"{store_photo(tmp_path, open_photo(photo.path))}.jpg"
        data = path.read_bytes()
        for trace in (
            b"Exif",
            b"xmpmeta",
            GPS.encode(),
            b"Zhang San",
            b"<script",
            b"<?php",
            b"PK\x03\x04",
        ):
            assert trace not in data, (photo.path.name, trace)
        with Image.open(path) as image:
            assert not dict(image.getexif()), photo.path.name
        stored += 1
    assert stored >= 20


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP"])
def test_a_damaged_file_is_read_or_refused_wherever_it_is_damaged(kind):
    import random

    whole, chance = hostile_files.encoded(hostile_files.scene(96, 72), kind), random.Random(kind)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            photo = open_photo(bytes(data[: chance.randint(len(data) // 2, len(data) + 1)]))
        except PhotoError as error:
            assert error.code and len(str(error).splitlines()) == 1
        else:
            assert photo.image.mode == "RGB"


def _right(sent: Sent) -> bool:
    if sent.wanted == EITHER:
        return True
    if sent.wanted == "refused":
        return sent.outcome != PHOTO
    return sent.outcome == sent.wanted
