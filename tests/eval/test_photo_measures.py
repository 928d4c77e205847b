"""The one command of the photo figures: its table, its held-out pairs, its documents."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from eval.held_pairs import measure_held
from eval.photo_measures import documents, table


def silent(_: str) -> None:
    pass


class Random:
    """An encoder that knows nothing."""

    def photos(self, photos: list[Image.Image]) -> Any:
        return np.random.default_rng(len(photos)).normal(0, 1, (len(photos), 8)).astype(np.float32)


def test_without_training_pairs_nothing_is_measured(tmp_path: Any) -> None:
    encoder: Any = Random()
    assert measure_held(encoder, tmp_path, tmp_path, silent) == {}


def test_a_measure_stands_beside_its_floor_its_aim_and_our_own() -> None:
    printed = table("open_clip:small", {"tmall_photos Success@1": 0.5}, {"title R@10": 0.6})
    assert "| tmall_photos Success@1 | 0.467 | 0.600 | 0.500 |  |" in printed
    assert printed.startswith("| measure | floor | to reach | open_clip:small | embedded |")


def test_every_document_of_the_suite_is_known() -> None:
    assert len(documents()) == 31
