"""A served demo shop and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from urllib.request import urlopen

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(demo_index: Path) -> Generator[str]:
    port = free_port()
    code = "from guide.program import main; main()"
    command = [sys.executable, "-c", code, "serve", "--index", str(demo_index), "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"HF_HUB_OFFLINE": "1"})
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped with {server.returncode}")
        try:
            with urlopen(url, timeout=5) as page:
                page.read()
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within a minute")


@pytest.fixture(scope="module")  # its event loop must end before other rooms run their own
def browser() -> Generator[object]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. On Debian: apt-get install -y chromium fonts-noto-cjk"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=flags)
        yield running
        running.close()


@pytest.fixture
def page(browser, address: str) -> Generator[object]:
    context = browser.new_context(viewport={"width": 1280, "height": 1400}, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.goto(address)
    opened.wait_for_selector("#box textarea")
    yield opened
    context.close()
