"""Numbers that order documents by the second of their publication, and are the rows of the index.

An index lists rows by their number and gives them back in that order: the newest come first without
being sorted. What is of one second follows a hash of its id. The fewer bits, the smaller the index.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from api.db.batches import batches
from api.db.statements import Select, one_of

BITS = 14


def first_key(at: datetime) -> int:
    """The lowest number of what was published at `at` or later."""
    return max(0, int(at.timestamp())) << BITS


def wanted_key(at: datetime, identity: UUID) -> int:
    """The number of a document, if nobody has it yet."""
    digest = blake2b(identity.bytes, digest_size=2).digest()
    return first_key(at) + (int.from_bytes(digest) >> (16 - BITS))


def free_keys(wanted: Iterable[int]) -> dict[int, list[int]]:
    """For each of these numbers, the next that nobody has, as often as it is wanted."""
    given: dict[int, list[int]] = {}
    wanted = list(wanted)
    taken = _taken(wanted)
    for key in wanted:
        free = key
        while free in taken or (free != key and _taken([free])):
            free += 1
        taken.add(free)
        given.setdefault(key, []).append(free)
    return given


def _taken(keys: Iterable[int]) -> set[int]:
    taken: set[int] = set()
    for some in batches(keys):
        query = Select('"key"', '"search_document"', (one_of('"key"', some),))
        taken.update(key for (key,) in query.rows())
    return taken
