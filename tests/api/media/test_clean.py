"""A file is kept byte for byte only when every byte of it belongs to the picture."""

import struct
import zlib
from collections.abc import Callable

import pytest

from api.media.images.clean import is_clean
from tests.api.media.samples import (
    CANARY,
    EVERY_KIND,
    chunk,
    encoded,
    exif,
    picture,
    segment,
    srgb_profile,
    text_chunks,
    with_chunks,
    with_riff_chunks,
    with_segments,
)

JPEG = encoded(picture(), "JPEG")
PNG = encoded(picture(), "PNG")
PALETTE = encoded(picture(mode="P"), "PNG")
WEBP = encoded(picture(), "WEBP")
WEBP_ALPHA = encoded(picture(mode="RGBA"), "WEBP")

NOT_KEPT = {
    name
    for name in EVERY_KIND
    if name.startswith(("avif", "gif")) or name.endswith(("exif", "text", "CMYK"))
}
CLEAN = {
    **{name: EVERY_KIND[name]() for name in EVERY_KIND.keys() - NOT_KEPT},
    "png-sRGB": with_chunks(PNG, chunk(b"sRGB", b"\0")),
    "png-gAMA": with_chunks(PNG, chunk(b"gAMA", struct.pack(">I", 45455))),
    "png-resolution": encoded(picture(), "PNG", dpi=(96, 96)),
    "png-16-bit": encoded(picture(mode="I;16"), "PNG"),
    "jpeg-optimised": encoded(picture(), "JPEG", optimize=True),
    "jpeg-resolution": encoded(picture(), "JPEG", dpi=(300, 300)),
    "webp-padded": with_riff_chunks(WEBP),
}


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_it_keeps_a_file_of_nothing_but_a_picture(name: str) -> None:
    assert is_clean(CLEAN[name], name.split("-")[0])


@pytest.mark.parametrize("name", sorted(NOT_KEPT))
def test_it_keeps_no_other_format(name: str) -> None:
    assert not is_clean(EVERY_KIND[name](), name.split("-")[0])


def table(marker: int, number: int) -> bytes:
    """A quantisation or Huffman table that is valid and redefines one that is there."""
    body = bytes((number,)) + bytes(range(1, 65))
    return segment(marker, body if marker == 0xDB else bytes((number, 1)) + bytes(15) + b"\5")


UNCLEAN_JPEG = {
    "exif": encoded(picture(), "JPEG", exif=exif()),
    "xmp": with_segments(JPEG, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY)),
    "iptc": with_segments(JPEG, segment(0xED, b"Photoshop 3.0\0" + CANARY)),
    "profile": encoded(picture(), "JPEG", icc_profile=srgb_profile()),
    "comment": encoded(picture(), "JPEG", comment=CANARY),
    "comment between passes": JPEG[:-2] + segment(0xFE, CANARY) + JPEG[-2:],
    "jfif that announces a thumbnail": JPEG[:18] + b"\1\1" + JPEG[20:],
    "jfif with a thumbnail": with_segments(
        JPEG[:2] + JPEG[20:], segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc")
    ),
    "jfif twice": with_segments(JPEG, JPEG[2:20]),
    "jfif with more in it": with_segments(
        JPEG[:2] + JPEG[20:], segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0" + CANARY)
    ),
    "adobe with more in it": with_segments(JPEG, segment(0xEE, b"Adobe" + bytes(7) + CANARY)),
    "a table twice": with_segments(JPEG, table(0xDB, 0)),
    "a huffman table twice": with_segments(JPEG, table(0xC4, 0), table(0xC4, 0)),
    "a table with more behind": with_segments(JPEG, segment(0xDB, b"\3" + bytes(64) + CANARY)),
    "a table too short": with_segments(JPEG, segment(0xDB, b"\3" + CANARY)),
    "fill bytes": with_segments(JPEG, b"\xff"),
    "bytes behind the end": JPEG + b"\0",
    "a script behind the end": JPEG + b"<script>alert(1)</script>",
    "a second picture": JPEG + JPEG,
    "no end": JPEG[:-2],
    "cut in the scan": JPEG[: len(JPEG) // 2],
    "no scan": JPEG[: JPEG.index(b"\xff\xda")] + b"\xff\xd9",
    "four components": encoded(picture(mode="CMYK"), "JPEG"),
}


@pytest.mark.parametrize("name", UNCLEAN_JPEG)
def test_t70_it_does_not_keep_a_jpeg_that_holds_more(name: str) -> None:
    assert not is_clean(UNCLEAN_JPEG[name], "jpeg")


