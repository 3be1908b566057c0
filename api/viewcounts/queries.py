"""Reading view counts."""

from collections.abc import Sequence
from uuid import UUID

from api.core.db import views_db
from api.core.fields import stored_id


def counts(items: Sequence[UUID]) -> dict[UUID, int]:
    """The views of `items`; one that was never read is absent."""
    if not items:
        return {}
    marks = ", ".join([views_db.param] * len(items))
    sql = f'SELECT "item", "views" FROM "view_count" WHERE "item" IN ({marks})'  # noqa: S608
    rows = views_db.execute_sql(sql, [stored_id(each) for each in items]).fetchall()
    return {UUID(str(item)): views for item, views in rows}
