"""The ticker forgets what a window needs no more, once a window and not in every round."""

from datetime import timedelta

from api.db.databases import execute, views_db
from api.views import recording
from api.views.tasks import Fold
from tests.factories import NOON

A_WINDOW = timedelta(minutes=30)


def see(window: int) -> None:
    """Note a view of a window."""
    sql = 'INSERT INTO "view_seen" ("key", "cap_key", "window") VALUES (?, ?, ?)'
    execute(sql, (b"k%d" % window, b"c", window), on=views_db)


def seen() -> list[int]:
    """The windows of which views are still known."""
    sql = 'SELECT "window" FROM "view_seen" ORDER BY "window"'
    return [window for (window,) in execute(sql, on=views_db).fetchall()]


def test_it_forgets_once_a_window(database: str) -> None:
    now, fold = recording.window_of(NOON), Fold()
    see(now - 1)
    see(now - 2)
    fold.run(NOON)
    at_once = seen()
    see(now - 3)

    fold.run(NOON)
    in_the_same = seen()
    fold.run(NOON + 2 * A_WINDOW)

    assert at_once == [now - 1]
    assert in_the_same == [now - 3, now - 1]
    assert seen() == []
