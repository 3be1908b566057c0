"""The chain of audit events: each one's hash covers the event before it, so none is taken away."""

import hashlib
from uuid import UUID

import orjson

from api.db.fields import stored_time
from api.publishing import queries
from api.publishing.models import AuditEvent, Counter

HEAD = "[1-9][0-9]{0,17}:[0-9a-f]{64}"
"""How the head of the audit log is written: the number of its newest event, and that one's hash."""


def event_hash(previous: str, event: AuditEvent) -> str:
    """BLAKE2b of the event's fields and of the hash before it."""
    fields = [
        previous,
        event.number,
        stored_time(event.at),
        event.actor,
        event.action,
        event.type,
        _text(event.document),
        _text(event.site),
        event.version,
        event.detail,
    ]
    if event.means is not None:
        fields += [event.means, event.before, event.after]
    packed = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(packed, digest_size=32).hexdigest()


def first_broken_event(noted: str | None = None) -> int | None:
    """The number of the first audit event that does not fit the chain, None when all do.

    The head is read first: what is added meanwhile lies behind it and is left to the next time.
    A head that was `noted` must still be there: whoever can cut off the end of the log can also
    write what the counter says of it.
    """
    head = Counter.get_by_id(queries.COUNTER_ID)
    last_hash, number = "", 0
    events = AuditEvent.select().where(AuditEvent.number <= head.audit_number)
    for event in events.order_by(AuditEvent.number).iterator():
        number += 1
        if event.number != number or event.hash != event_hash(last_hash, event):
            return number
        last_hash = event.hash
    is_whole = (head.audit_number, head.audit_hash) == (number, last_hash)
    return _missing(noted) if is_whole else number + 1


def _missing(noted: str | None) -> int | None:
    """The number of a head that is not there any more as it was noted."""
    if noted is None:
        return None
    number, _, hash_ = noted.partition(":")
    is_it = (AuditEvent.number == int(number)) & (AuditEvent.hash == hash_)
    return None if AuditEvent.select().where(is_it).exists() else int(number)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
