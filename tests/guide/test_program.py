"""What a person sees of a failure: one sentence, and the rest only when asked for."""

from __future__ import annotations

import os
import subprocess
import sys

BROKEN = """
from importlib.metadata import EntryPoint
import guide.program as program

def broken() -> None:
    raise {raised}

program.entry_points = lambda group: [EntryPoint("broken", "broken_command:broken", group)]
import sys, types
sys.modules["broken_command"] = types.SimpleNamespace(broken=broken)
sys.argv = ["guide"]
program.main()
"""


def run(raised: str, **variables: str) -> subprocess.CompletedProcess[str]:
    code = BROKEN.format(raised=raised)
    environment = os.environ | variables
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )


def test_an_unforeseen_failure_is_one_sentence():
    done = run('ValueError("the tank is empty")')
    assert done.returncode == 1
    assert "ValueError: the tank is empty" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_who_mends_it_sees_where_it_happened():
    done = run('ValueError("the tank is empty")', GUIDE_TRACEBACK="1")
    assert done.returncode == 1 and "Traceback" in done.stderr


def test_a_foreseen_failure_says_what_to_do():
    done = run('__import__("index.errors").errors.SettingsError("k is 0; ask for at least 1.")')
    assert done.returncode == 2 and done.stderr == "k is 0; ask for at least 1.\n"


def test_a_stop_by_hand_is_no_failure():
    done = run("KeyboardInterrupt()")
    assert done.returncode == 130 and "Traceback" not in done.stderr
