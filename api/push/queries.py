"""Reading what devices are to be told, and by which key they know us."""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_id, stored_time
from api.runtime.clock import VIETNAM
from api.runtime.jsons import dumps, loads
from api.runtime.outgoing.push_encryption import to_text

FRESH = timedelta(days=1)
"""For so long a notice is news, and a push service keeps it for a device that is off."""
QUIET_FROM, QUIET_UNTIL = time(21), time(6)
"""In Viet Nam; emergencies are told at any hour."""
EMERGENCY = "emergency"


class Message(NamedTuple):
    """What devices are told of a notice, and how (RFC 8030)."""

    content: bytes
    headers: dict[str, str]


def is_quiet(at: datetime) -> bool:
    """Whether people sleep."""
    clock = at.astimezone(VIETNAM).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def fresh_notices(at: datetime) -> list[UUID]:
    """Of which notices somebody may have to be told."""
    rows = execute(_FRESH, (True, EMERGENCY, stored_time(at - FRESH))).fetchall()
    return [UUID(str(id_)) for (id_,) in rows]


def foremost_notice(at: datetime) -> UUID | None:
    """The notice that devices wait for now, emergencies first; at night nothing else."""
    urgency = EMERGENCY if is_quiet(at) else None
    row = execute(_FOREMOST, (stored_time(at), urgency, urgency)).fetchone()
    return UUID(str(row[0])) if row else None


def message_of(notice: UUID, at: datetime) -> Message | None:
    """What is told of a notice as it is now; None when it does not hold any more."""
    sql = 'SELECT "whole" FROM "notice" WHERE "id" = ? AND "is_active" = ?'
    row = execute(sql, (stored_id(notice), True)).fetchone()
    if row is None:
        return None
    shown = loads(row[0])
    is_urgent = shown["urgency"] == EMERGENCY
    content = {
        "title": shown["title"],
        "url": shown["url"],
        "tag": str(notice),
        "urgent": is_urgent,
    }
    headers = {
        "TTL": str(_seconds_left(shown["expires_at"], at)),
        "Urgency": "high" if is_urgent else "normal",
        # What waits for a device is replaced, not doubled, by the same once more.
        "Topic": to_text(notice.bytes),
    }
    return Message(dumps(content), headers)


def _seconds_left(until: str | None, at: datetime) -> int:
    left = FRESH if until is None else min(FRESH, datetime.fromisoformat(until) - at)
    return max(0, int(left.total_seconds()))


_FRESH = 'SELECT "id" FROM "notice" WHERE "is_active" = ? AND ("urgency" = ? OR "published_at" > ?)'
# What is not there any more comes too, so that it waits no longer.
_FOREMOST = (
    'SELECT d."document" FROM "push_delivery" AS d LEFT JOIN "notice" AS n ON n."id" = d."document"'
    ' WHERE d."attempt_at" <= ? AND (CAST(? AS TEXT) IS NULL OR n."urgency" = ?)'
    ' GROUP BY d."document" ORDER BY COALESCE(MAX(n."rank"), -1) DESC, d."document" LIMIT 1'
)
