"""Makes `meanings.npz`: `python -m index.vocabulary.export_meanings` after kinds.toml changed."""

from __future__ import annotations

from pathlib import Path

from index.vocabulary.meaning import SHIPPED, names


def export(folder: Path) -> Path:
    """Write the vectors of the common kinds' names into `folder`, and return the file's path."""
    import numpy as np

    from index.encoders import open_encoder

    words = list(dict.fromkeys(names().values()))
    vectors = open_encoder("embedded").queries(words)
    scaled = np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127)
    path = folder / SHIPPED
    np.savez_compressed(path, names=np.array(words), vectors=scaled.astype(np.int8))
    return path


if __name__ == "__main__":
    export(Path(__file__).parent)
