"""The documents say what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from guide.documenting import page

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from guide.program import main; main()"
MADE_ELSEWHERE = re.compile(r"^(make|git|apt-get|cd|pip|\.venv/bin/pip|export)\b")


def commands_of_the_readme() -> list[str]:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def test_every_command_is_documented_as_it_is() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == page(), "run: make docs"


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = {
        match.group(1)
        for line in commands_of_the_readme()
        if (match := re.match(r"make ([a-z]+)", line))
    }
    assert {"demo", "test"} <= named
    assert named <= targets


def guide_commands() -> list[str]:
    return [line for line in commands_of_the_readme() if not MADE_ELSEWHERE.match(line)]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all commands: what the first makes, the next use."""
    folder = tmp_path_factory.mktemp("readme")
    prepare(folder)
    return folder


@pytest.mark.parametrize("line", guide_commands())
def test_a_command_of_the_readme_runs(line: str, demo_index: Path, workplace: Path) -> None:
    words = [word for word in shlex.split(line, comments=True)]
    assert words[0].endswith("guide"), line
    arguments = with_places(words[1:], demo_index)
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=workplace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stderr}"


def prepare(folder: Path) -> None:
    """Make the files that the README speaks of: a catalogue of one's own, and a photo."""
    from PIL import Image

    rows = "id,title,price,brand\n1,不锈钢保温杯 500ml,59,温集\n2,陶瓷马克杯,29,温集\n"
    (folder / "catalogue.csv").write_text(rows, "utf-8")
    (folder / "offers.csv").write_text("id,price\n1,49\n", "utf-8")
    (folder / "queries.jsonl").write_text('{"text": "保温杯", "relevant": ["1"]}\n', "utf-8")
    Image.new("RGB", (300, 300), (180, 30, 30)).save(folder / "photo.jpg")


def with_places(words: list[str], demo_index: Path) -> list[str]:
    return [str(demo_index) if word == ".guide/demo" else word for word in words]
