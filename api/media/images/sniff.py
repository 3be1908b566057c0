"""What the first bytes of a file say: its true type and size. Names and declared types are ignored.

Nothing here decodes a pixel, so a bomb is refused before any decoder has seen it. `image_type`
looks at a few bytes alone; what walks through a file runs in the worker.
"""

from collections.abc import Callable, Iterator

from api.media.errors import TooCostly, TooManyPixels
from api.media.images.containers import (
    JPEG_FRAMES,
    JPEG_SOS,
    PNG_SIGNATURE,
    Chunk,
    MalformedContainer,
    Segment,
    TooManyParts,
    jpeg_segments,
    png_chunks,
    webp_chunks,
)

MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
# Photos of phones can be read at half their size. What is sold as 64 megapixels has up to 64.5.
MAX_PHOTO_PIXELS = 65_000_000
MAX_PHOTO_SIDE = 20_000
PHOTOS = ("jpeg", "heic")
# A progressive JPEG has some ten passes over the picture; thousands are a way to burn time.
MAX_SCANS = 100

Size = tuple[int, int]


def image_type(data: bytes) -> str | None:
    """`jpeg`, `png`, `webp`, `gif`, `avif` or `heic`; None for all else, markup included."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(PNG_SIGNATURE):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    brands = _brands(data)
    return next((kind for kind, named in _BRANDS.items() if not named.isdisjoint(brands)), None)


def _brands(data: bytes) -> set[bytes]:
    """What an `ftyp` box says of the file behind it: AVIF and HEIC begin with the same box."""
    if data[4:8] != b"ftyp":
        return set()
    box = data[8 : min(int.from_bytes(data[:4]), 256)]
    return {box[at : at + 4] for at in range(0, len(box), 4) if at != 4}


def check_header(data: bytes, kind: str) -> None:
    """Raise ImageTooLarge when the file announces more than will be decoded, or has no end."""
    size = header_size(data, kind)
    if size:
        check_size(*size, kind)
    if _count_scans(data, kind) > MAX_SCANS:
        raise TooCostly


def header_size(data: bytes, kind: str) -> Size | None:
    """Width and height as announced; None where the header does not tell, as in AVIF and HEIC."""
    reader = _READERS.get(kind)
    return reader(data) if reader else None


def check_size(width: int, height: int, kind: str) -> None:
    """Raise TooManyPixels beyond what is read whole or, of a photo, at half its size."""
    side, pixels = (MAX_PHOTO_SIDE, MAX_PHOTO_PIXELS) if kind in PHOTOS else (MAX_SIDE, MAX_PIXELS)
    if max(width, height) > side or width * height > pixels:
        raise TooManyPixels


def is_read_reduced(width: int, height: int) -> bool:
    """Whether a photo is beyond 40 megapixels or 12,000 pixels on a side: too large to decode."""
    return max(width, height) > MAX_SIDE or width * height > MAX_PIXELS


def _jpeg_size(data: bytes) -> Size | None:
    try:
        for marker, body in jpeg_segments(data):
            if marker in JPEG_FRAMES:
                return int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
    except MalformedContainer:
        return None
    return None


def _count_scans(data: bytes, kind: str) -> int:
    """How often a JPEG goes over its picture; a walk that does not end is too costly."""
    scans = 0
    try:
        for name, _body in _WALKS[kind](data) if kind in _WALKS else ():
            scans += name == JPEG_SOS
    except TooManyParts:
        raise TooCostly from None
    except MalformedContainer:
        pass
    return scans


def _png_size(data: bytes) -> Size | None:
    if data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _gif_size(data: bytes) -> Size | None:
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _webp_size(data: bytes) -> Size | None:
    name = data[12:16]
    if name == b"VP8X":
        sides = data[24:27], data[27:30]
        return 1 + int.from_bytes(sides[0], "little"), 1 + int.from_bytes(sides[1], "little")
    if name == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    bits = int.from_bytes(data[26:30], "little")
    return bits & 0x3FFF, bits >> 16 & 0x3FFF


_BRANDS = {
    "avif": frozenset({b"avif", b"avis"}),
    "heic": frozenset({b"heic", b"heix", b"heim", b"heis"}),
}
# The others are walked by their libraries alone, which are given no more than a moment.
_WALKS: dict[str, Callable[[bytes], Iterator[Segment | Chunk]]] = {
    "jpeg": jpeg_segments,
    "png": png_chunks,
    "webp": webp_chunks,
}
# AVIF and HEIC keep it deep in nested boxes: the worker asks the library, which decodes nothing.
_READERS: dict[str, Callable[[bytes], Size | None]] = {
    "jpeg": _jpeg_size,
    "png": _png_size,
    "gif": _gif_size,
    "webp": _webp_size,
}
