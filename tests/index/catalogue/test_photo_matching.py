"""Photos that come apart from the catalogue, and photos from the web."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from index.catalogue import FetchLimits, open_source
from index.catalogue.fetching import fetch_photos, is_public
from index.errors import CatalogueError


def png(size=8):
    out = io.BytesIO()
    Image.new("RGB", (size, size), "red").save(out, "PNG")
    return out.getvalue()


def write(folder, *rows):
    folder.mkdir(exist_ok=True)
    path = folder / "catalogue.jsonl"
    path.write_text("\n".join(json.dumps({"title": "羽绒服"} | row) for row in rows), "utf-8")
    return path


def box(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(png())
    return folder


def test_photos_of_a_folder_are_matched_by_id_number_and_subfolder(tmp_path):
    photos = box(tmp_path / "shop" / "pics", "A1.png", "a1_2.png", "b/front.png", "other.png")
    path = write(tmp_path / "shop", {"id": "a1"}, {"id": "b"}, {"id": "c"})
    source = open_source(path, photos=photos)
    assert [p.images for p in source] == [
        ("pics/A1.png", "pics/a1_2.png"),
        ("pics/b/front.png",),
        (),
    ]
    assert source.report.notes == ["3 photos were matched to products, 1 were not."]


def test_a_numbered_photo_of_another_product_is_not_taken(tmp_path):
    photos = box(tmp_path / "shop" / "pics", "a.png", "a-1.png")
    path = write(tmp_path / "shop", {"id": "a"}, {"id": "a-1"})
    assert [p.images for p in open_source(path, photos=photos)] == [
        ("pics/a.png",),
        ("pics/a-1.png",),
    ]


def test_photos_are_matched_by_the_name_that_the_catalogue_gives(tmp_path):
    photos = box(tmp_path / "shop" / "pics", "IMG_7.png")
    path = write(tmp_path / "shop", {"id": "a", "images": ["C:\\photos\\img_7.PNG"]})
    source = open_source(path, photos=photos)
    assert [p.images for p in source] == [("pics/IMG_7.png",)] and source.report.problems == []


def test_photos_may_lie_outside_the_catalogue_s_folder_when_the_owner_says_so(tmp_path):
    photos = box(tmp_path / "pictures", "a.png")
    box(tmp_path / "shop", "own.png")
    source = open_source(
        write(tmp_path / "shop", {"id": "a", "images": ["own.png"]}), photos=photos
    )
    (product,) = source
    assert product.images == ("shop/own.png", "pictures/a.png")
    assert all((source.root / image).is_file() for image in product.images)


def test_a_zip_of_photos_is_unpacked_beside_the_catalogue(tmp_path):
    path = write(tmp_path / "shop", {"id": "a"})
    with zipfile.ZipFile(tmp_path / "pics.zip", "w") as archive:
        archive.writestr("deep/er/a.png", png())
        archive.writestr("../../../evil.png", png())
        archive.writestr("run.sh", "rm")
    source = open_source(path, photos=tmp_path / "pics.zip")
    assert [p.images for p in source] == [("pics-photos/er/a.png",)]
    written = {f.relative_to(tmp_path).as_posix() for f in tmp_path.rglob("*") if f.is_file()}
    assert written == {
        "pics.zip",
        "shop/catalogue.jsonl",
        "shop/pics-photos/er/a.png",
        "shop/pics-photos/evil.png",
    }


def test_what_is_neither_a_folder_nor_a_zip_is_an_error(tmp_path):
    with pytest.raises(CatalogueError, match="neither a folder nor a zip"):
        open_source(write(tmp_path, {"id": "a"}), photos=tmp_path / "none.zip")


# from the web


class Shop(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(self.path)
        kind, body, status = "image/png", png(), 200
        if self.path == "/page":
            kind = "text/html"
        elif self.path == "/cut":
            body = body[:20]
        elif self.path == "/none":
            status = 404
        elif self.path == "/large":
            body = b"\x89PNG\r\n\x1a\n" + bytes(50_000)
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay silent."""


@pytest.fixture
def shop():
    Shop.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def anywhere(**more):
    return FetchLimits(allows=lambda _: True, **more)


def test_photos_are_fetched_only_when_asked_for(tmp_path, shop):
    path = write(tmp_path, {"id": "a", "images": [f"{shop}/a.png"]})
    assert next(iter(open_source(path))).images == () and Shop.asked == []
    (product,) = open_source(path, fetch=anywhere())
    assert [(tmp_path / image).read_bytes() for image in product.images] == [png()]


def test_what_was_fetched_is_not_fetched_again(tmp_path, shop):
    path = write(tmp_path, {"id": "a", "images": [f"{shop}/a.png"]})
    first, second = (list(open_source(path, fetch=anywhere())) for _ in range(2))
    assert first == second and Shop.asked == ["/a.png"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/page", "text/html, not a photo"),
        ("/cut", "no whole photo"),
        ("/none", "the server answered 404"),
        ("/large", "larger than 20000 bytes"),
        ("/to/" + "/to/" * 4 + "a.png", "more than 3 redirects"),
        ("/to/file:///etc/passwd", "only plain http and https"),
    ],
)
def test_what_is_no_photo_within_the_limits_is_reported(tmp_path, shop, page, said):
    path = write(tmp_path, {"id": "a", "images": [f"{shop}{page}"]})
    source = open_source(path, fetch=anywhere(bytes=20_000))
    assert next(iter(source)).images == ()
    assert [p.field for p in source.report.problems] == ["images"]
    assert said in source.report.problems[0].what


def test_private_addresses_are_refused_without_a_request(tmp_path, shop):
    path = write(tmp_path, {"id": "a", "images": [f"{shop}/a.png"]})
    source = open_source(path, fetch=FetchLimits())
    assert "private network" in source.report.problems[0].what and Shop.asked == []


def test_a_redirect_to_a_private_address_is_refused(tmp_path, shop):
    first: list[str] = []

    def only_once(address):
        first.append(address)
        return len(first) == 1

    found = fetch_photos([f"{shop}/to/{shop}/a.png"], tmp_path, FetchLimits(allows=only_once))
    assert "private network" in str(next(iter(found.values())))
    assert Shop.asked == [f"/to/{shop}/a.png"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("224.0.0.1", False),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public
