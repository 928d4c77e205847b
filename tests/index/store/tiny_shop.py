"""Small catalogues and photos, written by the tests."""

from __future__ import annotations

import json
from pathlib import Path

from index.encoders import Encoder
from index.store import BuildOptions


def options(encoder: Encoder, **more) -> BuildOptions:
    """Options of a build that reads no words in photos, which takes a second each."""
    return BuildOptions(encoder, photo_text=False, **more)


def product(number: int, **more) -> dict:
    """A product as a row of a catalogue."""
    return {
        "id": f"p{number}",
        "title": f"北岭 冲锋衣 {number} 号 防风 {number * 37 % 101} 克",
        "brand": "北岭",
        "category": ["服装", "冲锋衣"],
        "price": 100 + number,
        "currency": "CNY",
        "attributes": {"重量": f"{300 + number}g"},
    } | more


def write_catalogue(folder: Path, rows: list[dict]) -> Path:
    """Write rows as a catalogue and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "catalogue.jsonl").write_text(text, encoding="utf-8")
    return folder


def write_photo(path: Path, colour: tuple[int, int, int]) -> None:
    """Draw a photo of one colour with a darker corner."""
    from PIL import Image

    image = Image.new("RGB", (64, 64), colour)
    image.paste(tuple(c // 3 for c in colour), (0, 0, 20, 20))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
