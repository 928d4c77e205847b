"""Words find products by what their photos show, where the catalogue's photos bear them out."""

from __future__ import annotations

import numpy as np
import pytest

from index.opening import Index
from index.photos import described as module
from index.photos.described import described
from index.search import SearchRequest


def test_a_catalogue_that_the_words_do_not_name_is_not_asked(
    drawn_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRUSTED", 1.1)
    assert described("红色马克杯", drawn_index) is None


def test_no_words_describe_nothing(drawn_index: Index) -> None:
    assert described("  ", drawn_index) is None


def test_every_product_with_a_photo_has_a_score(
    drawn_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRUSTED", 0.0)
    scores = described("红色马克杯", drawn_index)
    assert scores is not None
    assert scores.shape == (len(drawn_index.products),)
    assert np.isfinite(scores).all()


def signals_of(index: Index, request: SearchRequest) -> set[str]:
    return {said.signal for found in index.search(request).candidates for said in found.signals}


def test_words_are_asked_of_photos_that_can_be_believed_only(
    drawn_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = SearchRequest(text="红色马克杯")
    monkeypatch.setattr(module, "TRUSTED", 0.0)
    assert "photo" in signals_of(drawn_index, request)
    monkeypatch.setattr(module, "TRUSTED", 1.1)
    assert "photo" not in signals_of(drawn_index, request)
