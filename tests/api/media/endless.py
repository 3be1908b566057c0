"""Images of twenty megabytes that are made to be walked through for ever."""

import struct
from collections.abc import Callable

from tests.api.media.samples import chunk, encoded, picture

SIZE = 19_000_000
JPEG = encoded(picture(), "JPEG")
PNG = encoded(picture(), "PNG")
WEBP = encoded(picture(), "WEBP")
GIF = encoded(picture(mode="P"), "GIF")

NOTHING = chunk(b"tEXt", b"")
_HEADER = PNG[:33]
_END = chunk(b"IEND", b"")
_REST = PNG[33 : -len(_END)]
_GIF_HEAD = 13 + 3 * (2 << (GIF[10] & 7))


def webp_of_many(name: bytes) -> bytes:
    """Empty chunks between what says that there are some and the picture."""
    head = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\x60\0\0\x3c\0\0"
    body = b"WEBP" + head + (name + bytes(4)) * (SIZE // 8) + WEBP[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_with(blocks: bytes) -> bytes:
    """Blocks between the colours and the picture."""
    return GIF[:_GIF_HEAD] + blocks + GIF[_GIF_HEAD:]


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def full_box(name: bytes, body: bytes, version: int = 0) -> bytes:
    return box(name, struct.pack(">I", version << 24) + body)


def avif_of_many(items: int) -> bytes:
    """Items that are all looked for among all others."""
    numbers = range(1, items + 1)
    places = b"".join(struct.pack(">HHHII", each, 0, 1, 100, 4) for each in numbers)
    kinds = b"".join(
        full_box(b"infe", struct.pack(">HH4s", each, 0, b"av01") + b"\0", 2) for each in numbers
    )
    parts = (
        full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)),
        full_box(b"pitm", struct.pack(">H", 1)),
        full_box(b"iloc", struct.pack(">BBH", 0x44, 0, items) + places),
        full_box(b"iinf", struct.pack(">H", items) + kinds),
    )
    return box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + full_box(b"meta", b"".join(parts))


ENDLESS: dict[str, Callable[[], bytes]] = {
    "jpeg of fill bytes": lambda: b"\xff\xd8" + b"\xff" * SIZE,
    "jpeg behind fill bytes": lambda: b"\xff\xd8" + b"\xff" * SIZE + JPEG[2:],
    "jpeg with fill bytes at its end": lambda: JPEG[:-2] + b"\xff" * SIZE + JPEG[-2:],
    "jpeg of empty comments": lambda: JPEG[:2] + b"\xff\xfe\0\2" * (SIZE // 4) + JPEG[2:],
    "png of empty chunks": lambda: _HEADER + NOTHING * (SIZE // 12) + _REST + _END,
    "png with empty chunks at its end": lambda: _HEADER + _REST + NOTHING * (SIZE // 12) + _END,
    "png of empty data": lambda: _HEADER + chunk(b"IDAT", b"") * (SIZE // 12) + _REST + _END,
    "webp of empty chunks": lambda: webp_of_many(b"abcd"),
    "webp of empty notes": lambda: webp_of_many(b"XMP "),
    "gif of comments": lambda: gif_with(b"\x21\xfe\1x\0" * (SIZE // 5)),
    "gif of one long extension": lambda: gif_with(b"\x21\xff" + b"\1x" * (SIZE // 2) + b"\0"),
    "gif of nothing": lambda: gif_with(bytes(SIZE)),
    "avif of many items": lambda: avif_of_many(65_000),
    "heic of many items": lambda: (
        avif_of_many(65_000).replace(b"avif", b"heic").replace(b"av01", b"hvc1")
    ),
}
