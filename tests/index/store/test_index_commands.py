"""`guide index …`, with the embedded encoder, as a person uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_shop import product, write_catalogue, write_photo
from typer.testing import CliRunner

from index.commands import app
from index.errors import StoreError
from index.store.changes import Changes
from index.store.watching import rests, signature

GUIDE = Path(sys.executable).with_name("guide")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A catalogue and the index that `guide index build` made of it."""
    folder = tmp_path_factory.mktemp("commands")
    write_photo(folder / "shop" / "a.png", (180, 40, 40))
    rows = [product(n) for n in range(4)]
    rows[0]["images"] = ["a.png"]
    rows[3]["price"] = "面议"
    shop = write_catalogue(folder / "shop", rows)
    done = guide(
        "build", shop, "--out", folder / "index", "--encoder", "embedded", "--no-photo-text"
    )
    assert "gen-0001: 4 products" in done.stdout
    assert "5 vectors computed" in done.stdout
    assert "line 4" in done.stderr
    return shop, folder / "index"


def guide(*arguments):
    done = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def test_stats_for_people_and_for_programs(places):
    _, index = places
    assert "embedded" in guide("stats", "--index", index).stdout
    found = json.loads(guide("stats", "--index", index, "--json").stdout)
    assert found["manifest"]["counts"]["products"] == 4
    assert found["manifest"]["encoder"]["spec"] == "embedded"


def test_the_index_is_found_by_the_environment_too(places, monkeypatch):
    _, index = places
    monkeypatch.setenv("GUIDE_INDEX", str(index))
    assert guide("stats").stdout == guide("stats", "--index", index).stdout


def test_verify_says_that_it_is_whole(places):
    _, index = places
    assert "whole" in guide("verify", "--index", index).stdout


def test_dump_gives_the_products_one_a_line(places):
    _, index = places
    lines = guide("dump", "--index", index, "--json").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows] == ["p0", "p1", "p2", "p3"]
    assert [row["price"] for row in rows] == [100, 101, 102, None]
    assert guide("dump", "--index", index).stdout.splitlines()[0].startswith("p0\t")


def test_facts_show_value_place_and_quote(places):
    _, index = places
    said = guide("facts", "p2", "--index", index).stdout
    assert "302g\tattributes.重量 0-4: 302g" in said
    rows = [
        json.loads(x) for x in guide("facts", "p2", "--index", index, "--json").stdout.splitlines()
    ]
    assert {"weight", "brand"} <= {row["name"] for row in rows}
    with pytest.raises(StoreError, match="no product 'p9'"):
        guide("facts", "p9", "--index", index)


def test_offers_are_stated_from_a_file(places, tmp_path):
    _, index = places
    (tmp_path / "sale.csv").write_text("id,price\np0,9.90\np9,1\n")
    done = guide("offers", "update", tmp_path / "sale.csv", "--index", index)
    assert "1 offers stated, 1 rows left out" in done.stdout
    assert "line 3: the index has no product 'p9'" in done.stderr


def test_sync_shows_and_applies_what_changed(tmp_path):
    index = tmp_path / "index"
    shop = write_catalogue(tmp_path / "shop", [product(n) for n in range(4)])
    guide("build", shop, "--out", index, "--encoder", "embedded")
    other = write_catalogue(
        tmp_path / "other", [product(0), product(1) | {"price": 1}, product(2), product(8)]
    )
    done = guide("sync", other, "--index", index)
    assert "+ p8\n~ p1\n- p3\n" in done.stdout
    assert "1 added, 1 changed, 1 removed." in done.stdout
    assert "1 vectors computed" in done.stdout
    again = guide("sync", other, "--index", index)
    assert "0 added, 0 changed, 0 removed." in again.stdout
    assert "Nothing changed" in again.stdout


def test_a_build_stopped_by_its_user_says_so_and_ends_with_130(tmp_path):
    shop = write_catalogue(tmp_path / "shop", [product(n) for n in range(200)])
    command = [GUIDE, "index", "build", shop, "--out", tmp_path / "index", "--encoder", "embedded"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if line.startswith("Encoding texts"):
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
        assert process.wait(60) == 130
    assert "Stopped. What was computed is kept" in rest
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stats", "--index", "nowhere"], "no index at 'nowhere'"),
        (["build", "nothing.jsonl", "--out", "new"], "nothing.jsonl"),
        (["build", "full", "--out", "full"], "is not empty and is no index of ours"),
    ],
)
def test_an_error_is_one_sentence_and_exit_code_2(tmp_path, arguments, message):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "catalogue.jsonl").write_text('{"id": "1", "title": "灯"}\n')
    done = subprocess.run(
        [GUIDE, "index", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_watched_folder_is_told_once_it_rests(tmp_path):
    looks = iter(["a", "a", "b", "c", "c", "c", "d", "d"])
    turns = rests(lambda: frozenset({(next(looks), 0, 0)}), sleep=lambda _: None)
    assert next(turns) is None
    assert next(turns) is None
    assert next(looks, "end") == "end"


def test_the_index_inside_a_watched_folder_does_not_count(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "catalogue.jsonl").write_text("{}")
    before = signature(tmp_path, tmp_path / "index")
    (tmp_path / "index" / "CURRENT").write_text("gen-0001")
    assert signature(tmp_path, tmp_path / "index") == before
    (tmp_path / "photo.png").write_bytes(b"x")
    assert signature(tmp_path, tmp_path / "index") != before


def test_no_changes_are_false_and_say_so():
    assert not Changes()
    assert str(Changes(added=("p1",))) == "1 added, 0 changed, 0 removed"
