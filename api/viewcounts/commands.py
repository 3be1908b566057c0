"""Writing view counts."""

from collections.abc import Mapping
from uuid import UUID

from api.core.db import execute_many, views_db
from api.core.fields import stored_id


def start_from(counts: Mapping[UUID, int]) -> None:
    """Let items that are counted for the first time begin at `counts`; others stay as they are."""
    if not counts:
        return
    sql = 'INSERT INTO "view_count" ("item", "views") VALUES (?, ?) ON CONFLICT DO NOTHING'
    rows = [(stored_id(item), views) for item, views in counts.items()]
    with views_db.atomic():
        execute_many(sql, rows, on=views_db)
