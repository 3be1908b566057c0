"""Archives that are built to harm whoever opens them are refused, at once and at no cost (T51)."""

import hashlib
import os
import resource
import signal
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from api.media.attachments import PreparedAttachment, prepare
from api.media.errors import AttachmentTooCostly, BadAttachment, UnsupportedAttachment
from api.media.inspect import archive, file_types, office
from api.media.sandbox import pool
from tests.api.media import costs
from tests.api.media.documents import (
    DOCX_PARTS,
    LIMIT,
    Part,
    archived,
    deflated,
    docx,
    endless_zeros,
    hostile,
    truthful,
    xlsx,
    zipped,
)

MILLION = 1_000_000


def prepared(data: bytes) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT)


def quoted() -> bytes:
    """Two members, the first of which holds the whole second one."""
    second = Part("word/b.xml", b"b" * 50)
    inner = archived([second])
    first = Part("word/a.xml", inner[: inner.index(b"PK\1\2")], method=0)
    header = archived(truthful(DOCX_PARTS)).index(b"PK\1\2") + 30 + len(first.name)
    return hostile(first, replace(second, header=header))


def with_end(at: int, value: bytes) -> bytes:
    """A docx with other bytes at a place in its last 22."""
    data = docx()
    return data[: at - 22] + value + data[at - 22 + len(value) :]


