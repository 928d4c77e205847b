"""What every encoder promises, held over all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import small_clip

from index.encoders import Encoder
from index.errors import EncoderError

TEXTS = [
    "羽绒服 修身 800元",
    "a red dress for summer",
    "",
    "😀",
    "手机" * 90,
    "a\0b",
    "\ud800 半个字",
]
PHOTOS = [d.image for d in small_clip.held_out(each=1)[:5]]
PHOTOS += [PHOTOS[0].resize((301, 97)), PHOTOS[1].resize((17, 240))]

METHODS = {
    "passages": ("text_dim", TEXTS),
    "queries": ("text_dim", TEXTS),
    "photos": ("photo_dim", PHOTOS),
    "joint_texts": ("joint_dim", TEXTS),
}


@pytest.fixture(params=METHODS)
def method(request, encoder):
    """Return one method of one encoder, the dimensions it promises, and something to encode."""
    dim, items = METHODS[request.param]
    return getattr(encoder, request.param), getattr(encoder, dim), items


def test_it_is_an_encoder(encoder):
    assert isinstance(encoder, Encoder)


def test_rows_are_float32_of_length_1(method):
    encode, dim, items = method
    rows = encode(items)
    assert rows.shape == (len(items), dim) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)


def test_nothing_gives_no_rows(method):
    encode, dim, _ = method
    assert encode([]).shape == (0, dim)


def test_the_same_gives_the_same(method):
    encode, _, items = method
    assert np.array_equal(encode(items), encode(items))


def test_one_at_a_time_gives_what_all_at_once_give(method):
    encode, _, items = method
    apart = np.vstack([encode([item]) for item in items])
    assert np.abs(encode(items) - apart).max() < 1e-4


def test_many_threads_get_what_one_gets(method):
    encode, _, items = method
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: encode(items), range(4)))
    assert all(np.abs(rows - answers[0]).max() < 1e-5 for rows in answers)


def test_different_things_lie_apart(method):
    encode, _, items = method
    rows = encode(items[:2])
    assert float(rows[0] @ rows[1]) < 0.999


def test_a_photo_lies_in_the_space_of_words(encoder):
    joint = encoder.joint_photos(encoder.photos(PHOTOS))
    assert joint.shape == (len(PHOTOS), encoder.joint_dim) and joint.dtype == np.float32
    assert np.allclose(np.linalg.norm(joint, axis=1), 1, atol=1e-4)
    assert encoder.joint_photos(np.zeros((0, encoder.photo_dim), np.float32)).shape[0] == 0


def test_one_text_in_place_of_a_list_is_refused(encoder):
    for encode in (encoder.passages, encoder.queries, encoder.joint_texts):
        with pytest.raises(EncoderError, match="list of texts"):
            encode("羽绒服")


def test_a_request_is_nearest_to_what_it_asks_for(encoder):
    titles = ["男士羽绒服 冬季加厚", "不锈钢保温杯 500ml", "蓝牙无线耳机 降噪"]
    nearest = (
        encoder.queries(["冬天穿的羽绒服", "保温杯", "无线耳机"]) @ encoder.passages(titles).T
    ).argmax(1)
    assert nearest.tolist() == [0, 1, 2]


def test_no_two_encoders_have_the_same_identity(clip_encoder):
    from index.encoders import open_encoder

    identities = [open_encoder(spec).identity for spec in ("embedded:e5", "embedded:use")]
    assert len({*identities, clip_encoder.identity}) == 3
    assert open_encoder("embedded").identity in identities
