"""Walk the containers of JPEG, PNG and WebP without decoding a pixel; refuse to guess at gaps.

A walk takes at most `MAX_PARTS` steps, whatever the file is made of.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_FILL, JPEG_SOS, JPEG_EOI = 0xFF, 0xDA, 0xD9
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

# A PNG of 20 MB in pieces of one kilobyte still passes.
MAX_PARTS = 20_000

# Inside a scan FF is followed by 00 (a stuffed byte) or a restart mark; anything else ends it.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)


class MalformedContainer(ValueError):
    """The bytes do not follow their own format."""


class TooManyParts(MalformedContainer):
    """Nobody writes a picture in so many pieces; decoders would take them one by one."""


class Segment(NamedTuple):
    """A part of a JPEG: its marker and what it holds, the length field left out."""

    marker: int
    body: bytes


class Chunk(NamedTuple):
    """A part of a PNG or WebP: its four-letter name and what it holds."""

    name: bytes
    body: bytes


def jpeg_segments(data: bytes) -> Iterator[Segment]:
    """Every segment after SOI, fill bytes included; the last is EOI with all that follows it."""
    at = 2
    for _ in range(MAX_PARTS):
        marker = _jpeg_marker(data, at)
        if marker == JPEG_EOI:
            yield Segment(marker, data[at + 2 :])
            return
        if marker == JPEG_FILL:
            yield Segment(marker, b"")
            at += 1
            continue
        body = _jpeg_body(data, at)
        yield Segment(marker, body)
        at += 4 + len(body)
        if marker == JPEG_SOS:
            at = _end_of_scan(data, at)
    raise TooManyParts


def _jpeg_marker(data: bytes, at: int) -> int:
    if at + 2 > len(data) or data[at] != 0xFF:
        raise MalformedContainer
    return data[at + 1]


def _jpeg_body(data: bytes, at: int) -> bytes:
    length = int.from_bytes(data[at + 2 : at + 4])
    if length < 2 or at + 2 + length > len(data):
        raise MalformedContainer
    return data[at + 4 : at + 2 + length]


def _end_of_scan(data: bytes, at: int) -> int:
    match = _END_OF_SCAN.search(data, at)
    if match is None:
        raise MalformedContainer
    return match.start()


def png_chunks(data: bytes) -> Iterator[Chunk]:
    """Every chunk to the last byte of the file, each with a right CRC."""
    at = len(PNG_SIGNATURE)
    for _ in range(MAX_PARTS):
        if at == len(data):
            return
        if at + 12 > len(data):
            raise MalformedContainer
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(data) or int.from_bytes(data[at - 4 : at]) != zlib.crc32(name + body):
            raise MalformedContainer
        yield Chunk(name, body)
    raise TooManyParts


def webp_chunks(data: bytes) -> Iterator[Chunk]:
    """Every chunk of a RIFF file whose announced size is exactly that of its bytes."""
    if int.from_bytes(data[4:8], "little") != len(data) - 8:
        raise MalformedContainer
    at = 12
    for _ in range(MAX_PARTS):
        if at == len(data):
            return
        if at + 8 > len(data):
            raise MalformedContainer
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length
        padding = data[end : end + length % 2]
        if end + length % 2 > len(data) or padding.strip(b"\0"):
            raise MalformedContainer
        yield Chunk(name, data[at + 8 : end])
        at = end + len(padding)
    raise TooManyParts
