"""A photo shown to a shop whose products have none."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PIL import Image

from guide.conversation.service import open_guide
from index.store import BuildOptions, build


def test_a_photo_is_answered_by_the_words_and_the_reason_is_said(tmp_path: Path) -> None:
    rows = "id,title,price\n1,不锈钢保温杯 500ml,59\n2,陶瓷马克杯,29\n"
    (tmp_path / "catalogue.csv").write_text(rows, "utf-8")
    Image.new("RGB", (300, 300), (180, 30, 30)).save(tmp_path / "photo.jpg")
    build(tmp_path / "catalogue.csv", tmp_path / "index", BuildOptions(encoder="embedded"))

    async def run():
        async with open_guide(tmp_path / "index") as guide:
            return await guide.aanswer("s", "类似的保温杯", tmp_path / "photo.jpg")

    answer = asyncio.run(run())
    assert [pick.id for pick in answer.picks] == ["1"]
    assert "没有照片" in answer.text
