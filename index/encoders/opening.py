"""From the name of an encoder to the encoder."""

from __future__ import annotations

import os
from pathlib import Path

from index.encoders.protocol import Encoder
from index.errors import EncoderError

CLIP_SETTING = "GUIDE_CLIP"
"""The environment variable that names the open_clip weights which `auto` uses."""

_CLIP = "open_clip:"
_LOCAL = "local-dir:"


def open_encoder(spec: str = "auto") -> Encoder:
    """Return the encoder that `spec` names.

    Args:
        spec: `embedded` (always there); `open_clip:MODEL[/TAG]`; `open_clip:local-dir:PATH`; or
            `auto`: open_clip where it is installed and the weights that GUIDE_CLIP names (a folder,
            or MODEL/TAG) are on this machine, else embedded.

    Raises:
        EncoderError: there is no such encoder, or it cannot be loaded.
    """
    from index.encoders.embedded import Embedded
    from index.encoders.texts import open_texts

    spec = resolve(spec)
    if spec == "embedded":
        return Embedded()
    if spec in ("embedded:e5", "embedded:use"):
        return Embedded(open_texts(spec.removeprefix("embedded:")))
    if spec.startswith(_CLIP) and len(spec) > len(_CLIP):
        from index.encoders.clip import open_clip_encoder

        return open_clip_encoder(spec.removeprefix(_CLIP))
    raise EncoderError(
        f"No encoder is called {spec!r}; say auto, embedded, open_clip:MODEL/TAG "
        "or open_clip:local-dir:FOLDER."
    )


def resolve(spec: str) -> str:
    """Return the spec that `spec` stands for on this machine: `auto` becomes the one it chose.

    Raises:
        EncoderError: `auto` is told to use weights that are not there.
    """
    return _automatic() if spec == "auto" else spec


def _automatic() -> str:
    """Return the spec that `auto` stands for on this machine."""
    wanted = os.environ.get(CLIP_SETTING, "").removeprefix(_CLIP)
    if not wanted:
        return "embedded"
    folder = Path(wanted.removeprefix(_LOCAL)).expanduser()
    if folder.is_dir():
        wanted = f"{_LOCAL}{folder}"
    elif wanted.startswith((_LOCAL, "/", ".", "~")):
        raise EncoderError(
            f"{CLIP_SETTING} names the folder {str(folder)!r}, which is not there; "
            "correct it or unset it to use the embedded encoder."
        )
    from index.encoders.weights import installed, weights_are_local

    if not installed() or not weights_are_local(wanted):
        return "embedded"
    return f"{_CLIP}{wanted}"
