"""Words find photos of clothes in the joint space, in Chinese as in English."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from index.encoders.classes import load_classes, sellable
from index.encoders.joint import load_heads, tokens
from index.errors import EncoderError


def test_texts_and_photos_lie_in_one_space_of_unit_vectors() -> None:
    heads = load_heads()
    words = heads.texts(["红色连衣裙", "a red dress", ""])
    photos = heads.photos(np.random.default_rng(0).random((2, 2560), np.float32))
    assert words.shape == (3, heads.dim)
    assert photos.shape == (2, heads.dim)
    assert words.dtype == photos.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(words, axis=1), 1, rtol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(photos, axis=1), 1, rtol=1e-4)


def test_a_text_means_the_same_alone_and_among_others() -> None:
    heads = load_heads()
    both = heads.texts(["白色运动鞋", "黑色皮带"])
    np.testing.assert_allclose(heads.texts(["黑色皮带"])[0], both[1], atol=1e-4)
    assert heads.texts([]).shape == (0, heads.dim)


@pytest.mark.parametrize(
    ("chinese", "english", "other"),
    [
        ("红色连衣裙", "women red dress", "men black leather belt"),
        ("双肩包", "backpack", "women silver watch"),
        ("男士皮鞋", "men formal shoes", "women pink lipstick"),
    ],
)
def test_chinese_words_lie_near_the_english_ones(chinese: str, english: str, other: str) -> None:
    one, same, another = load_heads().texts([chinese, english, other])
    assert one @ same > 0.5
    assert one @ same > one @ another + 0.2


def test_vectors_of_another_encoder_are_refused_in_one_sentence() -> None:
    with pytest.raises(EncoderError, match="embedded"):
        load_heads().photos(np.zeros((1, 512), np.float32))
    with pytest.raises(EncoderError, match="embedded"):
        load_classes().likely(np.zeros((1, 512), np.float32))


def test_tokens_are_latin_words_and_chinese_characters_with_their_pairs() -> None:
    assert tokens("Puma 红色 T恤") == ["puma", "t", "红", "色", "红色", "恤"]


def test_every_sellable_class_has_words_and_a_weight() -> None:
    classes = load_classes()
    assert len(classes.words) == classes.weights.shape[1] == len(sellable())
    assert all(words for words in classes.words)
    likely = classes.likely(np.random.default_rng(0).random((3, 2560), np.float32))
    np.testing.assert_allclose(likely.sum(axis=1), 1, rtol=1e-4)


def test_words_find_photos_of_their_kind_in_a_real_catalogue(shared: Path) -> None:
    from index.encoders import open_encoder

    folder = shared / "catalogues" / "fashion"
    wanted = {"Watches": "手表", "Backpacks": "双肩包", "Jeans": "牛仔裤", "Heels": "高跟鞋"}
    lines = (folder / "catalogue.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["category"][2] in wanted]
    kept = [row for kind in wanted for row in [r for r in rows if r["category"][2] == kind][:6]]
    encoder = open_encoder("embedded")
    photos = [Image.open(folder / row["images"][0]).convert("RGB") for row in kept]
    joint = encoder.joint_photos(encoder.photos(photos))
    for kind, word in wanted.items():
        best = np.argsort(-(joint @ encoder.joint_texts([word])[0]))[:5]
        assert sum(kept[at]["category"][2] == kind for at in best) >= 4, word
