"""The wheel works outside the repository: program, models, lexicons and demo are inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from guide.program import main; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "-w", str(out), str(source)], check=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True)
    return folder


def guide(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(
        command, cwd=installed, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_its_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.startswith("tests")]
    for ending in (".onnx", "colours.toml", "down_jacket.toml", "answer.schema.json", "page.css"):
        assert any(name.endswith(ending) for name in names), ending
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_the_installed_program_is_the_one_from_the_wheel(installed: Path) -> None:
    code = "import guide, index; print(guide.__file__, index.__file__)"
    environment = os.environ | {"PYTHONPATH": str(installed)}
    where = subprocess.check_output(
        [sys.executable, "-c", code], cwd=installed, env=environment, text=True
    )
    assert all(Path(path).is_relative_to(installed) for path in where.split())


def test_help_and_one_ask_run_outside_the_repository(installed: Path, demo_index: Path) -> None:
    assert "导购" in guide(installed, "--help").stdout
    asked = guide(installed, "ask", "保温杯,100以内", "--index", str(demo_index), "--json")
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["picks"]
