"""A small open_clip model, trained for real in half a minute: drawings of shapes, and their words.

    python tests/index/encoders/small_clip.py FOLDER

writes it as a folder that `open_clip:local-dir:FOLDER` opens. It has never seen a photo; what it
proves is the way from weights in a folder to words that find pictures.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

COLOURS = {
    "red": ("红色", (214, 40, 40)),
    "orange": ("橙色", (245, 130, 20)),
    "yellow": ("黄色", (250, 215, 40)),
    "green": ("绿色", (50, 160, 70)),
    "blue": ("蓝色", (40, 90, 210)),
    "purple": ("紫色", (130, 60, 170)),
    "black": ("黑色", (20, 20, 20)),
    "brown": ("棕色", (120, 75, 40)),
}
SHAPES = {
    "circle": "圆形",
    "square": "方形",
    "triangle": "三角形",
    "cross": "十字",
    "ring": "圆环",
    "stripes": "条纹",
}
SIDE = 32
STEPS = 80
BATCH = 64

_CONFIG = {
    "embed_dim": 64,
    "vision_cfg": {"image_size": SIDE, "layers": [1, 1, 1, 1], "width": 16, "head_width": 32},
    "text_cfg": {"context_length": 24, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2},
}
_NORMAL = {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "interpolation": "bicubic"}


@dataclass(frozen=True)
class Drawing:
    """A picture and what it shows."""

    image: Image.Image
    colour: str
    shape: str


def draw(colour: str, shape: str, chance: random.Random) -> Drawing:
    """Draw a shape of that colour somewhere on a pale ground."""
    shade = [max(0, min(255, c + chance.randint(-18, 18))) for c in COLOURS[colour][1]]
    ground = tuple(chance.randint(215, 255) for _ in range(3))
    image = Image.new("RGB", (SIDE, SIDE), ground)
    r = chance.randint(SIDE // 5, SIDE * 2 // 5)
    x, y = (chance.randint(r, SIDE - r) for _ in range(2))
    _stroke(ImageDraw.Draw(image), shape, (x, y, r), tuple(shade))
    return Drawing(image, colour, shape)


def _stroke(pen: ImageDraw.ImageDraw, shape: str, where: tuple[int, int, int], ink: tuple) -> None:
    x, y, r = where
    box, w = (x - r, y - r, x + r, y + r), max(3, r // 3)
    if shape == "circle":
        pen.ellipse(box, fill=ink)
    elif shape == "square":
        pen.rectangle(box, fill=ink)
    elif shape == "triangle":
        pen.polygon([(x, y - r), (x + r, y + r), (x - r, y + r)], fill=ink)
    elif shape == "cross":
        pen.rectangle((x - r, y - w // 2, x + r, y + w // 2), fill=ink)
        pen.rectangle((x - w // 2, y - r, x + w // 2, y + r), fill=ink)
    elif shape == "ring":
        pen.ellipse(box, outline=ink, width=w)
    else:
        for top in range(y - r, y + r, 2 * w):
            pen.rectangle((x - r, top, x + r, top + w - 1), fill=ink)


def words(colour: str, shape: str) -> list[str]:
    """Return ways to say it, Chinese and English."""
    chinese, form = COLOURS[colour][0], SHAPES[shape]
    return [
        f"{chinese} {form}",
        f"一个{chinese}的{form}",
        f"{colour} {shape}",
        f"a {colour} {shape}",
    ]


PAIRS = [(colour, shape) for colour in COLOURS for shape in SHAPES]
"""Every colour with every shape."""

NEVER_DRAWN = PAIRS[3::7]
"""Pairs that the training neither draws nor says: their colour and their shape it knows apart."""


def held_out(each: int = 3) -> list[Drawing]:
    """Return drawings of every pair that the training does not make: other places and sizes."""
    chance = random.Random(977)
    return [draw(*pair, chance) for pair in PAIRS for _ in range(each)]


def train(folder: Path) -> Path:
    """Train the model with open_clip's contrastive loss, write it into `folder`, return that."""
    from index.encoders.weights import ready_torchvision

    ready_torchvision()
    import open_clip
    import torch

    torch.manual_seed(5)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the same model whatever the machine, and quicker on a busy one
    folder.mkdir(parents=True, exist_ok=True)
    config = {"model_cfg": _CONFIG, "preprocess_cfg": _NORMAL}
    (folder / "open_clip_config.json").write_text(json.dumps(config), encoding="utf-8")
    network = open_clip.create_model(f"local-dir:{folder}")
    network.train()
    tokenize = open_clip.get_tokenizer(f"local-dir:{folder}")
    loss = open_clip.ClipLoss()
    learner = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(learner, 2e-3, total_steps=STEPS)
    chance, drawable = random.Random(3), [pair for pair in PAIRS if pair not in NEVER_DRAWN]
    for _ in range(STEPS):
        drawn = [draw(*chance.choice(drawable), chance) for _ in range(BATCH)]
        said = [chance.choice(words(d.colour, d.shape)) for d in drawn]
        seen = network.encode_image(_pixels(drawn), normalize=True)
        read = network.encode_text(tokenize(said), normalize=True)
        learner.zero_grad()
        loss(seen, read, network.logit_scale.exp()).backward()
        learner.step()
        schedule.step()
    torch.set_num_threads(threads)
    torch.save(network.state_dict(), folder / "open_clip_pytorch_model.bin")
    return folder


def _pixels(drawn: list[Drawing]):
    import torch

    stack = np.stack([np.asarray(d.image, dtype=np.float32) for d in drawn])
    return torch.from_numpy(stack).permute(0, 3, 1, 2) / 127.5 - 1.0


if __name__ == "__main__":
    train(Path(sys.argv[1]))
