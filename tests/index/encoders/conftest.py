"""The encoders under test, each opened once."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_clip

from index.encoders import Encoder, open_encoder


@pytest.fixture(scope="session")
def small_clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an open_clip model that this session trained."""
    return small_clip.train(tmp_path_factory.mktemp("clip") / "small")


@pytest.fixture(scope="session")
def clip_encoder(small_clip_folder: Path) -> Encoder:
    return open_encoder(f"open_clip:local-dir:{small_clip_folder}")


@pytest.fixture(scope="session", params=["embedded", "embedded:use", "open_clip"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Each encoder in turn."""
    if request.param == "open_clip":
        return request.getfixturevalue("clip_encoder")
    return open_encoder(request.param)
