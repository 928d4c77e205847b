"""Builds that are stopped: by a kill, by a full disk; and readers beside a writer."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tiny_encoder import TinyEncoder
from tiny_shop import options, product, write_catalogue

from index.opening import Index
from index.search import SearchRequest
from index.store import build, layout
from index.store.encoding import TEXTS_AT_ONCE
from index.store.inspection import examine

HERE = Path(__file__).parent
MANY = 400
RANDOM_KILLS = 4
KILLED = -signal.SIGKILL


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)


def run(*arguments: object) -> int:
    with start(*arguments) as process:
        return process.wait(120)


@pytest.fixture
def large(tmp_path):
    return write_catalogue(tmp_path / "large", [product(n) for n in range(MANY)])


def test_killed_at_any_stage_it_goes_on_and_the_old_index_answers(tmp_path, large):
    out, log = tmp_path / "index", tmp_path / "log"
    build(write_catalogue(tmp_path / "small", [product(7)]), out, options(TinyEncoder()))
    points = ["facts:9", "texts:1", f"texts:{MANY // 2}", "store:0", "store:1", "verify:0"]
    for point in points:
        assert run("build_and_die.py", large, out, log, point) == KILLED
        with Index.open(out, TinyEncoder()) as index:
            assert len(index.products) == 1
            assert index.search(SearchRequest("冲锋衣")).candidates[0].product_id == "p7"
    assert run("build_and_die.py", large, out, log) == 0
    assert examine(out) == []
    with Index.open(out, TinyEncoder()) as index:
        assert len(index.products) == MANY
    assert layout.generations(out) == [layout.current(out)]
    computed = Counter(log.read_text(encoding="utf-8").splitlines())
    assert sum(computed.values()) < MANY + len(points) * TEXTS_AT_ONCE
    assert sum(count > 1 for count in computed.values()) <= 2 * TEXTS_AT_ONCE


def test_killed_at_random_moments_it_ends_whole(tmp_path, large):
    out, log = tmp_path / "index", tmp_path / "log"
    seconds_a_text = 0.005
    dice = random.Random(20)
    for _ in range(RANDOM_KILLS):
        with start("build_and_die.py", large, out, log, "", seconds_a_text) as process:
            time.sleep(dice.uniform(0.5, 3.0))
            process.kill()
            process.wait()
    assert run("build_and_die.py", large, out, log) == 0
    assert examine(out) == []
    computed = log.read_text(encoding="utf-8").splitlines()
    assert len(computed) <= MANY + RANDOM_KILLS * TEXTS_AT_ONCE


def test_a_reader_keeps_its_generation_while_others_come(tmp_path):
    out, encoder = tmp_path / "index", TinyEncoder()
    build(write_catalogue(tmp_path / "a", [product(1)]), out, options(encoder))
    with Index.open(out, encoder) as old:
        second = build(
            write_catalogue(tmp_path / "b", [product(1), product(2)]), out, options(encoder)
        )
        assert second.waiting == ("gen-0001",)
        assert old.product("p1").title
        assert old.facts("p1")
        assert [c.product_id for c in old.search(SearchRequest("北岭")).candidates] == ["p1"]
        assert old.refresh()
        assert "p2" in old
        assert not old.refresh()
        third = build(write_catalogue(tmp_path / "c", [product(3)]), out, options(encoder))
        assert layout.generations(out) == ["gen-0002", "gen-0003"]
        assert third.waiting == ("gen-0002",)
    fourth = build(write_catalogue(tmp_path / "d", [product(4)]), out, options(encoder))
    assert fourth.waiting == ()
    assert layout.generations(out) == ["gen-0004"]


def test_a_reader_in_another_process_is_waited_for(tmp_path):
    out, encoder = tmp_path / "index", TinyEncoder()
    build(write_catalogue(tmp_path / "a", [product(1)]), out, options(encoder))
    reader = (
        "import sys, pathlib; from index.store import open_generation;"
        f"g = open_generation(pathlib.Path({str(out)!r})); print('open', flush=True);"
        "sys.stdin.read(); print(len(g.products), flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stdout.readline() == "open\n"
        again = write_catalogue(tmp_path / "b", [product(1), product(2)])
        assert build(again, out, options(encoder)).waiting == ("gen-0001",)
        answer, _ = process.communicate("", timeout=60)
    assert answer == "1\n"


def may_mount() -> str:
    """Why this machine refuses a mount namespace; nothing where it does not."""
    if shutil.which("unshare") is None:
        return "unshare is not installed (Debian: util-linux)"
    tried = subprocess.run(
        ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, text=True
    )
    return tried.stderr.strip()


def test_a_full_disk_leaves_the_old_index_and_one_sentence(tmp_path, large):
    if refused := may_mount():
        pytest.skip(f"full-disk: the kernel refuses a small filesystem of our own: {refused}")
    small = write_catalogue(tmp_path / "small", [product(7)])
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["unshare", "-Urm", sys.executable, "full_disk.py", disk, small, large],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    for stage in ("texts", "store", "verify"):
        assert result[stage]["said"].startswith("the disk of"), (stage, result[stage])
        assert "\n" not in result[stage]["said"]
        assert result[stage]["products"] == 1
        assert result[stage]["wrong"] == []
    assert result["in the end"]["products"] == MANY
