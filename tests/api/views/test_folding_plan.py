"""A batch of views is looked up among those seen before, however many those are."""

from secrets import token_bytes

from api.db import databases
from api.db.databases import execute_many, views_db
from api.views import folding
from api.views.journal import Event
from tests.api.delivery.statements import recorded

SEEN = 20_000


def events(count: int) -> list[Event]:
    return [Event(token_bytes(16), token_bytes(16), "article", b"", 0) for _ in range(count)]


def plan_of(batch: list[Event]) -> str:
    """How the database looks them up."""
    with views_db.atomic(), recorded() as statements:
        list(folding._insert_unseen(batch, 1))
    explain = "EXPLAIN QUERY PLAN " if databases.is_sqlite() else "EXPLAIN "
    rows = views_db.execute_sql(explain + statements[0].sql, statements[0].params).fetchall()
    return "\n".join(str(row[-1]) for row in rows)


def test_a_batch_reads_no_table_as_a_whole(database) -> None:
    rows = [(each.key, each.cap_key, 1) for each in events(SEEN)]
    sql = 'INSERT INTO "view_seen" ("key", "cap_key", "window") VALUES (?, ?, ?)'
    with views_db.atomic():
        execute_many(sql, rows, on=views_db)

    plan = plan_of(events(500))

    assert "SEARCH s " in plan or "using view_seen_" in plan
    assert "SCAN s" not in plan
    assert "Seq Scan on view_seen" not in plan
