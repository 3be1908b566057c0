"""A page of a change feed as an aggregator takes it: every member checked before it is used.

What names a file or a folder here has one narrow form, so no name from the network leads astray.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple, TypeGuard

from api.runtime.canonical import hash_of
from api.runtime.ids import parse_id
from api.runtime.jsons import dumps, loads
from api.tools.errors import Refused

OPS = ("upsert", "withdraw", "delete")
MODULUS = 2**128
_TYPE = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)
_MEDIA = re.compile(
    r"https?://[^/?#\s]+(?:/[^?#\s]*)?/media/([0-9a-f]{40}\.[a-z0-9]{1,5})", re.ASCII
)
_HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_RESERVED = "media"
_LONGEST_CURSOR = 4_000


class File(NamedTuple):
    """A media file that an object names: its key, and what the object tells of its bytes."""

    key: str
    size: int
    sha256: str | None


class Change(NamedTuple):
    """A row of the feed; `data` is the object as JSON, None for one that left.

    `hash` is that of the object; `stated` is what the portal says that it is.
    """

    seq: int
    op: str
    type: str
    id: str
    data: bytes | None
    hash: str | None
    stated: str | None
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """What the digest calls it, but for its `seq` and its hash."""
        return f"{self.type}/{self.id}"


@dataclass(frozen=True)
class Digest:
    """How many objects there are, and the sum of their hashes as 32 hexadecimal digits."""

    count: int = 0
    hash: str = "0" * 32

    def __str__(self) -> str:
        return f"{self.count} objects ({self.hash[:8]}…)"


class Page(NamedTuple):
    """Some changes, and where to go on; `digest` is there when there is no more."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    digest: Digest | None


def digest_of(names: Iterable[str]) -> Digest:
    """The digest of live objects, each named `type/id/seq/hash`."""
    count = total = 0
    for name in names:
        count += 1
        total += int.from_bytes(blake2b(name.encode(), digest_size=16).digest(), "big")
    return Digest(count, f"{total % MODULUS:032x}")


def read_page(body: bytes) -> Page:
    """The page that these bytes are; Refused for anything that is none."""
    page = _object(parsed(body), "the page")
    changes = tuple(read_change(item) for item in _list(page.get("items"), "items"))
    for change in changes:
        _require(change.stated == change.hash, f"hash is not that of the object of {change.name}")
    seqs = [change.seq for change in changes]
    _require(seqs == sorted(set(seqs)), "the rows of a page do not stand in the order of seq")
    cursor, more = page.get("cursor"), page.get("more")
    _require(isinstance(cursor, str) and 0 < len(cursor) <= _LONGEST_CURSOR, "cursor is no text")
    _require(isinstance(more, bool), "more is neither true nor false")
    digest = page.get("digest")
    _require((digest is None) == more, "digest must be there exactly when there is no more")
    return Page(changes, str(cursor), bool(more), None if more else read_digest(digest))


def read_change(value: Any) -> Change:
    """One row, from JSON that was parsed."""
    row = _object(value, "a row")
    seq, op, kind, identity = (row.get(name) for name in ("seq", "op", "type", "id"))
    if not is_number(seq) or seq <= 0:
        raise _broken("seq is no number above 0")
    _require(op in OPS, f"op is none of {', '.join(OPS)}")
    is_type = isinstance(kind, str) and _TYPE.fullmatch(kind) and kind != _RESERVED
    _require(bool(is_type), "type is no name of a type")
    # It becomes the name of a file, so it has to come in its one form.
    is_id = isinstance(identity, str) and str(parse_id(identity)) == identity
    _require(is_id, "id is no UUID in small letters")
    whole = row.get("object")
    _require(isinstance(whole, dict) == (op == "upsert"), "object must be there for an upsert only")
    stated = row.get("hash")
    _require(
        _is_hash(stated) if op == "upsert" else stated is None,
        "hash must be there for an upsert only",
    )
    data, own = (None, None) if whole is None else _serialised(whole)
    named = (seq, str(op), str(kind), str(identity))
    return Change(*named, data, own, stated, tuple(files(whole)))


def read_digest(value: Any) -> Digest:
    """A digest, from JSON that was parsed."""
    digest = _object(value, "digest")
    count, hash_ = digest.get("count"), digest.get("hash")
    if not is_number(count) or count < 0:
        raise _broken("digest.count is no number")
    _require(_is_hash(hash_), "digest.hash is not 32 hexadecimal digits")
    return Digest(count, str(hash_))


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _serialised(value: Any) -> tuple[bytes, str]:
    """The bytes of an object, and the hash of its canonical form."""
    try:
        return dumps(value), hash_of(value)
    except TypeError as error:  # What was read as JSON can only be too deep to be written.
        raise _broken("an object is nested too deeply") from error


def files(value: Any) -> Iterator[File]:
    """The media files that stand anywhere in an object: whatever has a `url` and `bytes`."""
    if isinstance(value, Mapping):
        if "url" in value and "bytes" in value:
            yield _file(value)
        for member in value.values():
            yield from files(member)
    elif isinstance(value, list):
        for member in value:
            yield from files(member)


def _file(value: Mapping[str, Any]) -> File:
    url, size, sha256 = value["url"], value["bytes"], value.get("sha256")
    key = key_of(url)
    _require(key is not None, "the url of a file does not end in /media/ and a name of 40 digits")
    if not is_number(size) or size < 0:
        raise _broken("the bytes of a file are no number")
    is_sum = sha256 is None or (isinstance(sha256, str) and _SHA256.fullmatch(sha256))
    _require(bool(is_sum), "the sha256 of a file is not 64 hexadecimal digits")
    return File(str(key), size, sha256)


def key_of(url: object) -> str | None:
    """The name of the media file at an address; None where there is none."""
    match = _MEDIA.fullmatch(url) if isinstance(url, str) else None
    return match[1] if match else None


def parsed(body: bytes) -> Any:
    """JSON, or Refused."""
    try:
        return loads(body)
    except ValueError as error:
        raise Refused(f"the answer is not JSON: {error}") from error


def is_number(value: object) -> TypeGuard[int]:
    """Whether this is a whole number of JSON, in the range that databases hold."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _object(value: Any, name: str) -> Mapping[str, Any]:
    _require(isinstance(value, dict), f"{name} is no object")
    members: Mapping[str, Any] = value
    return members


def _list(value: Any, name: str) -> list[Any]:
    _require(isinstance(value, list), f"{name} is no list")
    items: list[Any] = value
    return items


def _require(is_so: bool, why: str) -> None:
    if not is_so:
        raise _broken(why)


def _broken(why: str) -> Refused:
    return Refused(f"the change feed breaks its contract: {why}")
