"""What a site's library says of an image or attachment: its name and words, by whom and when."""

from datetime import UTC, datetime
from typing import Any

from api.db.fields import IntegerField, KeyField, TextField, UTCDateTimeField
from api.text import slugs

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS = {
    "name": TextField(default=""),
    "name_key": KeyField(default=""),
    "alt": TextField(null=True),
    "caption": TextField(null=True),
    "credit": TextField(null=True),
    "author": TextField(null=True),
    "at": UTCDateTimeField(default=_NEVER),
    "version": IntegerField(default=1),
}


def up(migrator: Any, db: Any) -> None:
    """Add the columns; what is kept already came when its file did, and documents have names."""
    adding = [migrator.add_column("site_media", name, field) for name, field in COLUMNS.items()]
    migrator.migrate(*adding)
    for table in ("media", "attachment"):
        db.execute_sql(
            f'UPDATE "site_media" SET "at" = (SELECT "created_at" FROM "{table}"'  # noqa: S608
            f' WHERE "id" = "site_media"."media") WHERE "media" IN (SELECT "id" FROM "{table}")'
        )
    named = db.execute_sql('SELECT "id", "name" FROM "attachment"').fetchall()
    for media, name in named:
        db.execute_sql(
            f'UPDATE "site_media" SET "name" = {db.param}, "name_key" = {db.param}'  # noqa: S608
            f' WHERE "media" = {db.param}',
            (name, slugs.folded(name), media),
        )
