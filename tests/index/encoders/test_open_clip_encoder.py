"""open_clip: words find pictures never shown before, and what goes wrong is said in a sentence."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import small_clip

from index.encoders import open_encoder
from index.errors import EncoderError

CHANCE = 1 / len(small_clip.PAIRS)


@pytest.fixture(scope="module")
def found(clip_encoder):
    """Return a function: how often words of these pairs bring a right drawing first, of 144."""
    drawings = small_clip.held_out()
    vectors = clip_encoder.joint_photos(clip_encoder.photos([d.image for d in drawings]))

    def share(pairs, way):
        words = clip_encoder.joint_texts([small_clip.words(*pair)[way] for pair in pairs])
        first = [drawings[i] for i in (words @ vectors.T).argmax(axis=1)]
        return np.mean([(d.colour, d.shape) == pair for d, pair in zip(first, pairs, strict=True)])

    return share


@pytest.mark.parametrize("way", range(4), ids=["zh", "zh sentence", "en", "en sentence"])
def test_words_find_drawings_held_out_far_above_chance(found, way):
    assert found(small_clip.PAIRS, way) >= 0.7 > 30 * CHANCE


@pytest.mark.parametrize("way", [0, 2], ids=["zh", "en"])
def test_words_find_pairs_that_were_never_drawn(found, way):
    assert found(small_clip.NEVER_DRAWN, way) >= 0.3 > 10 * CHANCE


def test_the_model_is_in_evaluation_mode(clip_encoder):
    photos = [d.image for d in small_clip.held_out(each=1)]
    alone = clip_encoder.photos(photos[:1])
    assert np.abs(clip_encoder.photos(photos)[:1] - alone).max() < 1e-4  # batch norm would differ


def test_the_identity_is_that_of_the_weights_wherever_they_lie(
    small_clip_folder, clip_encoder, tmp_path
):
    moved = shutil.copytree(small_clip_folder, tmp_path / "small")
    assert open_encoder(f"open_clip:local-dir:{moved}").identity == clip_encoder.identity
    config = moved / "open_clip_config.json"
    config.write_text(config.read_text() + " ")
    assert open_encoder(f"open_clip:local-dir:{moved}").identity != clip_encoder.identity


def test_auto_takes_the_weights_that_the_setting_names(
    small_clip_folder, clip_encoder, monkeypatch
):
    monkeypatch.setenv("GUIDE_CLIP", str(small_clip_folder))
    assert open_encoder("auto").identity == clip_encoder.identity
    monkeypatch.setenv("GUIDE_CLIP", f"open_clip:local-dir:{small_clip_folder}")
    assert open_encoder("auto").identity == clip_encoder.identity


def test_auto_is_embedded_where_no_weights_are_named_or_here(monkeypatch):
    monkeypatch.delenv("GUIDE_CLIP", raising=False)
    assert open_encoder("auto").identity == open_encoder("embedded").identity
    monkeypatch.setenv("GUIDE_CLIP", "ViT-B-16-SigLIP2/webli")
    assert open_encoder("auto").identity == open_encoder("embedded").identity


def test_auto_says_when_the_folder_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("GUIDE_CLIP", str(tmp_path / "none"))
    with pytest.raises(EncoderError, match=r"GUIDE_CLIP names the folder .* not there"):
        open_encoder("auto")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("open_clip:", "No encoder is called 'open_clip:'"),
        ("clip:ViT-B-32", "No encoder is called 'clip:ViT-B-32'; say auto, embedded"),
        ("open_clip:ViT-B-33", "knows no model 'ViT-B-33'"),
        ("open_clip:ViT-B-32", "has the weights openai, .*got ''; say open_clip:ViT-B-32/TAG"),
        ("open_clip:ViT-B-32/mine", "has the weights openai, .*got 'mine'"),
        ("open_clip:local-dir:", "There is no open_clip model in ''"),
        ("open_clip:local-dir:/none", "There is no open_clip model in '/none'"),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_what_to_say(spec, said):
    with pytest.raises(EncoderError, match=said):
        open_encoder(spec)


def test_offline_the_missing_weights_are_said_in_one_sentence(monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    for name in ("ViT-B-16-SigLIP2/webli", "hf-hub:timm/ViT-B-16-SigLIP2"):
        with pytest.raises(EncoderError) as caught:
            open_encoder(f"open_clip:{name}")
        message = str(caught.value)
        assert "not on this machine and the hub cannot be reached" in message
        assert "open_clip:local-dir:FOLDER" in message and "\n" not in message


def test_a_folder_without_weights_is_no_model(small_clip_folder, tmp_path):
    shutil.copy(small_clip_folder / "open_clip_config.json", tmp_path)
    with pytest.raises(EncoderError, match="cannot be loaded"):
        open_encoder(f"open_clip:local-dir:{tmp_path}")


@pytest.mark.parametrize("damage", ["weights", "config", "shape", "tokenizer"])
def test_a_damaged_folder_is_said_in_one_sentence(small_clip_folder, tmp_path, damage):
    folder = shutil.copytree(small_clip_folder, tmp_path / "damaged")
    config, weights = folder / "open_clip_config.json", folder / "open_clip_pytorch_model.bin"
    if damage == "weights":
        weights.write_bytes(weights.read_bytes()[:5000])
    elif damage == "config":
        config.write_text("{")
    else:
        content = json.loads(config.read_text())
        if damage == "shape":
            content["model_cfg"]["embed_dim"] = 32
        else:
            content["model_cfg"]["text_cfg"]["hf_tokenizer_name"] = "somebody/elses"
        config.write_text(json.dumps(content))
    with pytest.raises(EncoderError) as caught:
        open_encoder(f"open_clip:local-dir:{folder}")
    message = str(caught.value)
    assert "cannot be loaded" in message or "needs a package" in message
    assert "\n" not in message
