from __future__ import annotations

import json
from pathlib import Path

import pytest

ROWS = (
    {
        "id": "a",
        "title": "轻薄羽绒服女短款",
        "category": ["服饰", "羽绒服"],
        "price": 799,
        "currency": "CNY",
        "attributes": {"重量": "350g"},
    },
    {
        "id": "b",
        "title": "加厚羽绒服男长款",
        "category": ["服饰", "羽绒服"],
        "price": 1299,
        "currency": "CNY",
        "attributes": {"重量": "900g"},
    },
    {
        "id": "c",
        "title": "不锈钢保温杯",
        "category": ["餐厨", "保温杯"],
        "price": 89,
        "currency": "CNY",
    },
)


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three products, built with the encoder that ships."""
    from index.store import BuildOptions, build

    folder = tmp_path_factory.mktemp("small")
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    (folder / "catalogue.jsonl").write_text(rows, "utf-8")
    build(folder, folder / "index", BuildOptions(encoder="embedded"))
    return folder / "index"
