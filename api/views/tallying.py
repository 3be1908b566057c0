"""Folds votes into the ratings of items: of each visitor of an item and day the last one counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from api.db.batches import batches
from api.db.databases import execute_many, views_db
from api.db.fields import stored_id
from api.db.statements import Select, one_of
from api.views.journal import Event
from api.views.queries import Known

MOST_A_DAY = 10
"""Votes on one item from one neighbourhood of addresses, however many visitors it has."""


def tally(votes: Iterable[Event], known: Mapping[bytes, Known]) -> None:
    """Count votes on items that are public; within the transaction that reads the journal."""
    last = {event.key: event for event in sorted(votes, key=lambda vote: vote.millisecond)}
    for chunk in batches(last.values()):
        _tally(chunk, known)


def _tally(votes: Sequence[Event], known: Mapping[bytes, Known]) -> None:
    before = _heard_before(votes)
    heard = [vote for vote in votes if vote.key in before] + _new(votes, before)
    counted: Counter[tuple[bytes, int]] = Counter()
    rows = []
    for vote in heard:
        verdict, millisecond = before.get(vote.key, (0, 0))
        # Several processes take votes: an older one may be read after a newer one.
        if vote.millisecond >= millisecond:
            rows.append((vote.key, vote.cap_key, vote.hour, vote.verdict, vote.millisecond))
            counted[vote.item, verdict] -= 1
            counted[vote.item, vote.verdict] += 1
    execute_many(_KEEP, rows, on=views_db)
    added = [
        (item.hex(), verdict, stored_id(known[item].site), more)
        for (item, verdict), more in sorted(counted.items())
        if verdict and more
    ]
    execute_many(_ADD, added, on=views_db)


def _heard_before(votes: Sequence[Event]) -> dict[bytes, tuple[int, int]]:
    """Verdict and time of those that were heard before."""
    keys = one_of('"key"', [vote.key for vote in votes])
    rows = Select('"key", "verdict", "millisecond"', '"rating_vote"', (keys,)).rows(on=views_db)
    return {bytes(key): (verdict, millisecond) for key, verdict, millisecond in rows}


def _new(votes: Sequence[Event], before: Mapping[bytes, object]) -> list[Event]:
    """The first votes of visitors, as far as there is room for those of their neighbourhood."""
    new = [vote for vote in votes if vote.key not in before]
    keys = one_of('"cap_key"', sorted({vote.cap_key for vote in new}))
    counts = Select('"cap_key", COUNT(*)', '"rating_vote"', (keys,), ' GROUP BY "cap_key"')
    taken = Counter({bytes(key): count for key, count in counts.rows(on=views_db)})
    heard = []
    for vote in new:
        if taken[vote.cap_key] < MOST_A_DAY:
            taken[vote.cap_key] += 1
            heard.append(vote)
    return heard


_KEEP = (
    'INSERT INTO "rating_vote" ("key", "cap_key", "hour", "verdict", "millisecond")'
    ' VALUES (?, ?, ?, ?, ?) ON CONFLICT ("key") DO UPDATE SET'
    ' "verdict" = excluded."verdict", "millisecond" = excluded."millisecond"'
)
_ADD = (
    'INSERT INTO "rating_count" ("item", "verdict", "site", "votes") VALUES (?, ?, ?, ?)'
    ' ON CONFLICT ("item", "verdict")'
    ' DO UPDATE SET "votes" = "rating_count"."votes" + excluded."votes"'
)
