"""The demo shop's pictures: one for every product, the same every time, of what it is."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image

from index.demo import write, writing
from index.demo.build import items
from index.demo.dice import Dice
from index.demo.drawing import vector
from index.demo.drawing.canvas import SIZE, Canvas, Sketch
from index.demo.drawing.ink import rgb
from index.demo.drawing.render import Job, picture
from index.demo.drawing.shapes import shape
from index.demo.spec import colours, kinds
from index.errors import CatalogueError

A_SHIRT = Job("images/a.jpg", "top", {"sleeve": "short"}, "#c8202f", "studio", "a")


def opened(job):
    return Image.open(io.BytesIO(picture(job))).convert("RGB")


def middle(job):
    """The mean colour of the middle of a picture."""
    part = opened(job).crop((190, 190, 290, 290)).resize((1, 1), Image.Resampling.BOX)
    return part.getpixel((0, 0))


def far(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_every_kind_is_drawn(kind):
    first = next(item for item in items() if item.kind is kind)
    photo = opened(first.pictures[0])
    assert photo.size == (SIZE, SIZE)
    assert len(photo.resize((60, 60)).getcolors(3600)) > 100


def test_every_product_has_pictures_of_its_own():
    paths = [job.path for item in items() for job in item.pictures]
    assert len(paths) == len(set(paths))
    assert all(item.pictures for item in items())


def test_a_picture_is_the_same_every_time():
    assert picture(A_SHIRT) == picture(A_SHIRT)


@pytest.mark.parametrize("name", ["红色", "蓝色", "绿色", "黄色", "黑色", "白色"])
def test_a_picture_has_the_colour_of_its_product(name):
    job = dataclasses.replace(A_SHIRT, colour=colours()[name])
    seen = middle(job)
    wanted = {
        other: far(seen, rgb(colours()[other]))
        for other in ("红色", "蓝色", "绿色", "黄色", "黑色", "白色")
    }
    assert min(wanted, key=wanted.get) == name


@pytest.mark.parametrize(
    "changed",
    [
        {"sleeve": "long"},
        {"sleeve": "none"},
        {"sleeve": "short", "pattern": "stripe"},
        {"sleeve": "short", "length": 1.4},
        {"sleeve": "short", "collar": "hood"},
    ],
)
def test_what_a_garment_is_like_shows(changed):
    plain = opened(A_SHIRT).resize((48, 48)).tobytes()
    other = opened(dataclasses.replace(A_SHIRT, options=changed)).resize((48, 48)).tobytes()
    assert far(plain, other) / len(plain) > 3


def test_workers_draw_what_a_call_draws(tmp_path):
    jobs = [item.pictures[0] for item in items()[::120]]
    seen = []
    (tmp_path / "images").mkdir()
    writing.draw(jobs, tmp_path, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(jobs), len(jobs))
    assert all((tmp_path / job.path).read_bytes() == picture(job) for job in jobs)


def test_pictures_that_are_there_are_kept_and_others_forgotten(tmp_path):
    jobs = [A_SHIRT, dataclasses.replace(A_SHIRT, path="images/b.jpg", seed="b")]
    (tmp_path / "images").mkdir()
    writing.draw(jobs, tmp_path)
    before = (tmp_path / "images/a.jpg").stat().st_mtime_ns
    (tmp_path / "images/b.jpg").unlink()
    writing.draw(jobs, tmp_path)
    assert (tmp_path / "images/a.jpg").stat().st_mtime_ns == before
    assert (tmp_path / "images/b.jpg").exists()
    writing.draw(jobs[:1], tmp_path)
    assert not (tmp_path / "images/b.jpg").exists()


def test_two_shops_are_alike_to_the_byte(tmp_path, monkeypatch):
    some = items()[::200]
    monkeypatch.setattr(writing, "items", lambda: some)
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    names = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(other) for p in other.rglob("*") if p.is_file())
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
    assert len((one / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()) == len(some)


def test_a_picture_that_cannot_be_drawn_is_named(tmp_path):
    (tmp_path / "images").mkdir()
    with pytest.raises(CatalogueError, match="unicorn"):
        writing.draw([dataclasses.replace(A_SHIRT, shape="unicorn")], tmp_path)


def test_an_unknown_shape_says_what_to_write():
    with pytest.raises(CatalogueError, match=r"art/unicorn\.svg"):
        shape("unicorn")


def test_a_drawing_keeps_one_of_its_rivals_and_what_its_options_ask_for():
    canvas = Canvas()
    sketch = Sketch({"style": "over"}, "#c8202f", Dice("x"))
    vector.draw("headphones", canvas, sketch)
    other = Canvas()
    vector.draw("headphones", other, Sketch({"style": "buds"}, "#c8202f", Dice("x")))
    assert canvas.svg() != other.svg()
    assert "when=" not in canvas.svg()
    assert "any=" not in canvas.svg()
