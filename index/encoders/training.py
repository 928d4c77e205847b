"""The networks of the joint heads in torch, and the loop that fits them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_LOG = logging.getLogger(__name__)

_LONGEST = 32
"""Tokens of a text beyond this many are not looked at in training."""
_WARMING = 0.1
_HOTTEST = 100.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; the defaults are what the shipped weights were made with."""

    dim: int = 256
    hidden: int = 512
    passes: int = 14
    batch: int = 1024
    rate: float = 1e-3
    decay: float = 0.05
    dropout: float = 0.1
    chinese: float = 0.5
    kinds: float = 0.5
    noise: float = 0.0
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers in a sentence vector and in a photo's features, and tokens with vectors."""

    sentence: int
    photo: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of the photos, of one text of each language for each, kinds, and a name of each kind."""

    photos: NDArray[np.int64]
    titles: Sequence[int]
    chinese: Sequence[int]
    kinds: NDArray[np.int64]
    names: Sequence[int]


def fit(
    features: Floats,
    trained: NDArray[np.bool_],
    sentences: Floats,
    pieces: Sequence[Sequence[int]],
    one_pass: Callable[[], Iterator[Batch]],
    sizes: Sizes,
    plan: Plan,
) -> dict[str, Floats]:
    """Return the fitted weights by the names that `index.encoders.joint` reads them by.

    Args:
        features: of every photo, `(photos, sizes.photo)`.
        trained: which of them may be learned from.
        sentences: of every text.
        pieces: tokens of every text.
        one_pass: gives the batches of one pass over the training data.
        sizes: of what goes in.
        plan: how to train.
    """
    import torch

    from index.encoders.weights import ready_torchvision

    ready_torchvision()
    from open_clip.loss import ClipLoss

    torch.manual_seed(plan.seed)
    nets = _Networks(torch, features, trained, sentences, pieces, sizes, plan)
    steps = plan.passes * sum(1 for _ in one_pass())
    optimizer = torch.optim.AdamW(nets.groups(), lr=plan.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.rate, steps, pct_start=_WARMING)
    loss_of = ClipLoss()
    for number in range(plan.passes):
        loss = None
        for batch in one_pass():
            loss = nets.loss(batch, loss_of)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        _LOG.info("pass %d: loss %.3f", number + 1, float("nan") if loss is None else loss.item())
    return nets.arrays()


class _Networks:
    """Parameters by name, and what they make of texts and photos."""

    def __init__(
        self,
        torch: Any,
        features: Floats,
        trained: NDArray[np.bool_],
        sentences: Floats,
        pieces: Sequence[Sequence[int]],
        sizes: Sizes,
        plan: Plan,
    ) -> None:
        self._torch, self._plan = torch, plan
        photo_mean, photo_scale = _spread(features[trained])
        text_mean, text_scale = _spread(sentences)
        self._fixed = {
            "photo_mean": photo_mean,
            "photo_scale": photo_scale,
            "text_mean": text_mean,
            "text_scale": text_scale,
        }
        self._photos = torch.from_numpy((features - photo_mean) / photo_scale)
        self._sentences = torch.from_numpy((sentences - text_mean) / text_scale)
        self._pieces = torch.from_numpy(_padded(pieces, sizes.tokens))
        self._weights = self._begin(sizes)
        self._heat = [torch.nn.Parameter(torch.tensor(np.log(1 / 0.07))) for _ in range(2)]

    def _begin(self, sizes: Sizes) -> dict[str, Any]:
        torch, plan = self._torch, self._plan
        shapes = {
            "text_w1": (sizes.sentence, plan.hidden),
            "text_b1": (plan.hidden,),
            "text_w2": (plan.hidden, plan.dim),
            "text_b2": (plan.dim,),
            "text_skip": (sizes.sentence, plan.dim),
            "photo_w1": (sizes.photo, plan.hidden),
            "photo_b1": (plan.hidden,),
            "photo_w2": (plan.hidden, plan.dim),
            "photo_b2": (plan.dim,),
            "photo_skip": (sizes.photo, plan.dim),
        }
        begun = {
            name: torch.nn.Parameter(torch.randn(shape) * (shape[0] ** -0.5) * (len(shape) > 1))
            for name, shape in shapes.items()
        }
        begun["words"] = torch.nn.Parameter(torch.randn((sizes.tokens + 1, plan.dim)) * 0.01)
        return begun

    def groups(self) -> list[dict[str, Any]]:
        """Return the parameters with their weight decay."""
        return [
            {"params": list(self._weights.values()), "weight_decay": self._plan.decay},
            {"params": self._heat, "weight_decay": 0.0},
        ]

    def loss(self, batch: Batch, loss_of: Any) -> Any:
        """Return the loss of one batch."""
        functional, plan = self._torch.nn.functional, self._plan
        titles_heat, words_heat = (heat.exp().clamp(max=_HOTTEST) for heat in self._heat)
        photos = self._photo(self._torch.from_numpy(batch.photos))
        loss = loss_of(photos, self._text(batch.titles), titles_heat)
        if plan.chinese:
            loss = loss + plan.chinese * loss_of(photos, self._text(batch.chinese), words_heat)
        if plan.kinds:
            scores = words_heat * photos @ self._text(batch.names).T
            right = self._torch.from_numpy(batch.kinds)
            loss = loss + plan.kinds * functional.cross_entropy(scores, right)
        return loss

    def _drop(self, values: Any) -> Any:
        return self._torch.nn.functional.dropout(values, self._plan.dropout)

    def _mlp(self, part: str, seen: Any) -> Any:
        w, functional = self._weights, self._torch.nn.functional
        inner = functional.gelu(seen @ w[f"{part}_w1"] + w[f"{part}_b1"], approximate="tanh")
        skipped = seen @ w[f"{part}_skip"]
        return self._drop(inner) @ w[f"{part}_w2"] + w[f"{part}_b2"] + skipped

    def _photo(self, rows: Any) -> Any:
        seen = self._drop(self._photos[rows])
        if self._plan.noise:
            seen = seen + self._plan.noise * self._torch.randn_like(seen)
        return self._torch.nn.functional.normalize(self._mlp("photo", seen), dim=1)

    def _text(self, rows: Sequence[int]) -> Any:
        torch = self._torch
        at = torch.tensor(rows)
        pieces = self._pieces[at]
        none = self._weights["words"].shape[0] - 1
        pieces = pieces.masked_fill(torch.rand(pieces.shape) < self._plan.dropout, none)
        known = (pieces != none).unsqueeze(2)
        vectors = self._weights["words"][pieces] * known
        said = vectors.sum(dim=1) / known.sum(dim=1).clamp(min=1) ** 0.5
        out = self._mlp("text", self._drop(self._sentences[at])) + said
        return torch.nn.functional.normalize(out, dim=1)

    def arrays(self) -> dict[str, Floats]:
        """Return everything that the heads need, without the row that stands for no token."""
        found = {name: weight.detach().numpy().copy() for name, weight in self._weights.items()}
        found["words"] = found["words"][:-1]
        return {**self._fixed, **found}


def _spread(rows: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each column, the latter kept off zero."""
    deviation = rows.std(axis=0)
    return rows.mean(axis=0), deviation + np.float32(0.1) * deviation.mean()


def _padded(pieces: Sequence[Sequence[int]], none: int) -> NDArray[np.int64]:
    table = np.full((len(pieces), _LONGEST), none, np.int64)
    for row, own in enumerate(pieces):
        cut = own[:_LONGEST]
        table[row, : len(cut)] = cut
    return table
