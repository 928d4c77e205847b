"""Files that a stranger could send: each with what must become of it.

`files()` makes them in memory, named; the value says `photo` where it must be read, the code of the
refusal where it must not, `refused` where any code will do, or `either` where reading what is there
is as good as refusing.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, ImageDraw

PHOTO = "photo"
EITHER = "either"
LARGE = ("24_mp_progressive.jpg", "19_mp_transparent.png", "16_mp.webp", "100_mp.png", "scans.jpg")
"""Those whose memory is worth knowing one by one."""

GPS = "39 deg 54' Zhongnanhai"


def scene(width: int = 320, height: int = 240, mode: str = "RGB") -> Image.Image:
    """Return a drawing with a red corner at the top left."""
    image = Image.new("RGB", (width, height), (230, 230, 240))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 4, height // 4), fill=(220, 30, 30))
    pen.ellipse((width // 3, height // 3, width - 10, height - 10), fill=(40, 90, 200))
    return image if mode == "RGB" else image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the picture as a file of that kind."""
    if kind in ("HEIF", "AVIF"):
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def located(orientation: int = 6) -> bytes:
    """Return EXIF that says which way up, where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = GPS
    exif[0x013B] = "Zhang San"
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    return exif.tobytes()


def png(width: int, height: int, data: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """Return a PNG with this header and this compressed data, whether they fit or not."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def zeros(length: int) -> bytes:
    """Return that many zero bytes, deflated without holding them."""
    packer, block, parts = zlib.compressobj(9), bytes(1 << 20), []
    for _ in range(length >> 20):
        parts.append(packer.compress(block))
    parts.append(packer.compress(bytes(length & 0xFFFFF)))
    return b"".join(parts) + packer.flush()


def files() -> Iterator[tuple[str, bytes, str]]:
    """Give every file: its name, its bytes, and what must become of it."""
    yield from _bombs()
    yield from _damaged()
    yield from _no_photos()
    yield from _pretending()
    yield from _unusual()
    yield from _carrying()


def _bombs() -> Iterator[tuple[str, bytes, str]]:
    yield "bomb_1_3_gb.png", png(21000, 21000, zeros(21000 * 63001)), "too_many_pixels"
    yield "bomb_claims_4_gp.png", png(65535, 65535, zeros(1000)), "too_many_pixels"
    yield "bomb_claims_2_31.png", png(2**31 - 1, 2**31 - 1, zeros(1000)), "too_many_pixels"
    yield "100_mp.png", png(10000, 10000, zeros(10000 * 30001)), "too_many_pixels"
    yield "100_mp.jpg", encoded(Image.new("RGB", (10000, 10000), "teal"), "JPEG"), "too_many_pixels"
    yield "90_mp_grey.jpg", encoded(Image.new("L", (9500, 9500), 9), "JPEG"), "too_many_pixels"
    yield "claims_100_mp.webp", _claimed_webp(10000, 10000), "refused"
    yield "60_mp.bmp", _claimed_bmp(10000, 6000), "too_many_pixels"
    yield "claims_4_gp.gif", _claimed_gif(65535, 65535), "too_many_pixels"
    yield "text_bomb.png", _text_bomb(), EITHER
    yield "profile_bomb.png", _profile_bomb(), EITHER
    yield "scans.jpg", _many_scans(), "damaged"
    yield "50_mp.jpg", encoded(Image.new("RGB", (8000, 6200), "navy"), "JPEG"), PHOTO
    yield "24_mp_progressive.jpg", _large_progressive(), PHOTO
    yield "19_mp_transparent.png", _large_transparent(), PHOTO
    yield "16_mp.webp", encoded(Image.new("RGB", (4600, 3400), "pink"), "WEBP", method=0), PHOTO
    yield "long.png", encoded(Image.new("RGB", (600, 30000), "white"), "PNG"), PHOTO
    yield "thread.png", encoded(Image.new("RGB", (1, 30000), "white"), "PNG"), "too_small"
    yield "21_mb.jpg", encoded(scene(), "JPEG") + bytes(21 << 20), "too_large"


