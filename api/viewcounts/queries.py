"""Reading view counts."""

from collections.abc import Sequence
from uuid import UUID

from api.core.db import execute, views_db
from api.core.fields import stored_id

MOST_VIEWED = 200


def counted(items: Sequence[UUID]) -> list[int]:
    """The views of each of `items`, 0 for one that was never read."""
    found = counts(items)
    return [found.get(each, 0) for each in items]


def most_viewed(limit: int = MOST_VIEWED) -> list[UUID]:
    """What was read most, of all kinds and sites."""
    sql = 'SELECT "item" FROM "view_count" ORDER BY "views" DESC, "item" DESC LIMIT ?'
    return [UUID(str(item)) for (item,) in execute(sql, (limit,), on=views_db).fetchall()]


def counts(items: Sequence[UUID]) -> dict[UUID, int]:
    """The views of `items`; one that was never read is absent."""
    if not items:
        return {}
    marks = ", ".join("?" * len(items))
    sql = f'SELECT "item", "views" FROM "view_count" WHERE "item" IN ({marks})'  # noqa: S608
    rows = execute(sql, [stored_id(each) for each in items], on=views_db)
    return {UUID(str(item)): views for item, views in rows}
