"""open_clip as an encoder: words and photos in one space learned from captions.

Photos and the words that look for photos go through the model. Titles against requests stay with
the sentence encoder: a caption model reads 64 to 77 pieces of text and was never taught to compare
two texts.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders.protocol import Vectors
from index.encoders.texts import Texts, clean, open_texts
from index.encoders.weights import Weights, find_weights, loading
from index.errors import EncoderError

if TYPE_CHECKING:
    from PIL.Image import Image

_PHOTOS_AT_ONCE = 16
_TEXTS_AT_ONCE = 64


@dataclass(frozen=True)
class Model:
    """A loaded open_clip model with what it needs around it.

    Attributes:
        identity: names the model and its weights.
        network: in evaluation mode.
        prepare: a photo to the network's input.
        tokenize: texts to the network's input.
    """

    identity: str
    network: Any
    prepare: Callable[[Image], Any]
    tokenize: Callable[[list[str]], Any]


class OpenClip:
    """An open_clip model. Implements `index.encoders.protocol.Encoder`; safe from many threads."""

    def __init__(self, model: Model, texts: Texts | None = None) -> None:
        """Use `model` for photos and joint words, `texts` (e5 or USE when None) for sentences."""
        self._model = model
        self._texts = texts or open_texts()
        self._lock = threading.Lock()
        self._dim = self.joint_texts(["a"]).shape[1]

    @property
    def identity(self) -> str:
        """Names the models and their versions."""
        return f"{self._model.identity}+{self._texts.identity}"

    @property
    def text_dim(self) -> int:
        """Dimensions of the text space."""
        return self._texts.dim

    @property
    def photo_dim(self) -> int:
        """Dimensions of the photo space, which is the joint one."""
        return self._dim

    @property
    def joint_dim(self) -> int:
        """Dimensions of the space that words and photos share."""
        return self._dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of what is searched, shape `(len(texts), text_dim)`."""
        return self._texts.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of requests, shape `(len(texts), text_dim)`."""
        return self._texts.queries(texts)

    def photos(self, photos: Sequence[Image]) -> Vectors:
        """Return the photo vectors of RGB photos, shape `(len(photos), photo_dim)`."""
        import torch

        def encode(batch: Sequence[Image]) -> Any:
            pixels = torch.stack([self._model.prepare(photo) for photo in batch])
            return self._model.network.encode_image(pixels, normalize=True)

        return self._batched(encode, list(photos), _PHOTOS_AT_ONCE)

    def joint_texts(self, texts: Sequence[str]) -> Vectors:
        """Return the joint vectors of words, shape `(len(texts), joint_dim)`."""

        def encode(batch: Sequence[str]) -> Any:
            return self._model.network.encode_text(
                self._model.tokenize(list(batch)), normalize=True
            )

        return self._batched(encode, clean(texts), _TEXTS_AT_ONCE)

    def joint_photos(self, photo_vectors: Vectors) -> Vectors:
        """Return the photo vectors as they are: they lie in the joint space already."""
        return photo_vectors

    def _batched(self, encode: Callable[[Any], Any], items: Sequence[Any], size: int) -> Vectors:
        import torch

        if not items:
            return np.zeros((0, self._dim), dtype=np.float32)
        # One batch at a time: torch spreads it over all cores itself.
        with self._lock, torch.inference_mode():
            parts = [encode(items[i : i + size]) for i in range(0, len(items), size)]
        return torch.cat(parts).float().numpy()


def open_clip_encoder(name: str) -> OpenClip:
    """Return the encoder `MODEL[/TAG]` or `local-dir:FOLDER`.

    A folder holds `open_clip_config.json`, the weights, and the tokenizer's files where it has
    its own.

    Raises:
        EncoderError: open_clip is not installed, or there is no such model, or it cannot be loaded.
    """
    weights = find_weights(name)
    try:
        with loading(weights):
            return OpenClip(_load(weights))
    except _failures() as error:
        raise EncoderError(_explained(weights, error)) from error


def _load(weights: Weights) -> Model:
    import open_clip

    made: Any = open_clip.create_model_from_pretrained(weights.model, weights.tag)
    network, prepare = made
    return Model(
        identity=f"open_clip:{_fingerprint(weights)}",
        network=network.eval(),  # it comes back in training mode
        prepare=prepare,
        tokenize=open_clip.get_tokenizer(weights.model),
    )


def _fingerprint(weights: Weights) -> str:
    """Return the name of downloaded weights, or a digest of those in a folder.

    A folder's path says nothing about its content, and hashing gigabytes at each start takes long:
    64 samples of each file tell one training from another.
    """
    if weights.folder is None:
        return f"{weights.model}/{weights.tag}" if weights.tag else weights.model
    digest = hashlib.sha256()
    for path in sorted(weights.folder.iterdir()):
        if path.suffix in (".safetensors", ".bin", ".pth", ".json"):
            digest.update(path.name.encode())
            _sample(path, digest.update)
    return f"local-dir:{weights.folder.name}@{digest.hexdigest()[:16]}"


def _sample(
    path: Path, update: Callable[[bytes], object], samples: int = 64, size: int = 65536
) -> None:
    length = path.stat().st_size
    update(str(length).encode())
    with path.open("rb") as file:
        for place in range(samples):
            file.seek(max(0, (length - size) * place // (samples - 1)))
            update(file.read(size))
            if length <= size:
                return


def _failures() -> tuple[type[Exception], ...]:
    """Return what open_clip and what it stands on raise for weights that do not load."""
    from safetensors import SafetensorError

    known = (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError)
    return (*known, AssertionError, ImportError, EOFError, pickle.UnpicklingError, SafetensorError)


def _explained(weights: Weights, error: Exception) -> str:
    if isinstance(error, ImportError):
        return f"The model {weights.said!r} needs a package that is not installed: {error}."
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    return f"The open_clip model {weights.said!r} cannot be loaded: {reason}"