def unfinished(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


DROSTE = docx({"word/embeddings/a.docx": docx({"word/embeddings/a.docx": docx()})})
BAD: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "four bytes": lambda: b"PK\3\4",
    "cut off": lambda: docx()[:-30],
    "cut off in the directory's end": lambda: docx()[:-1],
    "cut off at the front": lambda: docx()[:4] + docx()[60:],
    "a symlink": lambda: hostile(Part("word/a", b"/etc/passwd", mode=0o120777)),
    "a device": lambda: hostile(Part("word/a", mode=0o020666)),
    "a pipe": lambda: hostile(Part("word/a", mode=0o010666)),
    "a name from the root": lambda: hostile(Part("/etc/passwd")),
    "a name that goes up": lambda: hostile(Part("../../etc/passwd")),
    "a name that goes up in the middle": lambda: hostile(Part("word/../../a")),
    "a name that goes up to the end": lambda: hostile(Part("word/..")),
    "a name that goes up backwards": lambda: hostile(Part("word\\..\\..\\a")),
    "a name of another disk": lambda: hostile(Part("C:\\a")),
    "a name with a NUL": lambda: hostile(Part("word/a\0.xml")),
    "a name of two lines": lambda: hostile(Part("word/a\nb.xml")),
    "no name": lambda: hostile(Part("")),
    "a name that is no text": lambda: hostile(Part("word/a.xml")).replace(b"a.xml", b"\xff.xml"),
    "two of one name": lambda: hostile(Part("word/a.xml"), Part("word/a.xml")),
    "two texts": lambda: hostile(Part("word/document.xml", b"another")),
    "two of one name in capitals": lambda: hostile(Part("word/a.xml"), Part("WORD/A.XML")),
    "another name in its own header": lambda: hostile(Part("word/a.xml", local_name="word/b.xml")),
    "encrypted by its own header": lambda: hostile(Part("a", local_flags=0x801)),
    "another size in its own header": lambda: hostile(Part("word/a.xml", local_size=9)),
    "a size less than true": lambda: hostile(Part("a", bytes(9_999), size=9)),
    "a size more than true": lambda: hostile(Part("a", b"x", size=9_999)),
    "a size less than true, not packed": lambda: hostile(Part("a", b"abc", method=0, size=2)),
    "a wrong checksum": lambda: hostile(Part("a", crc=1)),
    "bytes that do not unpack": lambda: hostile(Part("a", packed=b"\xff" * 99)),
    "bytes that do not end": lambda: hostile(Part("a", b"x" * 99, packed=deflated(b"x" * 99)[:-2])),
    "bytes behind the end": lambda: hostile(Part("a", b"x", packed=deflated(b"x") + b"more")),
    "bytes of a whole file behind the end": lambda: hostile(
        Part("a", b"x", packed=deflated(b"x") + bytes(200_000))
    ),
    "bytes without a sign that they end": lambda: hostile(Part("a", packed=unfinished(b"x"))),
    "another way of packing": lambda: hostile(Part("a", packed=deflated(b"x"), method=14)),
    "overlapping members": quoted,
    "one place for two members": lambda: hostile(Part("a"), Part("a ", header=0)),
    "a member beyond the end": lambda: hostile(Part("a", header=99_999_999)),
    "a member that ends in the directory": lambda: hostile(
        Part("a", b"xPK\1\2", packed=b"x", method=0, size=5, packed_size=5)
    ),
    "one of several disks": lambda: with_end(4, b"\1"),
    "a directory on another disk": lambda: with_end(6, b"\1"),
    "another count on this disk": lambda: with_end(8, b"\1"),
    "fewer members than listed": lambda: hostile(count=4),
    "more members than listed": lambda: hostile(count=2),
    "something before the first": lambda: archived(
        [replace(each) for each in truthful(DOCX_PARTS)], prefix=b"PK\3\4" + bytes(40)
    ),
    "much between members": lambda: hostile(gap=bytes(129)),
    "much before the end": lambda: hostile(end_gap=bytes(129)),
    "something behind the end": lambda: docx() + b"<script>alert(1)</script>",
    "a long comment": lambda: hostile(comment=b"x" * 2_000),
    "a comment that is an end itself": lambda: hostile(comment=zipped({}) + b"!"),
    "a zip within": lambda: docx({"word/a.zip": zipped({"a": b"x"})}),
    "a zip within under another name": lambda: docx({"word/media/a.png": zipped({"a": b"x"})}),
    "a rar within": lambda: docx({"word/a.bin": b"Rar!\x1a\x07\x01\0" + bytes(60)}),
    "a 7z within": lambda: docx({"word/a.bin": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(60)}),
    "an office file within one within": lambda: DROSTE,
    "a broken office file within": lambda: docx({"word/embeddings/a.xlsx": xlsx()[:-9]}),
    "types of a megabyte": lambda: docx(
        {"[Content_Types].xml": DOCX_PARTS["[Content_Types].xml"] + b" " * 2_000_000}
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_t51_it_refuses_what_no_office_program_writes(name: str) -> None:
    with pytest.raises(BadAttachment) as refusal:
        prepared(BAD[name]())

    assert refusal.value.status == 422


def folded(levels: int) -> bytes:
    """As 42.zip is made: each level is sixteen times the one below, and packs well."""
    data = zipped({"0.dll": bytes(MILLION)})
    for _level in range(levels):
        data = zipped({f"lib {each}.zip": data for each in range(16)})
    return data


def many(count: int) -> bytes:
    return docx({f"word/{each}": b"" for each in range(count)})


def lying_bomb() -> bytes:
    """A member that unpacks to far more than it says: only unpacking finds out."""
    return hostile(Part("word/a.xml", b"", packed=endless_zeros(-zlib.MAX_WBITS), size=9_999))


def noise(size: int) -> bytes:
    return hashlib.shake_256(b"").digest(size)


BOMBS: dict[str, tuple[Callable[[], bytes], type]] = {
    "a part of zeros": (lambda: docx({"word/a.xml": bytes(20 * MILLION)}), AttachmentTooCostly),
    "a part of zeros beside a picture": (
        lambda: docx({"word/a.xml": bytes(5 * MILLION), "word/media/a": noise(2 * MILLION)}),
        AttachmentTooCostly,
    ),
    "small parts of zeros": (
        lambda: docx({f"word/{each}": bytes(MILLION - 1) for each in range(20)}),
        AttachmentTooCostly,
    ),
    "a part said to be large": (
        lambda: hostile(Part("word/a.xml", bytes(9_999), size=4_000_000_000)),
        AttachmentTooCostly,
    ),
    "in all too large": (
        lambda: hostile(
            *(Part(f"{n}", b"", packed=bytes(MILLION), size=90 * MILLION) for n in range(6))
        ),
        AttachmentTooCostly,
    ),
    "too many parts": (lambda: many(1_000), AttachmentTooCostly),
    "very many parts": (lambda: many(5_000), AttachmentTooCostly),
    "a bomb in an office file within": (
        lambda: docx({"word/embeddings/a.xlsx": xlsx({"xl/a.xml": bytes(20 * MILLION)})}),
        AttachmentTooCostly,
    ),
    "a large office file within": (
        lambda: hostile(Part("word/a.xlsx", b"PK\3\4" + bytes(17 * MILLION), method=0)),
        AttachmentTooCostly,
    ),
    "a part larger than it says": (lying_bomb, BadAttachment),
    "42.zip": (lambda: folded(5), UnsupportedAttachment),
    "42.zip in a docx": (lambda: docx({"word/a.zip": folded(4)}), BadAttachment),
    "42.zip in a docx as a table": (
        lambda: docx({"word/embeddings/a.xlsx": folded(4)}),
        BadAttachment,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_t51_a_bomb_is_refused_at_once(name: str) -> None:
    make, refusal = BOMBS[name]
    bomb = make()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with costs.at_most(1), pytest.raises(refusal):
        prepare(bomb, max_bytes=100 * MILLION)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 20_000


def test_t51_the_largest_that_is_accepted_takes_no_memory() -> None:
    part = noise(20_000) + bytes(MILLION)
    data = docx({f"word/media/{each}.bmp": part for each in range(100)})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with costs.at_most(1):
        prepared(data)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 20_000


def test_every_byte_of_every_part_is_looked_at() -> None:
    data = docx({"word/media/a.png": noise(100_000)})
    [member] = [each for each in archive.read(data) if each.name.endswith("a.png")]
    broken = bytearray(data)
    broken[member.end - 9] ^= 1

    with pytest.raises(BadAttachment):
        prepared(bytes(broken))


def test_t51_what_is_embedded_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    table = xlsx({"xl/a.bin": noise(400_000)})
    data = docx({"word/embeddings/a.xlsx": table, "word/embeddings/b.xlsx": table})
    office.inspect(data)

    monkeypatch.setattr(office, "MAX_UNPACKED", 1_500_000)

    with pytest.raises(AttachmentTooCostly):
        office.inspect(data)


@pytest.mark.parametrize("more", [0, 1, 2, 257, 258, 259, 300, 1_000, 65_536, 65_537])
def test_a_part_is_unpacked_to_its_end(more: int) -> None:
    assert prepared(docx({"word/a.xml": bytes(65_536 + more)})).extension == "docx"


def test_t51_the_process_that_asks_unpacks_nothing() -> None:
    data = docx({f"word/media/{n}.bin": noise(1_000) + bytes(64_000) for n in range(900)})
    prepared(docx())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime

    assert prepared(data).extension == "docx"

    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 0.05


@pytest.mark.parametrize("said", [b"{}", b"[]", b'{"kinds": ["exe"], "notes": []}', b"\xff"])
def test_it_believes_no_answer_that_is_none(said: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        file_types._read([said])


def test_t51_one_that_takes_too_long_is_too_costly(monkeypatch: pytest.MonkeyPatch) -> None:
    pool.close()
    prepared(docx())
    [worker] = pool._pool._idle
    monkeypatch.setattr(pool, "MAX_SECONDS", 0.05)
    os.kill(worker.pid, signal.SIGSTOP)

    with pytest.raises(AttachmentTooCostly):
        prepared(docx())
