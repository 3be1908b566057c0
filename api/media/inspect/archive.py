"""Zip files as office programs write them: read strictly, checked before anything is unpacked.

A file that two programs could read in two ways is refused: every part lies where the directory at
the end says, under the name it says, and none lies on another. Unpacking goes piece by piece, so
what a bomb costs is time up to the limits below, and no memory.
"""

import re
import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.media.errors import AttachmentTooCostly, BadAttachment, LockedAttachment

SIGNATURE = b"PK\3\4"
MAX_MEMBERS = 1_000
MAX_RATIO = 100
# Less than this is no bomb, whatever its ratio; a few repeated cells of a table reach 100.
_RATIO_FROM = 1_000_000
_MAX_COMMENT = 1_024
# Bytes that belong to nothing, between two members or before the end: a member's checksum and
# sizes, the wider form of the end. There is no room for a second directory.
_MAX_GAP = 128
_PIECE = 65_536

# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.16, 4.3.12 and 4.3.7.
_END = struct.Struct("<4s4H2LH")
_LISTED = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
# Encrypted, with strong encryption, with an encrypted directory.
_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_SIZES_FOLLOW = 1 << 3
_UTF8 = 1 << 11
_ZIP64 = 0xFFFFFFFF
_UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]|^$")


@dataclass(frozen=True)
class Member:
    """One part: its bytes lie from `begin` to `end`, its header from `header`."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    header: int
    begin: int
    end: int


def read(data: bytes) -> list[Member]:
    """The members in the order in which they lie in the file. Nothing is unpacked yet."""
    try:
        return sorted(_listed(data), key=lambda member: member.header)
    except (struct.error, UnicodeDecodeError):
        raise BadAttachment from None


def check(data: bytes, members: Sequence[Member]) -> int:
    """How many bytes all of it unpacks to, by its directory. Raise what it is refused for."""
    for member in members:
        _check_member(member)
    _check_names(members)
    _check_places(data, members)
    size = sum(member.size for member in members)
    _check_ratio(size, sum(member.packed for member in members))
    return size


def unpack(data: bytes, member: Member, keep: int) -> bytes:
    """The first `keep` bytes of a member, all of which is compared with its size and checksum."""
    head, size, crc = bytearray(), 0, 0
    try:
        for piece in _pieces(data, member):
            head += piece[: keep - len(head)]
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > member.size:
                raise BadAttachment
    except zlib.error:
        raise BadAttachment from None
    if (size, crc) != (member.size, member.crc):
        raise BadAttachment
    return bytes(head)


def _listed(data: bytes) -> Iterator[Member]:
    at, count, end = _directory(data)
    if count > MAX_MEMBERS:
        raise AttachmentTooCostly
    for _number in range(count):
        member, at = _member(data, at)
        yield member
    if at != end:
        raise BadAttachment


def _directory(data: bytes) -> tuple[int, int, int]:
    """Where the directory begins, how many members it has, and where it ends."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - _MAX_COMMENT))
    if at < 0:
        raise BadAttachment
    _, disk, first_disk, here, count, size, begin, comment = _END.unpack_from(data, at)
    if disk or first_disk or here != count or at + _END.size + comment != len(data):
        raise BadAttachment
    if not 0 <= at - (begin + size) <= _MAX_GAP:
        raise BadAttachment
    return begin, count, begin + size


def _member(data: bytes, at: int) -> tuple[Member, int]:
    """The member that the directory lists at a place, and the place of the next one."""
    listed = _LISTED.unpack_from(data, at)
    sign, _made, _needed, flags, method, _time, _date, crc, packed, size = listed[:10]
    name_size, extra_size, comment_size, _disk, _inner, outer, header = listed[10:]
    if sign != b"PK\1\2":
        raise BadAttachment
    if flags & _ENCRYPTED:
        raise LockedAttachment
    name = data[at + _LISTED.size : at + _LISTED.size + name_size]
    begin = _begin(data, header, name, listed)
    text = name.decode("utf-8" if flags & _UTF8 else "cp437").replace("\\", "/")
    end = begin + packed
    member = Member(text, method, crc, packed, size, outer >> 16, header, begin, end)
    return member, at + _LISTED.size + name_size + extra_size + comment_size


def _begin(data: bytes, header: int, name: bytes, listed: tuple[int, ...]) -> int:
    """Where a member's bytes begin; its own header must say what the directory says of it."""
    sign, _needed, flags, method, _time, _date, *sizes, name_size, extra_size = _LOCAL.unpack_from(
        data, header
    )
    begin = header + _LOCAL.size + name_size
    # Of the flags programs differ in those that do not change how a member is read.
    is_same = (sign, flags & _ENCRYPTED, method) == (SIGNATURE, 0, listed[4])
    if not is_same or data[header + _LOCAL.size : begin] != name:
        raise BadAttachment
    is_told = not flags & _SIZES_FOLLOW and _ZIP64 not in sizes[1:]
    if is_told and tuple(sizes) != tuple(listed[7:10]):
        raise BadAttachment
    return int(begin + extra_size)


def _check_member(member: Member) -> None:
    if member.method not in (_STORED, _DEFLATED) or _UNSAFE_NAME.search(member.name):
        raise BadAttachment
    # A symlink, a device: the rest of a mode is only its permissions.
    if stat.S_IFMT(member.mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadAttachment
    _check_ratio(member.size, member.packed)


def _check_names(members: Sequence[Member]) -> None:
    """Programs differ in which of two members of one name they take, and in what is one name."""
    if len({member.name.casefold() for member in members}) < len(members):
        raise BadAttachment


def _check_places(data: bytes, members: Sequence[Member]) -> None:
    """Members begin with the file, do not share a byte, and fill it up to their directory."""
    directory, _count, _end = _directory(data)
    begins = [member.header for member in members] + [directory]
    ends = [member.end for member in members]
    gaps = [begin - end for begin, end in zip(begins[1:], ends, strict=True)]
    if begins[0] or not 0 <= min(gaps) <= max(gaps) <= _MAX_GAP:
        raise BadAttachment


def _check_ratio(size: int, packed: int) -> None:
    if size > _RATIO_FROM and size > MAX_RATIO * packed:
        raise AttachmentTooCostly


def _pieces(data: bytes, member: Member) -> Iterator[bytes | memoryview]:
    packed = memoryview(data)[member.begin : member.end]
    if member.method == _STORED:
        yield packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _PIECE):
        rest: bytes | memoryview = packed[at : at + _PIECE]
        while rest:
            yield inflater.decompress(rest, _PIECE)
            rest = inflater.unconsumed_tail
    yield inflater.flush()
    if not inflater.eof or inflater.unused_data:
        raise BadAttachment
