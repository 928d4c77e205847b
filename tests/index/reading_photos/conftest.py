"""A small shop of drawings: plain shapes with a name printed on them, on a white ground."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.opening import Index

SHOP = (
    ("cup-1", "蓝色马克杯 海浪 WAVE500", "马克杯", (40, 90, 190), "ellipse", "WAVE500"),
    ("cup-2", "红色马克杯 山川 PEAK300", "马克杯", (190, 40, 40), "ellipse", "PEAK300"),
    ("box-1", "绿色收纳箱 竹子 BAMB20", "收纳箱", (40, 140, 70), "rectangle", "BAMB20"),
    ("box-2", "黄色收纳箱 向阳 SUNN40", "收纳箱", (230, 190, 50), "rectangle", "SUNN40"),
)


def draw(
    colour: tuple[int, int, int], shape: str, word: str, ground: str = "white", turn: int = 0
) -> Image.Image:
    picture = Image.new("RGB", (320, 320), ground)
    pen = ImageDraw.Draw(picture)
    getattr(pen, shape)((60, 60, 260, 260), fill=colour, outline=(20, 20, 20), width=4)
    pen.text((90, 140), word, fill="white", font=ImageFont.load_default(34))
    for step in range(len(word)):
        pen.line((80 + 18 * step, 200, 90 + 13 * step, 230 - 5 * (ord(word[step]) % 7)), "black", 3)
    return picture.rotate(turn, fillcolor=ground)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    rows = []
    for product, title, kind, colour, shape, word in SHOP:
        draw(colour, shape, word).save(folder / f"{product}.png")
        row = {"id": product, "title": title, "category": [kind], "images": [f"{product}.png"]}
        rows.append(json.dumps(row, ensure_ascii=False))
    (folder / "catalogue.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def drawn_index(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    from index.store import BuildOptions, build

    out = tmp_path_factory.mktemp("drawn-index") / "index"
    build(shop, out, BuildOptions(encoder="embedded"))
    with Index.open(out) as opened:
        yield opened
