"""The digest of what is live, kept as it changes, so that a mirror can prove itself identical.

Over the live objects of a site and type it holds their count and the sum, modulo 2^128, of the
BLAKE2b-128 of `type/id/seq/hash`, where `hash` is that of the object's content
(`runtime/canonical.py`). Sums of sums are the digest of several sites and types.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from api.db.databases import execute, execute_many
from api.db.fields import stored_id
from api.publishing.models import Document

MODULUS = 2**128
_UPSERT = (
    'INSERT INTO "live_digest" ("site", "type", "count", "hash") VALUES (?, ?, ?, ?)'
    ' ON CONFLICT ("site", "type") DO UPDATE SET "count" = excluded."count",'
    ' "hash" = excluded."hash"'
)


@dataclass(frozen=True)
class Digest:
    """How many objects, and the sum of their hashes."""

    count: int = 0
    sum: int = 0

    def plus(self, other: "Digest") -> "Digest":
        """That of both together."""
        return Digest(self.count + other.count, (self.sum + other.sum) % MODULUS)

    def minus(self, other: "Digest") -> "Digest":
        """What is left of this without the other."""
        return Digest(self.count - other.count, (self.sum - other.sum) % MODULUS)

    @property
    def hash(self) -> str:
        """The sum as 32 hexadecimal digits."""
        return f"{self.sum:032x}"


State = tuple[int, str | None]
"""The `seq` of a document and the hash of its public object, None where it has none."""


class Move(NamedTuple):
    """A change of one document."""

    document: Document
    before: State
    after: State


def term(kind: str, identity: UUID, seq: int, content_hash: str) -> int:
    """What one live object adds to the sum."""
    name = f"{kind}/{identity}/{seq}/{content_hash}".encode()
    return int.from_bytes(blake2b(name, digest_size=16).digest())


def keep(moves: Iterable[Move]) -> None:
    """Bring the digests up to date. The caller holds the counter, so nobody else does it now."""
    added: dict[tuple[UUID, str], Digest] = defaultdict(Digest)
    for move in moves:
        key = (move.document.site, move.document.type)
        added[key] = added[key].plus(_difference(move))
    if added:
        digests = [
            (*key, stored_digest(*key).plus(difference)) for key, difference in added.items()
        ]
        rows = [(stored_id(site), kind, all_.count, all_.hash) for site, kind, all_ in digests]
        execute_many(_UPSERT, rows)


def stored_digest(site: UUID, kind: str) -> Digest:
    """The digest of one type on one site."""
    sql = 'SELECT "count", "hash" FROM "live_digest" WHERE "site" = ? AND "type" = ?'
    row = execute(sql, (stored_id(site), kind)).fetchone()
    return Digest(row[0], int(row[1], 16)) if row else Digest()


def _difference(move: Move) -> Digest:
    document, before, after = move
    return _of(document, after).minus(_of(document, before))


def _of(document: Document, state: State) -> Digest:
    seq, content_hash = state
    if content_hash is None:
        return Digest()
    return Digest(1, term(document.type, document.id, seq, content_hash))
