"""The words printed in a photo: packaging, labels, a screenshot's captions. Read by RapidOCR."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]

SMALLEST = 160
"""Photos whose longer side is below this many pixels hold no text that could be read."""
LARGEST = 960
CONFIDENT = 0.6
"""Lines read with less confidence than this are left out."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text in a photo; `box` is left, top, right, bottom as parts of the photo."""

    text: str
    confidence: float
    box: Box


def read_text(image: Image) -> tuple[TextLine, ...]:
    """Return the lines of text in an RGB photo, from top to bottom; about a second of one core."""
    if max(image.size) < SMALLEST:
        return ()
    small = image.copy()
    small.thumbnail((LARGEST, LARGEST))
    found = _engine().read(np.asarray(small, np.uint8)[:, :, ::-1].copy())
    if found.boxes is None:
        return ()
    lines = (
        TextLine(text, round(float(sure), 3), _box(corners, small.size))
        for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if sure >= CONFIDENT and text.strip()
    )
    return tuple(sorted(lines, key=lambda line: (line.box[1], line.box[0])))


def _box(corners: Any, size: tuple[int, int]) -> Box:
    xs, ys = np.asarray(corners)[:, 0] / size[0], np.asarray(corners)[:, 1] / size[1]
    ends = (xs.min(), ys.min(), xs.max(), ys.max())
    left, top, right, bottom = (round(min(max(float(end), 0.0), 1.0), 4) for end in ends)
    return left, top, right, bottom


class _Engine:
    """RapidOCR, loaded at first use; one photo at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def read(self, pixels: Any) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _load()
            return self._model(pixels)


@cache
def _engine() -> _Engine:
    return _Engine()


def _load() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
            "Global.use_cls": False,
        }
    )
