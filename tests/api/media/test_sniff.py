"""The type and size of a file come from its bytes, before any decoder sees them."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.media.errors import ImageTooLarge, TooCostly, TooManyPixels
from api.media.images import sniff
from api.media.images.clean import is_clean
from api.media.images.containers import MAX_PARTS, PNG_SIGNATURE
from tests.api.media.samples import (
    EVERY_KIND,
    animated_png,
    chunk,
    encoded,
    picture,
    png_header,
    segment,
    with_segments,
)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_it_knows_the_type_from_the_bytes(name: str) -> None:
    assert sniff.image_type(EVERY_KIND[name]()) == name.split("-")[0]


@pytest.mark.parametrize("size", [(97, 61), (1, 400), (300, 2)])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
def test_it_reads_the_size_from_the_header(format: str, size: tuple[int, int]) -> None:
    data = encoded(picture(*size), format)

    assert sniff.header_size(data, format.lower()) == size


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}]
)
def test_it_reads_the_size_of_each_sort_of_webp(options: dict[str, object]) -> None:
    data = encoded(picture(123, 45, "RGBA"), "WEBP", **options)

    assert sniff.header_size(data, "webp") == (123, 45)


NOT_IMAGES = {
    "empty": b"",
    "one byte": b"\xff",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "svg after a prolog": b"<?xml version='1.0'?><svg><use href='data:image/svg+xml,x'/></svg>",
    "svg after a byte order mark": b"\xef\xbb\xbf<svg/>",
    "svg after spaces": b" \n\t<svg/>",
    "svgz": b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "a picture after a line": b"\n\x89PNG\r\n\x1a\n",
    "heif of an unknown codec": b"\0\0\0\x18ftypmif1\0\0\0\0mif1jpeg",
    "film of an iphone": b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
    "heic only as a version": b"\0\0\0\x14ftypisomheicmp41",
    "mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2",
    "tiff little": b"II*\0\x08\0\0\0",
    "tiff big": b"MM\0*\0\0\0\x08",
    "bmp": b"BM" + b"\0" * 60,
    "fits": b"SIMPLE  =                    T" + b" " * 50,
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "psd": b"8BPS\0\x01" + b"\0" * 20,
    "jp2": b"\0\0\0\x0cjP  \r\n\x87\n",
    "jpeg 2000 stream": b"\xffO\xffQ\0\x2f",
    "pdf": b"%PDF-1.7\n1 0 obj<</S/JavaScript>>",
    "ico": b"\0\0\1\0\1\0",
    "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "gif of no version": b"GIF88a\1\0\1\0",
}


@pytest.mark.parametrize("name", NOT_IMAGES)
def test_t02_it_knows_no_other_type(name: str) -> None:
    assert sniff.image_type(NOT_IMAGES[name]) is None


@pytest.mark.parametrize("brands", [b"avif\0\0\0\0avif", b"mif1\0\0\0\0mif1avif", b"avis\0\0\0\0"])
def test_it_knows_avif_by_any_of_its_brands(brands: bytes) -> None:
    data = struct.pack(">I", len(brands) + 8) + b"ftyp" + brands + b"\0\0\0\0meta"

    assert sniff.image_type(data) == "avif"


@pytest.mark.parametrize("brands", [b"heic\0\0\0\0mif1", b"mif1\0\0\0\0mif1heic", b"heix\0\0\0\0"])
def test_it_knows_heic_by_any_of_its_brands(brands: bytes) -> None:
    data = struct.pack(">I", len(brands) + 8) + b"ftyp" + brands + b"\0\0\0\0meta"

    assert sniff.image_type(data) == "heic"


def webp_of(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides


def jpeg_of(width: int, height: int) -> bytes:
    body = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x22\0\2\x11\1\3\x11\1"
    return b"\xff\xd8\xff\xff" + segment(0xE0, b"x" * 20) + segment(0xC2, body)


def gif_of(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


HEADERS = {"png": png_header, "webp": webp_of, "jpeg": jpeg_of, "gif": gif_of}
TOO_LARGE = [(12_001, 1), (1, 12_001), (8_000, 5_001), (6_325, 6_325), (50_000, 50_000)]
TOO_LARGE_PHOTOS = [(20_001, 1), (1, 20_001), (20_000, 3_251), (8_063, 8_063), (50_000, 50_000)]
REFUSED = [
    (kind, size) for kind in HEADERS for size in (TOO_LARGE_PHOTOS if kind == "jpeg" else TOO_LARGE)
]


@pytest.mark.parametrize(("kind", "size"), REFUSED)
def test_t50_it_refuses_what_a_header_announces(kind: str, size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        sniff.check_header(HEADERS[kind](*size), kind)


@pytest.mark.parametrize("size", [(12_000, 3_333), (8_000, 5_000), (1, 1)])
@pytest.mark.parametrize("kind", HEADERS)
def test_it_lets_the_largest_pass(kind: str, size: tuple[int, int]) -> None:
    data = HEADERS[kind](*size)

    sniff.check_header(data, kind)

    assert sniff.header_size(data, kind) == size


@pytest.mark.parametrize("size", [(20_000, 3_200), (3_200, 20_000), (9_280, 6_944)])
def test_it_lets_the_largest_photo_pass(size: tuple[int, int]) -> None:
    sniff.check_header(jpeg_of(*size), "jpeg")

    sniff.check_size(*size, "heic")


def test_t50_it_refuses_a_png_of_a_thousand_million_pixels_a_side() -> None:
    with pytest.raises(ImageTooLarge):
        sniff.check_header(png_header(1_000_000_000, 1), "png")


def test_t50_it_refuses_a_jpeg_of_endless_passes() -> None:
    jpeg = encoded(picture(), "JPEG")
    at = jpeg.index(b"\xff\xda")
    bomb = jpeg[:at] + jpeg[at:-2] * (sniff.MAX_SCANS + 1) + jpeg[-2:]

    with pytest.raises(TooCostly):
        sniff.check_header(bomb, "jpeg")


def in_parts(count: int) -> dict[str, bytes]:
    """Files of each kind that is walked here, of so many parts."""
    webp = b"WEBP" + b"abcd\0\0\0\0" * count
    return {
        "jpeg": b"\xff\xd8" + b"\xff\xfe\0\2" * (count - 1) + b"\xff\xd9",
        "png": PNG_SIGNATURE + chunk(b"tEXt", b"") * count,
        "webp": b"RIFF" + struct.pack("<I", len(webp)) + webp,
    }


@pytest.mark.parametrize("kind", in_parts(1))
def test_t50_it_refuses_a_file_of_endless_parts(kind: str) -> None:
    sniff.check_header(in_parts(MAX_PARTS - 1)[kind], kind)

    with pytest.raises(TooCostly):
        sniff.check_header(in_parts(MAX_PARTS + 1)[kind], kind)


def test_it_does_not_count_what_only_looks_like_a_pass() -> None:
    thumbnail = segment(0xE1, b"\xff\xda" * 2 * sniff.MAX_SCANS)
    data = with_segments(encoded(picture(), "JPEG"), thumbnail) + b"\xff\xda" * 2 * sniff.MAX_SCANS

    sniff.check_header(data, "jpeg")

    assert sniff.header_size(data, "jpeg") == (97, 61)


STARTS = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    png_header(3, 3),
    b"RIFF\x16\0\0\0WEBP",
    b"GIF89a",
    b"\0\0\0\x18ftypavif",
    animated_png(2),
]


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
def test_it_never_fails_on_damaged_bytes(start: bytes, rest: bytes) -> None:
    data = start + rest
    kind = sniff.image_type(data)

    assert kind is not None
    assert is_clean(data, kind) in (True, False)
    with contextlib.suppress(ImageTooLarge):
        sniff.check_header(data, kind)
