"""Reading view counts."""

from collections.abc import Sequence
from uuid import UUID

from api.core.db import execute, views_db
from api.core.fields import stored_id


def counts(items: Sequence[UUID]) -> dict[UUID, int]:
    """The views of `items`; one that was never read is absent."""
    if not items:
        return {}
    marks = ", ".join("?" * len(items))
    sql = f'SELECT "item", "views" FROM "view_count" WHERE "item" IN ({marks})'  # noqa: S608
    rows = execute(sql, [stored_id(each) for each in items], on=views_db)
    return {UUID(str(item)): views for item, views in rows}
