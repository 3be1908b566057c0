"""Addresses that things had on a former portal."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import IdField, KeyField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class OldUrl(Table):
    key = KeyField()
    site = IdField()
    url = KeyField()
    document = IdField(index=True)

    class Meta:
        table_name = "old_url"
        primary_key = CompositeKey("key", "site")


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    db.bind([OldUrl])
    db.create_tables([OldUrl])
