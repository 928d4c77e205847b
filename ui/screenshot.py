"""The README's screenshot, made from the running demo: `make screenshot`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from index.errors import SettingsError

WISH = "羽绒服,预算 800 左右,修身"
INDEX = Path(".guide/demo")
PORT = 7871
SECONDS = 90
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def take(path: Path, wish: str = WISH) -> None:
    """Ask the demo shop for `wish` in a real browser and save what is seen.

    Raises:
        SettingsError: where Chromium or the demo index is missing.
    """
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SettingsError("Chromium is missing. On Debian: apt-get install -y chromium")
    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1240, "height": 980}, locale="zh-CN")
        page.goto(address)
        page.wait_for_selector("#box textarea")
        page.fill("#box textarea", wish)
        page.press("#box textarea", "Enter")
        page.wait_for_selector(".g-answer", timeout=SECONDS * 1000)
        page.wait_for_timeout(3000)
        page.screenshot(path=str(path))
        browser.close()


@contextmanager
def served() -> Generator[str]:
    """Serve the demo index while the block runs; gives the address.

    Raises:
        SettingsError: where it does not answer in time.
    """
    code = "from guide.program import main; main()"
    command = [sys.executable, "-c", code, "serve", "--index", str(INDEX), "--port", str(PORT)]
    server = subprocess.Popen(command)
    address = f"http://127.0.0.1:{PORT}"
    try:
        for _ in range(SECONDS * 2):
            if server.poll() is not None:
                break
            try:
                urlopen(address, timeout=5).close()
            except OSError:
                time.sleep(0.5)
                continue
            yield address
            return
        raise SettingsError("the demo does not answer. Build it first: make demo")
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
