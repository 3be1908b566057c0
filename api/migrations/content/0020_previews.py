"""Links by which somebody sees an edition before it is public."""

from typing import Any

from peewee import Model

from api.db.fields import IdField, KeyField, UTCDateTimeField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class PreviewLink(Table):
    id = IdField(primary_key=True)
    document = IdField(index=True)
    edition = IdField()
    hash = KeyField(unique=True)
    author = KeyField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField(index=True)

    class Meta:
        table_name = "preview_link"


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    db.bind([PreviewLink])
    db.create_tables([PreviewLink])
