"""Words against photos, on the tenth of the training pairs that is never trained on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.fashion_pairs import Pair, kind_words, read_pairs, read_photos

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder, Vectors

REQUESTS = Path(__file__).parent / "suites" / "photos" / "chinese_kinds.jsonl"
FIRST = 10
_AT_ONCE = 16


def measure_held(
    encoder: Encoder, shared: Path, kept: Path, tell: Callable[[str], None]
) -> dict[str, float]:
    """Return how well titles, kinds and Chinese requests go with the photos held out.

    Args:
        encoder: the one to measure, by photo vectors as an index stores them.
        shared: folder of the shared data; without training pairs in it nothing is measured.
        kept: folder where the photo vectors are kept.
        tell: told how far it is.
    """
    folder = shared / "training" / "fashion_pairs"
    if not folder.is_dir():
        return {}
    pairs = [pair for pair in read_pairs(folder) if pair.held_out]
    photos = encoder.joint_photos(_vectors(encoder, folder, pairs, kept, tell))
    tell("held-out pairs: words")
    titles = encoder.joint_texts([pair.title for pair in pairs])
    kinds = sorted({pair.kind for pair in read_pairs(folder)})
    names = np.stack([encoder.joint_texts(kind_words(kind)).mean(axis=0) for kind in kinds])
    names /= np.linalg.norm(names, axis=1, keepdims=True)
    named = [kinds[at] for at in (photos @ names.T).argmax(axis=1)]
    return {
        "title R@10": _found_again(titles, photos),
        "photo kind": float(
            np.mean([a == pair.kind for a, pair in zip(named, pairs, strict=True)])
        ),
        "Chinese requests kind@10": _requests(encoder, photos, pairs),
    }


def _vectors(
    encoder: Encoder, folder: Path, pairs: Sequence[Pair], kept: Path, tell: Callable[[str], None]
) -> Vectors:
    file = kept / "held_pairs.npy"
    if file.is_file():
        return np.load(file).astype(np.float32)
    found, waiting = list[np.ndarray](), []
    for number, photo in enumerate(read_photos(folder, pairs), start=1):
        waiting.append(photo)
        if len(waiting) == _AT_ONCE or number == len(pairs):
            found.append(encoder.photos(waiting))
            waiting = []
            tell(f"held-out pairs: {number} of {len(pairs)}")
    kept.mkdir(parents=True, exist_ok=True)
    np.save(file, np.concatenate(found).astype(np.float16))
    return np.concatenate(found)


def _found_again(titles: Vectors, photos: Vectors) -> float:
    """Return how often a title finds its own photo among all of them in the first ten."""
    scores = titles @ photos.T
    return float(((scores > np.diag(scores)[:, None]).sum(axis=1) < FIRST).mean())


def _requests(encoder: Encoder, photos: Vectors, pairs: Sequence[Pair]) -> float:
    """Return the mean share of the right kind in the first ten photos for each request."""
    lines = REQUESTS.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line[:1] == "{"]
    asked = encoder.joint_texts([row["text"] for row in rows])
    best = np.argsort(-(asked @ photos.T), axis=1, kind="stable")[:, :FIRST]
    right = [
        np.mean([pairs[at].kind in row["kinds"] for at in places])
        for row, places in zip(rows, best, strict=True)
    ]
    return float(np.mean(right))