def with_pixels(png: bytes, change: bytes) -> bytes:
    """Bytes added to the compressed picture, with a right checksum."""
    at = png.index(b"IDAT")
    length = int.from_bytes(png[at - 4 : at])
    body = png[at + 4 : at + 4 + length]
    return png[: at - 4] + chunk(b"IDAT", body + change) + png[at + 8 + length :]


def with_raw(png: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The picture changed as it is before compression."""
    at = png.index(b"IDAT")
    length = int.from_bytes(png[at - 4 : at])
    raw = change(zlib.decompress(png[at + 4 : at + 4 + length]))
    return png[: at - 4] + chunk(b"IDAT", zlib.compress(raw)) + png[at + 8 + length :]


UNCLEAN_PNG = {
    "exif": encoded(picture(), "PNG", exif=exif()),
    "texts": encoded(picture(), "PNG", pnginfo=text_chunks()),
    "profile": encoded(picture(), "PNG", icc_profile=srgb_profile()),
    "time": with_chunks(PNG, chunk(b"tIME", bytes(7))),
    "private chunk": with_chunks(PNG, chunk(b"prVt", CANARY)),
    "animation": with_chunks(PNG, chunk(b"acTL", bytes(8))),
    "another gamma": with_chunks(PNG, chunk(b"gAMA", b"CANA")),
    "other primaries": with_chunks(PNG, chunk(b"cHRM", (CANARY * 3)[:32])),
    "a long sRGB": with_chunks(PNG, chunk(b"sRGB", CANARY)),
    "sRGB twice": with_chunks(PNG, chunk(b"sRGB", b"\0"), chunk(b"sRGB", b"\0")),
    "a suggested palette": with_chunks(PNG, chunk(b"PLTE", CANARY + b"x")),
    "a palette too long": PALETTE[:33]
    + chunk(b"PLTE", bytes(771))
    + PALETTE[PALETTE.index(b"IDAT") - 4 :],
    "transparency too long": with_chunks(PNG, chunk(b"tRNS", CANARY)),
    "a wrong checksum": PNG[:-1] + bytes((PNG[-1] ^ 1,)),
    "bytes behind the end": PNG + b"<script>",
    "an end with a body": PNG[:-12] + chunk(b"IEND", CANARY),
    "no end": PNG[:-12],
    "bytes behind the pixels": with_pixels(PNG, CANARY),
    "more pixels than announced": with_raw(PNG, lambda raw: raw + CANARY),
    "fewer pixels than announced": with_raw(PNG, lambda raw: raw[:-1]),
    "no pixels": PNG[:33] + PNG[-12:],
    "interlaced": PNG[:8] + chunk(b"IHDR", PNG[16:28] + b"\1") + PNG[33:],
}


@pytest.mark.parametrize("name", UNCLEAN_PNG)
def test_t70_it_does_not_keep_a_png_that_holds_more(name: str) -> None:
    assert not is_clean(UNCLEAN_PNG[name], "png")


UNCLEAN_WEBP = {
    "exif": encoded(picture(), "WEBP", exif=exif()),
    "xmp": encoded(picture(), "WEBP", xmp=CANARY),
    "profile": encoded(picture(), "WEBP", icc_profile=srgb_profile()),
    "animation": encoded(
        picture(), "WEBP", save_all=True, append_images=[picture().rotate(90)], duration=50
    ),
    "a flag of what is not there": WEBP_ALPHA[:20] + b"\x18" + WEBP_ALPHA[21:],
    "reserved bytes": WEBP_ALPHA[:21] + b"abc" + WEBP_ALPHA[24:],
    "unknown chunk": with_riff_chunks(WEBP, (b"PRVT", CANARY)),
    "bytes behind the end": WEBP + b"<script>",
    "a size too long": WEBP[:4] + struct.pack("<I", len(WEBP)) + WEBP[8:],
    "cut": WEBP[:-10],
    "a second picture": with_riff_chunks(WEBP, (b"VP8 ", WEBP[20:])),
}


@pytest.mark.parametrize("name", UNCLEAN_WEBP)
def test_t70_it_does_not_keep_a_webp_that_holds_more(name: str) -> None:
    assert not is_clean(UNCLEAN_WEBP[name], "webp")


def test_it_does_not_keep_a_webp_that_hides_bytes_in_its_padding() -> None:
    odd = with_riff_chunks(b"RIFF\0\0\0\0WEBP", (b"VP8L", WEBP[20:21]))

    assert is_clean(odd, "webp")
    assert not is_clean(odd[:-1] + b"x", "webp")
