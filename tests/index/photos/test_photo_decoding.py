"""A photo comes out upright, in RGB, small, and bare; a refusal says what to do."""

from __future__ import annotations

import hashlib
import os

import numpy as np
import pytest
from hostile_files import encoded, located, scene
from PIL import Image

from index.errors import PhotoError
from index.photos import Limits, open_photo, store_photo, stored_photo
from index.photos.decode import ANIMATED

KINDS = ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP"]


def is_red(pixel: tuple[int, ...]) -> bool:
    red, green, blue = pixel
    return red > 170 and green < 90 and blue < 90


def code_of(source: object) -> str:
    with pytest.raises(PhotoError) as caught:
        open_photo(source)
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_read_whatever_the_file_is_called(kind, tmp_path):
    path = tmp_path / "photo.txt"
    path.write_bytes(encoded(scene(), kind))
    photo = open_photo(path)
    assert photo.image.mode == "RGB" and photo.size == photo.image.size == (320, 240)
    assert is_red(photo.image.getpixel((20, 20))) and not is_red(photo.image.getpixel((300, 220)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_camera_was_held(kind, orientation):
    undone = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    lying = scene() if undone is None else scene().transpose(undone)
    photo = open_photo(encoded(lying, kind, exif=located(orientation)))
    assert photo.size == (320, 240)
    assert is_red(photo.image.getpixel((20, 20)))


def test_large_photos_come_out_with_at_most_1024_pixels_a_side():
    photo = open_photo(encoded(scene(4000, 3000), "JPEG"))
    assert photo.image.size == (1024, 768) and photo.size == (4000, 3000)


def test_small_photos_keep_their_size():
    assert open_photo(encoded(scene(60, 80), "PNG")).image.size == (60, 80)


def test_what_is_transparent_is_white():
    image = scene(mode="RGBA")
    image.paste((0, 0, 0, 0), (200, 0, 320, 240))
    assert open_photo(encoded(image, "PNG")).image.getpixel((300, 20)) == (255, 255, 255)


def test_a_transparent_palette_colour_is_white():
    image = Image.new("P", (64, 64), 0)
    image.putpalette([0, 0, 0, 220, 30, 30])
    image.paste(1, (0, 0, 32, 64))
    photo = open_photo(encoded(image, "PNG", transparency=0))
    assert photo.image.getpixel((60, 5)) == (255, 255, 255) and is_red(photo.image.getpixel((5, 5)))


def test_sixteen_bits_become_eight_without_being_cut_off():
    ramp = np.linspace(0, 65535, 256 * 64).astype(np.uint16).reshape(64, 256)
    grey = np.asarray(open_photo(encoded(Image.fromarray(ramp), "PNG")).image)[:, :, 0]
    assert grey[0, 0] == 0 and grey[-1, -1] == 255 and 120 <= grey[32, 0] <= 136


def test_a_print_file_keeps_its_colours():
    photo = open_photo(encoded(scene(mode="CMYK"), "JPEG"))
    assert is_red(photo.image.getpixel((20, 20)))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_a_moving_picture_is_the_photo(kind):
    frames = [scene(), scene().rotate(180)]
    photo = open_photo(encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert photo.note == ANIMATED and is_red(photo.image.getpixel((20, 20)))


def test_a_photo_with_a_second_view_does_not_move():
    photo = open_photo(encoded(scene(), "MPO", save_all=True, append_images=[scene()]))
    assert photo.note == ""


def test_nothing_but_pixels_comes_out():
    photo = open_photo(encoded(scene(), "JPEG", exif=located(), comment=b"secret"))
    assert photo.image.info == {} and not dict(photo.image.getexif())


def test_the_hash_is_that_of_the_content():
    data = encoded(scene(), "PNG")
    assert open_photo(data).hash == hashlib.sha256(data).hexdigest()


def test_a_refusal_has_a_code_for_programs_and_a_sentence_for_people(tmp_path):
    assert code_of(b"") == "empty"
    assert code_of(b"<svg></svg>") == "not_a_photo"
    assert code_of(tmp_path / "none.jpg") == "missing"
    assert code_of(tmp_path) == "missing"
    assert code_of("a\0b") == "missing"
    assert code_of(encoded(scene(), "JPEG")[:2000]) == "damaged"
    with pytest.raises(PhotoError, match=r"no photo \(an SVG drawing\); send a JPEG, PNG"):
        open_photo(b"<svg></svg>")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    assert code_of(tmp_path / "pipe.jpg") == "missing"


def test_limits_can_be_set(tmp_path):
    data = encoded(scene(), "PNG")
    with pytest.raises(PhotoError, match="MB"):
        open_photo(data, Limits(bytes=100))
    with pytest.raises(PhotoError, match="million pixels"):
        open_photo(data, Limits(megapixels={"": 0.01}))
    assert open_photo(data, Limits(side=100)).image.size == (100, 75)


def test_a_stored_photo_is_found_by_its_hash(tmp_path):
    photo = open_photo(encoded(scene(), "PNG"))
    name = store_photo(tmp_path / "photos", photo)
    again = stored_photo(tmp_path / "photos", name)
    assert again.hash == photo.hash == name and again.image.size == photo.image.size
    assert store_photo(tmp_path / "photos", photo) == name
    assert [p.name for p in (tmp_path / "photos").iterdir()] == [f"{name}.jpg"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "G" * 64])
def test_a_photo_is_named_by_its_hash_and_by_nothing_else(name, tmp_path):
    with pytest.raises(PhotoError):
        stored_photo(tmp_path, name)


def test_where_photos_cannot_be_kept_that_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PhotoError, match="cannot be kept"):
        store_photo(tmp_path / "file", open_photo(encoded(scene(), "PNG")))
