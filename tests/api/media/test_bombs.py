"""Files made to exhaust memory or time are refused at once, and cost the asking process nothing."""

import resource
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from api.media.errors import BrokenImage, ImageTooLarge, TooCostly, UnsupportedImage
from api.media.images.containers import png_chunks
from api.media.images.intake import prepare
from api.runtime.errors import ApiError
from tests.api.media import costs
from tests.api.media.endless import ENDLESS
from tests.api.media.heic_samples import heic
from tests.api.media.samples import (
    LIMIT,
    animated_png,
    avif_header,
    chunk,
    decoded,
    encoded,
    picture,
    png_header,
    with_chunks,
)
from tests.sizes import SIZES

PNG = encoded(picture(), "PNG")
ZEROS = zlib.compress(bytes(50_000_000), 9)


def jpeg_with_size(width: int, height: int) -> bytes:
    data = encoded(picture(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def gif_with_screen(width: int, height: int) -> bytes:
    data = encoded(picture(mode="P"), "GIF")
    return data[:6] + struct.pack("<HH", width, height) + data[10:]


def gif_with_frame(width: int, height: int) -> bytes:
    data = encoded(picture(mode="P"), "GIF")
    at = data.index(struct.pack("<BHHHH", 0x2C, 0, 0, 97, 61)) + 5
    return data[:at] + struct.pack("<HH", width, height) + data[at + 4 :]


def webp_with_canvas(width: int, height: int) -> bytes:
    data = encoded(picture(mode="RGBA"), "WEBP")
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return data[:24] + sides + data[30:]


def animated_webp(frames: int) -> bytes:
    images = [Image.new("L", (1, 1), each % 256) for each in range(frames)]
    return encoded(images[0], "WEBP", save_all=True, append_images=images[1:], lossless=True)


def idat_of(png: bytes) -> bytes:
    return b"".join(each.body for each in png_chunks(png) if each.name == b"IDAT")


TOO_LARGE: dict[str, Callable[[], bytes]] = {
    "png of 50,000 squared": lambda: png_header(50_000, 50_000) + chunk(b"IDAT", ZEROS),
    "png of a thousand million": lambda: png_header(1, 1_000_000_000) + chunk(b"IDAT", ZEROS),
    "apng of many frames": lambda: animated_png(SIZES["T50"].items),
    "webp of many frames": lambda: animated_webp(301),
    "jpeg of a false size": lambda: jpeg_with_size(65_500, 65_500),
    "gif of a vast screen": lambda: gif_with_screen(65_535, 65_535),
    "gif of a vast frame": lambda: gif_with_frame(65_535, 65_535),
    "webp of a vast canvas": lambda: webp_with_canvas(16_383, 16_383),
    "avif of a vast size": lambda: avif_header(16_000, 16_000),
    "avif of a long side": lambda: avif_header(12_001, 61),
    "heic of 50,000 squared": lambda: heic(300, 200, announced=(50_000, 50_000)),
    "heic of a long side": lambda: heic(300, 200, announced=(20_001, 61)),
    "heic of too many squares": lambda: heic(50_000, 50_000),
}
BROKEN: dict[str, Callable[[], bytes]] = {
    "heic of a false size": lambda: heic(300, 200, announced=(9_000, 7_000)),
    "png with a text bomb": lambda: with_chunks(PNG, chunk(b"zTXt", b"Comment\0\0" + ZEROS)),
    "png with a profile bomb": lambda: with_chunks(PNG, chunk(b"iCCP", b"ICC\0\0" + ZEROS)),
}
FOREIGN: dict[str, Callable[[], bytes]] = {
    "fits": lambda: b"SIMPLE  =                    T".ljust(2_880) + bytes(2_880),
    "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99999 99999\n" * 99,
    "psd": lambda: b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3),
    "jp2": lambda: b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 " + bytes(99),
}
BOMBS: dict[str, tuple[Callable[[], bytes], type[ApiError]]] = {
    **{name: (make, ImageTooLarge) for name, make in TOO_LARGE.items()},
    **{name: (make, BrokenImage) for name, make in BROKEN.items()},
    **{name: (make, UnsupportedImage) for name, make in FOREIGN.items()},
}


@pytest.fixture(autouse=True)
def a_running_worker() -> None:
    prepare(PNG, max_bytes=LIMIT)


@pytest.mark.parametrize("name", BOMBS)
def test_t50_a_bomb_is_refused_at_once(name: str) -> None:
    make, refusal = BOMBS[name]
    bomb = make()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with costs.at_most(1), pytest.raises(refusal):
        prepare(bomb, max_bytes=LIMIT)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000


def test_t50_pixels_beyond_the_announced_size_are_not_kept() -> None:
    bomb = png_header(50, 50) + chunk(b"IDAT", ZEROS) + chunk(b"IEND", b"")

    with costs.at_most(1):
        image = prepare(bomb, max_bytes=LIMIT)

    assert len(image.data) < 1_000
    assert decoded(image.data).size == (50, 50)


@pytest.mark.parametrize("name", ENDLESS)
def test_t50_a_file_that_is_walked_for_ever_is_refused_at_once(name: str) -> None:
    bomb = ENDLESS[name]()

    with costs.at_most(1), pytest.raises(TooCostly):
        prepare(bomb, max_bytes=LIMIT)


def test_t50_a_photo_in_many_pieces_is_a_photo() -> None:
    pieces = [chunk(b"IDAT", bytes((each,))) for each in idat_of(PNG)]
    photo = PNG[:33] + b"".join(pieces) + chunk(b"tEXt", b"k\0v") * 9_000 + PNG[-12:]
    jpeg = encoded(picture(), "JPEG")
    padded = jpeg[:2] + b"\xff" * 9_000 + jpeg[2:]

    assert len(pieces) > 1_000
    assert prepare(photo, max_bytes=LIMIT).width == 97
    assert prepare(padded, max_bytes=LIMIT).width == 97


def test_t50_the_process_that_asks_reads_no_more_than_the_beginning() -> None:
    for make in ENDLESS.values():
        bomb = make()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime

        with pytest.raises(TooCostly):
            prepare(bomb, max_bytes=LIMIT)

        assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 0.2
