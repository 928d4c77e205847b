"""The index of words on disk: made once with the generation, read in no time.

It can always be made again from the products. So that a change to how words are cut or weighed is
never searched with the old cut, a fingerprint of both lies beside it; where that differs, the index
is made again in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.product import Product, Sku

if TYPE_CHECKING:
    from index.search.words import WordIndex

NAME = "words.npz"

_PROBE = Product(
    "probe",
    "【新款】北岭 X-200 防水冲锋衣男 1.5kg/2XL 90%白鸭絨 Women's Down Jackets",
    subtitle="轻薄保暖,可机洗的ＡＢＣ",
    aliases=("running shoes",),
    brand="NORTH ridge",
    category=("服装", "户外"),
    price=Decimal(1),
    attributes={"颜色": ("黑色", "藏青"), "尺寸": "48*74cm"},
    skus=(Sku("1", {"尺码": "XL"}),),
    description="适合登山徒步的外套。",
)


def write_words(folder: Path, products: Sequence[Product]) -> None:
    """Make the index of the words of `products` and keep it in `folder`."""
    from index.search.words import WordIndex

    arrays: Any = WordIndex(products).arrays()
    arrays["fingerprint"] = np.frombuffer(_fingerprint(), np.uint8)
    np.savez(folder / NAME, **arrays)


def read_words(folder: Path, products: Sequence[Product]) -> WordIndex:
    """Return the index of the words of `products`, from `folder` where it still holds."""
    from index.search.words import WordIndex

    if (folder / NAME).is_file():
        with np.load(folder / NAME) as arrays:
            if bytes(arrays["fingerprint"]) == _fingerprint():
                return WordIndex.of_arrays(arrays)
    return WordIndex(products)


def _fingerprint() -> bytes:
    """Digest all code and words of `index.search`, and what they make of one product.

    The product stands for what lies in other packages.
    """
    from index.search.text import tokens
    from index.search.words import field_texts

    digest = hashlib.sha256()
    parts = sorted(files("index.search").iterdir(), key=lambda part: part.name)
    for part in parts:
        if part.name.endswith((".py", ".toml")):
            digest.update(part.read_bytes())
    cut = {name: list(tokens(text)) for name, text in field_texts(_PROBE).items()}
    digest.update(repr(cut).encode("utf-8"))
    return digest.digest()
