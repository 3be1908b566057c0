"""Decide whether a file can be kept byte for byte: nothing in it but the picture.

Allow-lists, not deny-lists: a segment or chunk that is not named here makes the file unclean, and
an unclean file is decoded and encoded anew. EXIF, XMP, IPTC, colour profiles, comments, thumbnails
and anything behind the picture's end are therefore gone without being looked for.
"""

import struct
import zlib
from collections.abc import Callable

from api.media.images.containers import (
    JPEG_EOI,
    JPEG_SOS,
    Chunk,
    MalformedContainer,
    jpeg_segments,
    png_chunks,
    webp_chunks,
)


def is_clean(data: bytes, kind: str) -> bool:
    """True for a JPEG, PNG or WebP that holds an upright sRGB picture and nothing else."""
    check = _CHECKS.get(kind)
    if check is None:
        return False
    try:
        return check(data)
    except (MalformedContainer, struct.error, zlib.error, LookupError):
        return False


# JPEG: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B.

_DQT, _DHT, _DRI, _APP0, _APP14 = 0xDB, 0xC4, 0xDD, 0xE0, 0xEE
# Baseline, extended and progressive Huffman: what every browser decodes.
_SOF = frozenset({0xC0, 0xC1, 0xC2})


def _is_clean_jpeg(data: bytes) -> bool:
    seen: set[tuple[int, int]] = set()
    for marker, body in jpeg_segments(data):
        if marker == JPEG_EOI:
            return not body and (JPEG_SOS, 0) in seen
        keys = {(marker, number) for number in _jpeg_numbers(marker, body)}
        if not keys or not seen.isdisjoint(keys - {(JPEG_SOS, 0)}):
            return False
        if marker == JPEG_SOS:
            # The next scan may bring its own Huffman tables; all else comes once.
            seen = {key for key in seen if key[0] != _DHT}
        seen |= keys
    return False


def _jpeg_numbers(marker: int, body: bytes) -> list[int]:
    """The numbers of what a segment defines (0 where it has none); empty when it is unclean."""
    if marker == _DQT:
        return _table_numbers(body, lambda table: 65 + 64 * (table[0] >> 4))
    if marker == _DHT:
        return _table_numbers(body, lambda table: 17 + sum(table[1:17]))
    return [0] if _is_plain_segment(marker, body) else []


def _table_numbers(body: bytes, length_of: Callable[[bytes], int]) -> list[int]:
    """Tables stand one after another and must fill their segment to the last byte."""
    numbers = []
    while body:
        length = length_of(body)
        if length > len(body) or body[0] & 0x0F > 3 or body[0] >> 4 > 1:
            return []
        numbers.append(body[0])
        body = body[length:]
    return numbers if len(set(numbers)) == len(numbers) else []


def _is_plain_segment(marker: int, body: bytes) -> bool:
    if marker == _APP0:
        return body[:5] == b"JFIF\0" and body[12:] == b"\0\0"
    if marker == _APP14:
        return body[:5] == b"Adobe" and len(body) == 12
    if marker == _DRI:
        return len(body) == 2
    if marker == JPEG_SOS:
        return len(body) == 4 + 2 * body[0]
    # Four components would be CMYK, which browsers show each in its own way.
    return marker in _SOF and body[0] == 8 and body[5] in (1, 3) and len(body) == 6 + 3 * body[5]


# PNG: https://www.w3.org/TR/png-3/. The chunks of colour are kept only where they say "sRGB".

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_FIXED = {
    (b"IEND", b""),
    (b"gAMA", struct.pack(">I", 45455)),
    (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)),
}
# Deflate expands at most 1,032-fold, so one step stays within 16 MB.
_INFLATE_STEP = 16_384


def _is_clean_png(data: bytes) -> bool:
    chunks = list(png_chunks(data))
    names = [chunk.name for chunk in chunks]
    once = [name for name in names if name != b"IDAT"]
    if names[0] != b"IHDR" or names[-1] != b"IEND" or len(set(once)) != len(once):
        return False
    header = chunks[0].body
    return all(
        _is_plain_chunk(chunk, header) for chunk in chunks if chunk.name != b"IDAT"
    ) and _inflates_to(
        _raw_size(header), b"".join(chunk.body for chunk in chunks if chunk.name == b"IDAT")
    )


def _is_plain_chunk(chunk: Chunk, header: bytes) -> bool:
    """Whether a chunk besides IDAT is one that is kept, and of no more than its due length."""
    name, body = chunk
    depth, colour = header[8], header[9]
    if name == b"PLTE":
        # Elsewhere than in a palette picture it is a mere suggestion, and room for other things.
        return colour == _PALETTE and len(body) % 3 == 0 and len(body) <= 3 << depth
    if name == b"tRNS":
        return len(body) <= {0: 2, 2: 6, 3: 1 << depth}.get(colour, -1)
    if name == b"sRGB":
        return len(body) == 1 and body[0] <= 3
    if name == b"IHDR":
        # Interlaced pictures are encoded anew: their size is not worth computing here.
        return len(body) == 13 and body[10:] == b"\0\0\0"
    return (name, body) in _FIXED or (name == b"pHYs" and len(body) == 9)


def _raw_size(header: bytes) -> int:
    """Bytes of the uncompressed picture: rows of samples, each after its filter byte."""
    width, height, depth, colour = struct.unpack_from(">IIBB", header)
    return int((1 + (width * _CHANNELS[colour] * depth + 7) // 8) * height)


def _inflates_to(size: int, pixels: bytes) -> bool:
    """Whether the stream is whole, exactly as long as the picture, and nothing stands behind it."""
    inflater = zlib.decompressobj()
    total = 0
    for at in range(0, len(pixels), _INFLATE_STEP):
        total += len(inflater.decompress(pixels[at : at + _INFLATE_STEP]))
        if total > size or inflater.unused_data:
            return False
    return inflater.eof and total == size


# WebP: https://developers.google.com/speed/webp/docs/riff_container

_WEBP_LAYOUTS = {
    (b"VP8 ",),
    (b"VP8L",),
    (b"VP8X", b"VP8 "),
    (b"VP8X", b"ALPH", b"VP8 "),
    (b"VP8X", b"VP8L"),
}
_ALPHA_FLAG = 0x10


def _is_clean_webp(data: bytes) -> bool:
    chunks = list(webp_chunks(data))
    if tuple(chunk.name for chunk in chunks) not in _WEBP_LAYOUTS:
        return False
    name, body = chunks[0]
    if name != b"VP8X":
        return True
    # The other flags announce a profile, EXIF, XMP or an animation; the reserved bytes are zero.
    return len(body) == 10 and not body[0] & ~_ALPHA_FLAG and body[1:4] == b"\0\0\0"


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "jpeg": _is_clean_jpeg,
    "png": _is_clean_png,
    "webp": _is_clean_webp,
}
