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
def demo_index() -> Path:
    """The demo shop's index by the embedded encoder; what a former run computed is used again."""
    from index.store import BuildOptions, build

    folder = ROOT / ".guide" / "test-demo"
    build("demo", folder, BuildOptions(encoder="embedded", photo_text=False))
    return folder
