"""Which images and attachments no library holds, and since when that is known."""

from typing import Any

from peewee import Model

from api.db.fields import KeyField, UTCDateTimeField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class UnheldMedia(Table):
    media = KeyField(primary_key=True)
    since = UTCDateTimeField(index=True)

    class Meta:
        table_name = "unheld_media"


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    db.bind([UnheldMedia])
    db.create_tables([UnheldMedia])
