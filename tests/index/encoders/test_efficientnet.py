"""The shipped photo networks are the files that were exported, and see what they saw then."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from index.encoders import efficientnet
from index.encoders.efficientnet import CENTRE, NETWORKS, WHOLE, EfficientNet, square, weights_path
from index.errors import EncoderError

# Measured with the networks in torch, before the export: the largest features of `target()` whole.
TORCH = {
    "lite0": {707: 5.302, 834: 4.093, 241: 3.563, 674: 3.323, 387: 3.269},
    "lite2": {467: 4.246, 749: 2.878, 273: 2.878, 1248: 2.873, 863: 2.871},
}


@pytest.fixture(scope="module")
def networks() -> EfficientNet:
    return EfficientNet()


def target() -> Image.Image:
    """Return rings on a pale ground, the same on every machine."""
    image = Image.new("RGB", (256, 256), (240, 236, 220))
    pen = ImageDraw.Draw(image)
    for i, ink in enumerate([(200, 30, 40), (250, 250, 250), (30, 60, 160), (250, 210, 40)]):
        pen.ellipse((20 + 26 * i, 20 + 26 * i, 236 - 26 * i, 236 - 26 * i), fill=ink)
    return image


def test_the_files_are_those_that_were_exported():
    listed = weights_path("lite0").with_name("efficientnet.sha256").read_text().splitlines()
    sums = dict(reversed(line.split()) for line in listed)
    assert sorted(sums) == sorted(weights_path(name).name for name in NETWORKS)
    for name in NETWORKS:
        assert (
            hashlib.sha256(weights_path(name).read_bytes()).hexdigest()
            == sums[weights_path(name).name]
        )


def test_the_files_are_small_enough_to_ship():
    assert sum(weights_path(name).stat().st_size for name in NETWORKS) <= 20_000_000


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_gives_what_it_gave_before_the_export(networks, network):
    features = networks.look(square(target(), NETWORKS[network]), network).features
    for place, value in TORCH[network].items():
        assert features[place] == pytest.approx(value, rel=0.02, abs=0.01)


def test_features_are_the_mean_of_the_places(networks):
    look = networks.look(target())
    assert look.places.shape == (1280, 8, 8)
    assert np.allclose(look.places.mean(axis=(1, 2)), look.features, atol=1e-4)


def test_other_sizes_have_other_numbers_of_places(networks):
    assert networks.look(target().resize((320, 192))).places.shape == (1280, 6, 10)


def test_lite2_names_classes_and_lite0_does_not(networks):
    assert networks.look(target()).logits.shape == (1000,)
    assert networks.look(target(), "lite0").logits is None


def test_a_side_that_is_no_multiple_of_32_is_refused(networks):
    with pytest.raises(EncoderError, match=r"multiples of 32 pixels, got \(100, 64\)"):
        networks.look(target().resize((100, 64)))


def test_a_vector_is_two_halves_of_equal_weight(networks):
    halves = networks.vectors([target()])[0].reshape(2, -1)
    assert np.allclose(np.linalg.norm(halves, axis=1), np.sqrt(0.5), atol=1e-5)


def test_fewer_views_stay_in_the_same_space(networks):
    both, whole = networks.vectors([target()]), networks.vectors([target()], views=(WHOLE,))
    assert both.shape == whole.shape and float(both[0] @ whole[0]) > 0.8


def test_a_vector_does_not_depend_on_the_cores(networks):
    assert np.array_equal(networks.vectors([target()]), EfficientNet(threads=1).vectors([target()]))


def test_the_whole_of_a_long_photo_is_seen_on_white():
    view = square(Image.new("RGB", (400, 100), "black"), 64, WHOLE)
    assert view.size == (64, 64) and view.getpixel((2, 2)) == (255, 255, 255)
    assert view.getpixel((2, 32)) == (0, 0, 0) == view.getpixel((61, 32))


def test_the_centre_leaves_the_margins_out():
    photo = Image.new("RGB", (100, 100), "red")
    photo.paste("blue", (12, 12, 88, 88))
    assert square(photo, 32, CENTRE).getpixel((16, 1)) == (0, 0, 255)


def test_missing_weights_are_said(monkeypatch, tmp_path):
    monkeypatch.setattr(efficientnet, "weights_path", lambda name: Path(tmp_path) / f"{name}.onnx")
    with pytest.raises(EncoderError, match=r"'lite0.onnx' is missing"):
        EfficientNet().vectors([target()])
