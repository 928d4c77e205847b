"""Photos that people took of their own clothes find the right kind in the demo shop.

By the features alone, over all 252 photos and the whole shop with every view, the right kind is
among the first five products for 0.80 of them; this test asks a part of both, to take less time.
"""

from __future__ import annotations

import json
from collections import defaultdict

import numpy as np
import pytest
from PIL import Image, ImageOps

from index.demo.build import items
from index.demo.drawing.render import picture
from index.encoders.efficientnet import EfficientNet

KINDS = {
    "T-Shirt": {"T恤"},
    "Polo": {"POLO衫"},
    "Longsleeve": {"长袖T恤", "针织衫", "卫衣"},
    "Hoodie": {"卫衣", "夹克", "冲锋衣"},
    "Shirt": {"衬衫"},
    "Blouse": {"雪纺衫", "衬衫"},
    "Top": {"背心", "T恤", "雪纺衫"},
    "Undershirt": {"背心"},
    "Outwear": {"夹克", "羽绒服", "冲锋衣"},
    "Blazer": {"西装外套", "夹克"},
    "Dress": {"连衣裙", "沙滩裙"},
    "Skirt": {"半身裙"},
    "Pants": {"牛仔裤", "休闲裤"},
    "Shorts": {"短裤"},
    "Shoes": {"运动鞋", "皮鞋", "凉鞋", "短靴"},
    "Hat": {"棒球帽", "遮阳帽", "毛线帽"},
    "Body": {"婴儿连体衣", "泳衣"},
}
"""What the labels of the shared photos are called in the demo shop (17 labels, 27 kinds)."""

A_LABEL = 4
A_KIND = 6


@pytest.fixture(scope="module")
def network():
    return EfficientNet()


@pytest.fixture(scope="module")
def drawn(network):
    """A few products of every kind of clothes, and one of every other kind."""
    clothes = set().union(*KINDS.values())
    kinds, photos, seen = [], [], defaultdict(int)
    for item in items():
        name = item.kind.name
        if seen[name] < (A_KIND if name in clothes else 1):
            seen[name] += 1
            kinds.append(name)
            photos.append(_decoded(picture(item.pictures[0])))
    return kinds, network.vectors(photos)


def _decoded(data):
    import io

    return Image.open(io.BytesIO(data)).convert("RGB")


def test_photos_of_clothes_find_their_kind(shared, network, drawn):
    folder = shared / "queries" / "clothing_photos"
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    some = defaultdict(list)
    for row in rows:
        some[row["label"]].append(row["photo"])
    asked = [(label, name) for label, names in some.items() for name in names[:A_LABEL]]
    photos = [ImageOps.exif_transpose(Image.open(folder / n)).convert("RGB") for _, n in asked]
    kinds, vectors = drawn
    order = np.argsort(-(network.vectors(photos) @ vectors.T), axis=1)[:, :5]
    right = [
        any(kinds[place] in KINDS[label] for place in places)
        for (label, _), places in zip(asked, order, strict=True)
    ]
    assert np.mean(right) >= 0.7, np.mean(right)
