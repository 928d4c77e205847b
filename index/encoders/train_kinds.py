"""Train the classifier of fashion kinds.

    python -m index.encoders.train_kinds --data ../shared/data/training/fashion_pairs

Photos of the pairs are laid into scenes (`index.encoders.scenes`), seen by Lite2 as every photo is,
and one hidden layer learns their kinds; clean photos stand among the scenes. Rare kinds are drawn
more often than they occur. Drawing and seeing take about 0.08 s of one core a scene and are kept in
`--cache`; training takes a minute. A tenth of the pairs, by hash of the id, is left out.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import lite2_half
from index.encoders.fashion_kinds import WEIGHTS, FashionKinds
from index.encoders.fashion_pairs import CLOTHES, Pair, open_photos, read_pairs

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]

_NETWORK = "lite2"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the defaults are what the shipped weights were made with.

    `clean` is how many of the photos that are laid into `scenes` are seen as they are, too.
    """

    scenes: int = 19000
    clean: int = 5500
    hidden: int = 384
    passes: int = 8
    batch: int = 512
    rate: float = 2e-3
    decay: float = 0.1
    balance: float = 0.7
    seed: int = 7


@dataclass(frozen=True)
class Examples:
    """Lite2's features of scenes and clean photos, `(n, 1280)`, and the number of each pair."""

    features: Floats
    pairs: NDArray[np.int64]


def draw(pairs: Sequence[Pair], count: int, seed: int) -> NDArray[np.int64]:
    """Return `count` numbers of pairs to learn from, rare kinds more often than they occur."""
    free = np.array([at for at, pair in enumerate(pairs) if not pair.held_out])
    counts = Counter(pairs[at].kind for at in free)
    weights = np.array([counts[pairs[at].kind] ** -0.5 for at in free])
    return np.random.default_rng(seed).choice(free, count, p=weights / weights.sum())


def examples(folder: Path, pairs: Sequence[Pair], cache: Path, recipe: Recipe) -> Examples:
    """Return what Lite2 sees in the scenes and clean photos; kept in `cache`."""
    kept = cache / "scenes.npz"
    if not kept.is_file():
        from index.encoders.efficientnet import EfficientNet
        from index.encoders.scenes import scene

        see = EfficientNet().vectors
        drawn, photo = draw(pairs, recipe.scenes, recipe.seed), open_photos(folder)
        found: list[tuple[int, Floats]] = []
        for number, at in enumerate(drawn):
            dice = np.random.default_rng([recipe.seed, number])
            shown, other = photo(pairs[at]), photo(pairs[int(dice.choice(drawn))])
            found += _seen(at, scene(shown, other, pairs[at].part == CLOTHES, dice), see)
            if number * recipe.clean % recipe.scenes < recipe.clean:
                found += _seen(at, shown, see)
            if number % 1000 == 0:
                _LOG.info("scene %d of %d", number, recipe.scenes)
        rows = np.stack([row for _, row in found]).astype(np.float16)
        np.savez(kept, features=rows, pairs=np.array([at for at, _ in found]))
    with np.load(kept) as stored:
        return Examples(stored["features"].astype(np.float32), stored["pairs"])


def _seen(
    at: int, photo: Image, see: Callable[[Sequence[Image]], Floats]
) -> list[tuple[int, Floats]]:
    return [(at, lite2_half(see([photo]))[0])]


def fit(seen: Examples, labels: NDArray[np.int64], kinds: int, recipe: Recipe) -> dict[str, Floats]:
    """Return the fitted weights by the names that `index.encoders.fashion_kinds` reads.

    The loss is cross-entropy with the logarithms of the kinds' shares added to the outputs
    (Menon et al. 2021), so that the classifier does not expect what its training saw most.
    """
    import torch

    torch.manual_seed(recipe.seed)
    mean, spread = seen.features.mean(axis=0), seen.features.std(axis=0)
    scale = spread + np.float32(0.1) * spread.mean()
    rows, right = torch.from_numpy((seen.features - mean) / scale), torch.from_numpy(labels)
    shares = torch.from_numpy(np.log(np.bincount(labels, minlength=kinds) + 1.0)).float()
    net = _network(torch, seen.features.shape[1], kinds, recipe)
    optimizer = torch.optim.AdamW(net.parameters(), recipe.rate, weight_decay=recipe.decay)
    steps = recipe.passes * -(-len(rows) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, steps)
    for _ in range(recipe.passes):
        for part in torch.randperm(len(rows)).split(recipe.batch):
            outputs = net(rows[part]) + recipe.balance * shares
            loss = torch.nn.functional.cross_entropy(outputs, right[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    found = {name: value.detach().numpy() for name, value in net.named_parameters()}
    return {
        "mean": mean,
        "scale": scale,
        "w1": found["1.weight"].T,
        "b1": found["1.bias"],
        "w2": found["4.weight"].T,
        "b2": found["4.bias"],
    }


def _network(torch: Any, inputs: int, kinds: int, recipe: Recipe) -> Any:
    return torch.nn.Sequential(
        torch.nn.Dropout(0.1),
        torch.nn.Linear(inputs, recipe.hidden),
        torch.nn.GELU(approximate="tanh"),
        torch.nn.Dropout(0.2),
        torch.nn.Linear(recipe.hidden, kinds),
    )


def train(folder: Path, cache: Path, out: Path, recipe: Recipe) -> float:
    """Train, write the weights to `out`, and return how often the kind of an example is named."""
    cache.mkdir(parents=True, exist_ok=True)
    pairs = read_pairs(folder)
    kinds = tuple(sorted({pair.kind for pair in pairs}))
    seen = examples(folder, pairs, cache, recipe)
    labels = np.array([kinds.index(pairs[at].kind) for at in seen.pairs])
    arrays = fit(seen, labels, len(kinds), recipe)
    named = FashionKinds(kinds, arrays).outputs(seen.features).argmax(axis=1)
    stored: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    names = np.frombuffer("\n".join(kinds).encode(), np.uint8)
    np.savez_compressed(out, kinds=names, **stored)
    return float((named == labels).mean())


def main() -> None:
    """Read the arguments, train, and log the recipe and the share of examples learned."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of pairs.jsonl, photos.tar")
    asked.add_argument("--cache", type=Path, default=Path("kinds-cache"))
    asked.add_argument("--out", type=Path, default=Path(__file__).with_name(WEIGHTS))
    for name, value in asdict(Recipe()).items():
        asked.add_argument(f"--{name}", type=type(value), default=value)
    said = vars(asked.parse_args())
    recipe = Recipe(**{name: said[name] for name in asdict(Recipe())})
    learned = train(said["data"], said["cache"], said["out"], recipe)
    _LOG.info(json.dumps({"recipe": asdict(recipe), "examples named rightly": learned}))


if __name__ == "__main__":
    main()