def _damaged() -> Iterator[tuple[str, bytes, str]]:
    for kind in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP"):
        whole = encoded(scene(), kind)
        yield f"half.{kind.lower()}", whole[: len(whole) // 2], "refused"
    yield "header_only.jpg", encoded(scene(), "JPEG")[:20], "refused"
    yield "no_data.png", png(300, 300, b""), "damaged"
    yield "bad_checksum.png", _flipped(encoded(scene(), "PNG")), "refused"
    yield "wrong_depth.png", png(300, 300, zeros(300 * 901), depth=3), "refused"
    yield "short_data.png", png(300, 300, zeros(400)), "damaged"
    yield "zero_wide.png", png(0, 300, zeros(10)), "refused"
    yield "broken_exif.jpg", encoded(scene(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), PHOTO


def _no_photos() -> Iterator[tuple[str, bytes, str]]:
    yield "empty.jpg", b"", "empty"
    yield (
        "drawing.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "not_a_photo",
    )
    yield (
        "entities.svg",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>',
        "not_a_photo",
    )
    yield "page.html", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "not_a_photo"
    yield "paper.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF", "not_a_photo"
    yield "print.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage", "not_a_photo"
    yield "scan.tiff", encoded(scene(), "TIFF"), "not_a_photo"
    yield "icon.ico", encoded(scene(64, 64), "ICO"), "not_a_photo"
    yield "noise.jpg", random.Random(4).randbytes(50_000), "not_a_photo"
    yield "zeros.png", bytes(100_000), "not_a_photo"
    yield "words.jpg", "帮我挑一件羽绒服".encode() * 100, "not_a_photo"
    yield "sound.webp", b"RIFF\x24\0\0\0WAVEfmt " + bytes(64), "not_a_photo"


def _pretending() -> Iterator[tuple[str, bytes, str]]:
    jpeg = encoded(scene(), "JPEG")
    yield "html_behind.jpg", jpeg + b"<html><script>alert(1)</script></html>", PHOTO
    yield "zip_behind.jpg", jpeg + _zipped(), PHOTO
    yield "script_inside.jpg", encoded(scene(), "JPEG", comment=b"<?php system($_GET[0]) ?>"), PHOTO
    yield "html_before.jpg", b"<html><!--" + jpeg, "not_a_photo"
    yield "gif_and_script.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "refused"
    yield "png_named_jpg.jpg", encoded(scene(), "PNG"), PHOTO


def _unusual() -> Iterator[tuple[str, bytes, str]]:
    frames = [scene().rotate(90 * i) for i in range(3)]
    yield "moving.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), PHOTO
    yield "moving.webp", encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:]), PHOTO
    yield "moving.png", encoded(frames[0], "PNG", save_all=True, append_images=frames[1:]), PHOTO
    yield "print.jpg", encoded(scene(mode="CMYK"), "JPEG"), PHOTO
    yield "grey_16.png", _grey_16(), PHOTO
    yield "colour_16.png", _colour_16(), PHOTO
    yield "bits.png", encoded(scene(mode="1"), "PNG"), PHOTO
    yield "palette.png", encoded(scene(mode="P"), "PNG", transparency=0), PHOTO
    yield "see_through.png", encoded(scene(mode="RGBA"), "PNG"), PHOTO
    yield "grey_alpha.png", encoded(scene(mode="LA"), "PNG"), PHOTO
    yield "phone.heic", encoded(scene(), "HEIF"), PHOTO
    yield "phone.avif", encoded(scene(), "AVIF"), PHOTO
    yield "window.bmp", encoded(scene(), "BMP"), PHOTO
    yield "pixel.gif", encoded(Image.new("RGB", (1, 1)), "GIF"), "too_small"
    yield "two_eyes.jpg", encoded(scene(), "MPO", save_all=True, append_images=[scene()]), PHOTO


def _carrying() -> Iterator[tuple[str, bytes, str]]:
    for kind in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF"):
        yield f"where_i_live.{kind.lower()}", encoded(scene(), kind, exif=located()), PHOTO
    note = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + GPS.encode() + b"</x:xmpmeta>"
    yield "xmp.jpg", encoded(scene(), "JPEG", xmp=note, comment=GPS.encode()), PHOTO


def _claimed_webp(width: int, height: int) -> bytes:
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size + encoded(scene(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _claimed_gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + encoded(scene(), "GIF")[10:]


def _claimed_bmp(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def _text_bomb() -> bytes:
    whole = encoded(scene(), "PNG")
    text = chunk(b"zTXt", b"Comment\0\0" + zeros(500 << 20))
    return whole[:33] + text + whole[33:]


def _profile_bomb() -> bytes:
    whole = encoded(scene(), "PNG")
    return whole[:33] + chunk(b"iCCP", b"icc\0\0" + zeros(500 << 20)) + whole[33:]


def _many_scans() -> bytes:
    whole = encoded(scene(2000, 1500), "JPEG", progressive=True)
    start = whole.rindex(b"\xff\xda")
    return whole[:start] + whole[start:-2] * 3000 + whole[-2:]


def _large_progressive() -> bytes:
    return encoded(Image.new("RGB", (6000, 4000), "navy"), "JPEG", progressive=True, subsampling=0)


def _large_transparent() -> bytes:
    return encoded(Image.new("RGBA", (4800, 4000), (90, 20, 20, 128)), "PNG", compress_level=1)


def _flipped(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]


def _zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("evil.js", "alert(1)")
    return buffer.getvalue()


def _grey_16() -> bytes:
    import numpy as np

    ramp = np.linspace(0, 65535, 200 * 200).astype(np.uint16).reshape(200, 200)
    return encoded(Image.fromarray(ramp), "PNG")


def _colour_16() -> bytes:
    row = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8000, 0x0000) * 64
    return png(64, 64, zlib.compress(row * 64), depth=16)
