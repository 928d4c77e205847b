"""Texts and photos to vectors."""

from index.encoders.opening import open_encoder, resolve
from index.encoders.protocol import Encoder, Vectors

__all__ = ["Encoder", "Vectors", "open_encoder", "resolve"]
