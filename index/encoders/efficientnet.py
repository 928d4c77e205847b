"""Photo vectors from EfficientNet-Lite, run by onnxruntime.

The photo vector, exactly: each of two networks (Lite0 at 224 px, Lite2 at 256 px) sees two views of
the photo: the whole of it on a white square, and the centre square whose side is 0.8 of the
photo's shorter side. A view's features (1280 numbers, the mean over places) are scaled to length 1,
the two views are added and scaled to length 1 again, and the two networks' results stand side by
side, each divided by √2: 2560 numbers of length 1. A dot product of two photo vectors is thus the
mean of the two networks' cosines.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.threads import cores
from index.errors import EncoderError

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]

NETWORKS = {"lite0": 224, "lite2": 256}
"""The networks in the order of their halves of a vector, with the side of their square input."""

WHOLE = "whole"
CENTRE = "centre"
VIEWS = (WHOLE, CENTRE)
"""The views that a photo vector is made of."""

DIM = 2560
IDENTITY = "efficientnet-lite0+2/1"

_CENTRE_SHARE = 0.8
_STRIDE = 32


@dataclass(frozen=True)
class Look:
    """What one network sees in one picture.

    Attributes:
        features: `(1280,)`, the mean over places, not scaled.
        places: `(1280, rows, columns)`, one place for every 32 pixels.
        logits: `(1000,)` over ImageNet's classes; None from Lite0.
    """

    features: Floats
    places: Floats
    logits: Floats | None


class EfficientNet:
    """The two networks. Safe to use from many threads; loaded at first use."""

    def __init__(self, threads: int | None = None) -> None:
        """Use at most `threads` cores; all that this process may use when None."""
        self._threads = threads or cores()
        self._sessions: dict[str, Any] = {}
        self._lock = threading.Lock()

    def vectors(self, photos: Sequence[Image], views: Sequence[str] = VIEWS) -> Floats:
        """Return the photo vectors of RGB pictures, shape `(len(photos), 2560)`, rows of length 1.

        Fewer `views` cost less and stay in the same space, somewhat less exact.
        """
        from concurrent.futures import ThreadPoolExecutor

        if not photos:
            return np.zeros((0, DIM), dtype=np.float32)
        jobs = [(p, name, view) for p in photos for name in NETWORKS for view in views]
        with ThreadPoolExecutor(max_workers=self._threads) as pool:
            features = list(pool.map(lambda job: self._features(*job), jobs))
        cube = np.stack(features).reshape(len(photos), len(NETWORKS), len(views), -1)
        halves = _unit(_unit(cube).sum(axis=2))
        return (halves / np.sqrt(len(NETWORKS))).reshape(len(photos), DIM).astype(np.float32)

    def look(self, picture: Image, network: str = "lite2") -> Look:
        """Return what `network` sees in an RGB picture whose sides are multiples of 32 pixels.

        Raises:
            EncoderError: a side of the picture is no multiple of 32.
        """
        if picture.width % _STRIDE or picture.height % _STRIDE or not all(picture.size):
            raise EncoderError(
                f"EfficientNet looks at pictures whose sides are multiples of {_STRIDE} pixels, "
                f"got {picture.size!r}; resize it first, for example with square()."
            )
        outputs = self._session(network).run(None, {"photos": _pixels(picture)})
        logits = outputs[2][0] if len(outputs) > 2 else None
        return Look(features=outputs[0][0], places=outputs[1][0], logits=logits)

    def _features(self, photo: Image, network: str, view: str) -> Floats:
        cut = square(photo, NETWORKS[network], view)
        return self._session(network).run(["features"], {"photos": _pixels(cut)})[0][0]

    def _session(self, network: str) -> Any:
        with self._lock:
            if network not in self._sessions:
                self._sessions[network] = _open_session(network)
            return self._sessions[network]


def square(photo: Image, side: int, view: str = WHOLE) -> Image:
    """Return a view of an RGB photo as a square of `side` pixels."""
    from PIL import Image as images

    width, height = photo.size
    if view == CENTRE:
        part = min(width, height) * _CENTRE_SHARE
        left, top = (width - part) / 2, (height - part) / 2
        box = (left, top, left + part, top + part)
        return photo.resize((side, side), images.Resampling.BICUBIC, box=box)
    scale = side / max(width, height)
    fitted = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = images.new("RGB", (side, side), "white")
    small = photo.resize(fitted, images.Resampling.BICUBIC)
    canvas.paste(small, ((side - fitted[0]) // 2, (side - fitted[1]) // 2))
    return canvas


def weights_path(network: str) -> Path:
    """Return where the ONNX file of `network` lies."""
    return Path(__file__).with_name(f"efficientnet_{network}.onnx")


def _open_session(network: str) -> Any:
    import onnxruntime

    # One thread a run: the runs themselves go in parallel, and a vector never depends on the cores.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    path = weights_path(network)
    if not path.is_file():
        raise EncoderError(
            f"The photo network {path.name!r} is missing from the package; install it again."
        )
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _pixels(picture: Image) -> NDArray[np.uint8]:
    return np.asarray(picture.convert("RGB"), dtype=np.uint8)[None]


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.maximum(lengths, np.float32(1e-12))
