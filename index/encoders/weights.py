"""Where open_clip's weights are: in a folder, in the hub's cache on this machine, or on the hub."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from index.encoders.threads import wait_quietly
from index.errors import EncoderError

_LOCAL = "local-dir:"
_HUB = "hf-hub:"
_CONFIG = "open_clip_config.json"
_PATIENCE = 3.0
_TAGS_SAID = 6


@dataclass(frozen=True)
class Weights:
    """What to ask open_clip for.

    Attributes:
        said: as the shopkeeper wrote it.
        model: open_clip's name of the model.
        tag: open_clip's name of its weights, or None where the model names them.
        folder: where they lie; None for those of the hub.
    """

    said: str
    model: str
    tag: str | None = None
    folder: Path | None = None


def installed() -> bool:
    """Return whether open_clip and torch are installed."""
    from importlib.util import find_spec

    return find_spec("open_clip") is not None and find_spec("torch") is not None


def find_weights(name: str) -> Weights:
    """Return what `MODEL[/TAG]`, `hf-hub:ORG/NAME` or `local-dir:FOLDER` stands for.

    Raises:
        EncoderError: open_clip is not installed or knows no such model, or there is no such folder.
    """
    if name.startswith(_LOCAL):
        folder = _folder(name.removeprefix(_LOCAL))
        _demand_open_clip(name)
        return Weights(name, f"{_LOCAL}{folder}", folder=folder)
    _demand_open_clip(name)
    return Weights(name, name) if name.startswith(_HUB) else _tagged(name)


def weights_are_local(name: str) -> bool:
    """Return whether the weights of `name` are on this machine, so that nothing is downloaded."""
    if name.startswith(_LOCAL):
        return Path(name.removeprefix(_LOCAL)).expanduser().joinpath(_CONFIG).is_file()
    return _cached(find_weights(name))


@contextmanager
def loading(weights: Weights) -> Generator[None]:
    """Let open_clip load these weights: from this machine without asking the hub about them.

    Raises:
        EncoderError: they are not on this machine, and the hub cannot be reached.
    """
    if weights.folder is not None or _cached(weights):
        with _offline():
            yield
        return
    if not _hub_answers():
        raise EncoderError(
            f"The weights of {weights.said!r} are not on this machine and the hub cannot be "
            "reached; download them once with a network, or give their folder as "
            "open_clip:local-dir:FOLDER."
        )
    yield


def _folder(said: str) -> Path:
    folder = Path(said).expanduser()
    if not said or not (folder / _CONFIG).is_file():
        raise EncoderError(
            f"There is no open_clip model in {said!r}: "
            f"such a folder has an {_CONFIG} and its weights."
        )
    return folder.resolve()


def _demand_open_clip(name: str) -> None:
    if not installed():
        raise EncoderError(
            f"open_clip is not installed, and {name!r} needs it: pip install 'daogou[clip]', "
            "or say --encoder embedded."
        )
    ready_torchvision()


def _tagged(name: str) -> Weights:
    import open_clip

    model, _, tag = name.partition("/")
    if model not in open_clip.list_models():
        raise EncoderError(
            f"open_clip knows no model {model!r}; open_clip.list_models() names all."
        )
    tags = open_clip.list_pretrained_tags_by_model(model)
    if not tag and len(tags) == 1:
        tag = tags[0]
    if tag not in tags:
        raise EncoderError(
            f"open_clip has the weights {_listed(tags)} for {model!r}, got {tag!r}; "
            f"say open_clip:{model}/TAG."
        )
    return Weights(name, model, tag)


def _listed(tags: list[str]) -> str:
    if not tags:
        return "none"
    return ", ".join(tags[:_TAGS_SAID]) + (", …" if len(tags) > _TAGS_SAID else "")


def _cached(weights: Weights) -> bool:
    """Return whether the hub's files for these weights are in its cache on this machine."""
    from huggingface_hub import try_to_load_from_cache

    repository, files = _hub_files(weights)
    return any(isinstance(try_to_load_from_cache(repository, name), str) for name in files)


def _hub_files(weights: Weights) -> tuple[str, list[str]]:
    from open_clip import pretrained

    usual = ["open_clip_model.safetensors", "open_clip_pytorch_model.bin"]
    if weights.model.startswith(_HUB):
        return weights.model.removeprefix(_HUB), usual
    known = pretrained.get_pretrained_cfg(weights.model, weights.tag or "")
    place = str(known.get("hf_hub", ""))
    repository, name = os.path.split(place)
    return repository, [name, str(Path(name).with_suffix(".safetensors"))] if name else usual


def _hub_answers() -> bool:
    """Return whether the hub can be reached; open_clip itself would try for 47 seconds."""
    import socket
    from urllib.parse import urlsplit
    from urllib.request import getproxies

    from huggingface_hub import constants

    if constants.is_offline_mode():
        return False
    if getproxies():
        return True
    place = urlsplit(constants.ENDPOINT)
    port = place.port or (80 if place.scheme == "http" else 443)
    try:
        with socket.create_connection((place.hostname or "", port), timeout=_PATIENCE):
            return True
    except OSError:
        return False


_switching = threading.RLock()


@contextmanager
def _offline() -> Generator[None]:
    """Keep the hub's client from the network. It reads its setting once, when it is imported."""
    from huggingface_hub import constants

    with _switching:
        before, setting = constants.HF_HUB_OFFLINE, os.environ.get("HF_HUB_OFFLINE")
        constants.HF_HUB_OFFLINE = True
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            yield
        finally:
            constants.HF_HUB_OFFLINE = before
            if setting is None:
                del os.environ["HF_HUB_OFFLINE"]
            else:
                os.environ["HF_HUB_OFFLINE"] = setting


_declared: list[Any] = []

_OPERATORS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


def ready_torchvision() -> None:
    """Make torchvision importable beside a CPU build of torch that its operators do not match.

    PyPI's torchvision describes two operators to torch when it is imported, which fails where its
    compiled half did not load («operator torchvision::nms does not exist»). Declaring them first
    is enough: open_clip calls neither. Does nothing where torchvision imports as it is.
    """
    wait_quietly()
    with _switching:
        try:
            import_module("torchvision")
        except RuntimeError:
            import torch

            library = torch.library.Library("torchvision", "DEF")
            for operator in _OPERATORS:
                library.define(operator)
            _declared.append(library)  # the declaration ends with the object
            import_module("torchvision")
