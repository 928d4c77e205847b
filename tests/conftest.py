"""What the tests of every room share: the real catalogues, and a demo index built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path:
    """Where the real catalogues, requests and photos lie (`GUIDE_SHARED`, else beside the repo)."""
    return Path(os.environ.get("GUIDE_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if not (folder / "data" / "catalogues").is_dir():
        pytest.skip(f"no shared data at {folder}; set GUIDE_SHARED to their folder")
    return folder / "data"


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop's index, built once for all tests with the embedded encoder."""
    from index.store import BuildOptions, build

    folder = tmp_path_factory.mktemp("demo") / "index"
    build("demo", folder, BuildOptions(encoder="embedded"))
    return folder
