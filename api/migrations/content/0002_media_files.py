"""Public files by their keys, so that one which two images share stays while either is shown."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import JSONTextField, KeyField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Media(Table):
    id = KeyField(primary_key=True)
    renditions = JSONTextField()

    class Meta:
        table_name = "media"


class MediaFile(Table):
    key = KeyField()
    media = KeyField()

    class Meta:
        table_name = "media_file"
        primary_key = CompositeKey("key", "media")


def up(migrator: Any, db: Any) -> None:
    """Create the table, and fill it from the images that are kept."""
    db.bind([Media, MediaFile])
    db.create_tables([MediaFile])
    for media in Media.select().iterator():
        rows = [{"key": each["key"], "media": media.id} for each in media.renditions]
        MediaFile.insert_many(rows).on_conflict_ignore().execute()
