"""Folds one journal into the counts and ratings, in one transaction that says how far it has come.

So a fold is never repeated, whoever is killed when: the file goes after its offset is kept, and
its offset after the file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from api.db import locks
from api.db.batches import batches
from api.db.databases import execute, execute_many, views_db
from api.db.fields import stored_id
from api.runtime.clock import day_of
from api.views import crawlers, journal, queries, recording
from api.views.journal import Event
from api.views.queries import Known
from api.views.tallying import tally

MOST_IN_A_WINDOW = 30
"""Views of one item from one address prefix, however many browsers and workers there are."""


def fold_journal(path: Path, at: datetime, most: int) -> int:
    """Count up to `most` records of a closed journal, and remove it at its end; how many it read.

    Two tickers may meet at one: whoever comes second finds the offset, or no file any more.
    """
    with views_db.atomic():
        locks.lock(locks.FOLD)
        if not path.exists():
            return 0
        offset = _offset(path.name)
        data = journal.read(path, offset, most)
        _fold(list(journal.events(data)), recording.window_of(at))
        _explain(at, journal.dropped(data))
        execute(_PUT_OFFSET, (path.name, offset + len(data)), on=views_db)
    read = len(data) // journal.RECORD_BYTES
    if read < most:
        path.unlink(missing_ok=True)
        _forget_offset(path.name)
    return read


_PUT_OFFSET = (
    'INSERT INTO "view_journal" ("name", "offset") VALUES (?, ?)'
    ' ON CONFLICT ("name") DO UPDATE SET "offset" = excluded."offset"'
)


def _forget_offset(name: str) -> None:
    execute('DELETE FROM "view_journal" WHERE "name" = ?', (name,), on=views_db)


def _offset(name: str) -> int:
    sql = 'SELECT "offset" FROM "view_journal" WHERE "name" = ?'
    row = execute(sql, (name,), on=views_db).fetchone()
    return row[0] if row else 0


def _fold(events: Sequence[Event], window: int) -> None:
    known = _known(events)
    live = [event for event in events if _is_live(event, known)]
    _count([event for event in live if not event.verdict], known, window)
    tally([event for event in live if event.verdict], known)


def _count(live: Sequence[Event], known: dict[bytes, Known], window: int) -> None:
    by_key = {event.key: event for event in reversed(live)}
    counted: Counter[tuple[bytes, int]] = Counter()
    for chunk in batches(by_key.values()):
        for key in _insert_unseen(chunk, window):
            counted[by_key[key].item, by_key[key].hour] += 1
    _add(counted, known)


def _known(events: Sequence[Event]) -> dict[bytes, Known]:
    items = [UUID(bytes=item) for item in {event.item for event in events}]
    return {
        id_.bytes: facts for chunk in batches(items) for id_, facts in queries.known(chunk).items()
    }


def _is_live(event: Event, known: dict[bytes, Known]) -> bool:
    facts = known.get(event.item)
    return facts is not None and facts.is_live and facts.kind == event.kind


def _insert_unseen(events: Sequence[Event], window: int) -> Iterator[bytes]:
    """Note those that were not seen in their window yet, as far as the cap goes; their keys."""
    marks = ", ".join(["(?, ?, ?)"] * len(events))
    values = [
        part for place, event in enumerate(events) for part in (event.key, event.cap_key, place)
    ]
    rows = execute(_UNSEEN.replace("{marks}", marks), (*values, window, MOST_IN_A_WINDOW), views_db)
    return (bytes(key) for (key,) in rows.fetchall())


# A scalar subquery is looked up in the index for each event; PostgreSQL would turn NOT EXISTS into
# a join, and read all of a large table for each batch.
_UNSEEN = """
    WITH event("key", "cap_key", "place") AS (VALUES {marks}),
    fresh AS (
        SELECT "key", "cap_key", ROW_NUMBER() OVER (PARTITION BY "cap_key" ORDER BY "place")
            + (SELECT COUNT(*) FROM "view_seen" AS s WHERE s."cap_key" = event."cap_key") AS rank
        FROM event
        WHERE (SELECT 1 FROM "view_seen" AS s WHERE s."key" = event."key") IS NULL
    )
    INSERT INTO "view_seen" ("key", "cap_key", "window")
    SELECT "key", "cap_key", ? FROM fresh WHERE rank <= ? ORDER BY "key"
    ON CONFLICT DO NOTHING RETURNING "key"
"""


def _add(counted: Counter[tuple[bytes, int]], known: dict[bytes, Known]) -> None:
    hours, items = [], Counter[bytes]()
    # In one order, so that two who add at once never wait for each other in a circle.
    for (item, hour), views in sorted(counted.items()):
        kind, site, _ = known[item]
        hours.append((item.hex(), hour, kind, stored_id(site), views))
        items[item] += views
    totals = [(item.hex(), known[item].kind, stored_id(known[item].site), views)
              for item, views in items.items()]  # fmt: skip
    execute_many(_ADD_HOUR, hours, on=views_db)
    execute_many(_ADD_TOTAL, totals, on=views_db)


_ADD_HOUR = (
    'INSERT INTO "view_hour" ("item", "hour", "kind", "site", "views") VALUES (?, ?, ?, ?, ?)'
    ' ON CONFLICT ("item", "hour") DO UPDATE SET "views" = "view_hour"."views" + excluded."views"'
)
_ADD_TOTAL = (
    'INSERT INTO "view_count" ("item", "kind", "site", "views") VALUES (?, ?, ?, ?)'
    ' ON CONFLICT ("item") DO UPDATE SET "views" = "view_count"."views" + excluded."views"'
)


def _explain(at: datetime, dropped: int) -> None:
    day = day_of(at).isoformat()
    execute(_EXPLAIN, (day, crawlers.version(), dropped), on=views_db)


_EXPLAIN = (
    'INSERT INTO "view_day" ("day", "crawlers", "dropped") VALUES (?, ?, ?)'
    ' ON CONFLICT ("day") DO UPDATE SET "crawlers" = excluded."crawlers",'
    ' "dropped" = "view_day"."dropped" + excluded."dropped"'
)
