"""Articles may be pinned, and notices are found by the areas that they concern.

The ticker fills both: it renders anew what an older version has rendered.
"""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import BooleanField, IdField, KeyField


class NoticeArea(Model):
    area = KeyField()
    notice = IdField(index=True)

    class Meta:
        legacy_table_names = False
        table_name = "notice_area"
        primary_key = CompositeKey("area", "notice")


def up(migrator: Any, db: Any) -> None:
    """Add the column with its index, and create the table."""
    migrator.migrate(
        migrator.add_column("article", "pinned", BooleanField(default=False)),
        migrator.add_index("article", ("site_slug", "pinned", "published_at", "id"), False),
    )
    db.bind([NoticeArea])
    db.create_tables([NoticeArea])
