"""Writing view counts: where they begin, what journals add, what is forgotten, the day's salt.

Counting changes nothing of content.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from api.db.batches import batches
from api.db.databases import execute, execute_many, is_sqlite, views_db
from api.db.fields import stored_id
from api.views import journal, queries, recording, salts
from api.views.folding import fold_journal
from api.views.salts import OwnSalts, Salts

MOST_AT_ONCE = 20_000
"""Views of one round, so that the ticker's other work does not wait for long."""
DAYS_OF_HOURS = 90
_AHEAD = timedelta(minutes=1)
"""So long before midnight the next day's salt is there, so that nobody has to wait for it."""


def start_from(counts: Mapping[UUID, int]) -> None:
    """Let items that are counted for the first time begin at `counts`; others stay as they are."""
    for items in batches(sorted(counts)):
        known = queries.known(items)
        rows = [(stored_id(item), known[item].kind, stored_id(known[item].site), counts[item])
                for item in items if item in known]  # fmt: skip
        with views_db.atomic():
            execute_many(_START, rows, on=views_db)


_START = (
    'INSERT INTO "view_count" ("item", "kind", "site", "views") VALUES (?, ?, ?, ?)'
    " ON CONFLICT DO NOTHING"
)


def fold(at: datetime) -> bool:
    """Count what waits in this node's journals; whether more is left than one round takes.

    While the database is away, the first one fails and the others are left as they are.
    """
    left = MOST_AT_ONCE
    for path in journal.files(journal.current().folder):
        if left <= 0:
            return True
        if journal.close(path):
            left -= fold_journal(path, at, left)
    return left <= 0


def forget(at: datetime) -> None:
    """Delete what a window needs no more, and keep days of what is long ago instead of hours.

    Votes go when their day is over, and the window in which the last of them may come in.
    """
    before = recording.window_of(at) - 1
    voted = recording.first_hour_of(at - timedelta(seconds=recording.window_seconds()), days=0)
    old = recording.first_hour_of(at, DAYS_OF_HOURS)
    with views_db.atomic():
        execute('DELETE FROM "view_seen" WHERE "window" < ?', (before,), on=views_db)
        execute('DELETE FROM "rating_vote" WHERE "hour" < ?', (voted,), on=views_db)
        execute(_MERGE, (old,), on=views_db)
        execute(_MERGED, (old,), on=views_db)


# A day's first hour is at midnight in Viet Nam, seven hours ahead.
_FIRST = '("hour" + 7) / 24 * 24 - 7'
_OLD = f'"hour" < ? AND "hour" <> {_FIRST}'
_MERGE = (
    'INSERT INTO "view_hour" ("item", "hour", "kind", "site", "views")'  # noqa: S608 - constants
    f' SELECT "item", {_FIRST}, "kind", "site", SUM("views") FROM "view_hour" WHERE {_OLD}'
    f' GROUP BY "item", {_FIRST}, "kind", "site"'
    ' ON CONFLICT ("item", "hour") DO UPDATE SET "views" = "view_hour"."views" + excluded."views"'
)
_MERGED = f'DELETE FROM "view_hour" WHERE {_OLD}'  # noqa: S608 - constants


def renew_salts(at: datetime) -> None:
    """See that the salts of this moment are there, and that no older one is.

    The day before's is kept for one window. Nodes that share a database share its salts; while
    that is away, each makes its own.
    """
    ours = salts.current()
    if isinstance(ours, OwnSalts):
        return
    today = recording.day_of(at)
    first = recording.day_of(at - timedelta(seconds=recording.window_seconds()))
    needed = range(first, recording.day_of(at + _AHEAD) + 1)
    try:
        if not is_sqlite():
            _take_shared(ours, needed, today + 1)
    finally:
        for day in needed:
            ours.put(day, ours.get(day) or secrets.token_bytes(salts.BYTES))
        ours.destroy_outside(first, today + 1)


def _take_shared(ours: Salts, needed: range, last: int) -> None:
    shared = _shared()
    if not set(needed) <= shared.keys() or min(shared) < needed[0] or max(shared) > last:
        with views_db.atomic():
            execute('LOCK TABLE "view_salt" IN ACCESS EXCLUSIVE MODE', on=views_db)
            current = {day: salt for day, salt in _shared().items() if needed[0] <= day <= last}
            made = {day: ours.get(day) or secrets.token_bytes(salts.BYTES) for day in needed}
            shared = made | current
            # A deleted row would stay in its file for a while; this gives the table a new one.
            execute('TRUNCATE "view_salt"', on=views_db)
            sql = 'INSERT INTO "view_salt" ("day", "salt") VALUES (?, ?)'
            execute_many(sql, list(shared.items()), on=views_db)
    for day, salt in shared.items():
        ours.put(day, salt)


def _shared() -> dict[int, bytes]:
    rows = execute('SELECT "day", "salt" FROM "view_salt"', on=views_db).fetchall()
    return {day: bytes(salt) for day, salt in rows}
