"""Articles may be pinned; notices are found by their areas and by the days they begin and end on.

The ticker fills all of it: it renders anew what an older version has rendered.
"""

from typing import Any

from peewee import CompositeKey, Model

from api.db.databases import is_sqlite
from api.db.fields import IdField, KeyField


class NoticeArea(Model):
    area = KeyField()
    notice = IdField(index=True)

    class Meta:
        legacy_table_names = False
        table_name = "notice_area"
        primary_key = CompositeKey("area", "notice")


def up(migrator: Any, db: Any) -> None:
    """Add the columns with their indexes, and create the table."""
    kind = "INTEGER" if is_sqlite() else "BOOLEAN"
    # peewee's own way leaves no default, and nodes of the version before could add no article.
    db.execute_sql(f'ALTER TABLE "article" ADD COLUMN "pinned" {kind} NOT NULL DEFAULT false')
    migrator.migrate(
        migrator.add_index("article", ("site_slug", "pinned", "published_at", "id"), False),
        migrator.add_column("notice", "begins_on", KeyField(null=True)),
        migrator.add_column("notice", "ends_on", KeyField(null=True)),
        migrator.add_index("notice", ("site_slug", "begins_on"), False),
        migrator.add_index("notice", ("site_slug", "ends_on"), False),
    )
    db.bind([NoticeArea])
    db.create_tables([NoticeArea])
