from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tiny_encoder import TinyEncoder
from tiny_shop import product, write_catalogue, write_photo

STARTS_WITHIN = 60.0


@pytest.fixture
def encoder() -> TinyEncoder:
    return TinyEncoder()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory):
    """A Chroma server on the loopback, ended with the tests."""
    folder = tmp_path_factory.mktemp("chroma-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [
        str(chroma),
        "run",
        "--path",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/api/v2/heartbeat", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_up(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert server.poll() is None, "the Chroma server ended at once"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no Chroma server after {STARTS_WITHIN} s")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A catalogue of twenty products, three of them with photos."""
    rows = [product(n) for n in range(20)]
    for n, colour in enumerate([(200, 30, 30), (30, 200, 30), (30, 30, 200)]):
        write_photo(tmp_path / "shop" / "photos" / f"{n}.png", colour)
        rows[n]["images"] = [f"photos/{n}.png"]
    rows[5]["skus"] = [
        {"id": "red", "options": {"颜色": "红色"}, "price": 105, "stock": 3},
        {"id": "blue", "options": {"颜色": "蓝色"}, "price": 95, "stock": 0},
    ]
    return write_catalogue(tmp_path / "shop", rows)
