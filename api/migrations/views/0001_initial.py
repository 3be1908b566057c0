"""The first schema of view counts. Frozen: later changes are migrations of their own."""

from typing import Any

from peewee import BigIntegerField, Model

from api.db.fields import IdField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class ViewCount(Table):
    item = IdField(primary_key=True)
    views = BigIntegerField()

    class Meta:
        table_name = "view_count"


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    db.bind([ViewCount])
    db.create_tables([ViewCount])
