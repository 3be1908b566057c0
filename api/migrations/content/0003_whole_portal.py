"""Attachments, and the live rows of officials, pages, banners, notices and calendar entries."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import (
    BooleanField,
    BytesField,
    IdField,
    IntegerField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Attachment(Table):
    id = KeyField(primary_key=True)
    key = KeyField(index=True)
    name = TextField()
    media_type = TextField()
    bytes = IntegerField()
    pages = IntegerField(null=True)
    sha256 = TextField()
    text = TextField(null=True)
    created_at = UTCDateTimeField()

    class Meta:
        table_name = "attachment"


class Official(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    name = TextField()
    position = TextField(null=True)
    rank = IntegerField()
    sort_key = BytesField()

    class Meta:
        table_name = "official"
        indexes = ((("site_slug", "rank", "sort_key", "id"), False),)


class StandingPage(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    slug = KeyField()
    parent = IdField(null=True)
    rank = IntegerField()
    sort_key = BytesField()

    class Meta:
        table_name = "standing_page"
        indexes = (
            (("site_slug", "rank", "sort_key", "id"), False),
            (("site_slug", "slug"), True),
            (("parent",), False),
        )


class Banner(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    placement = KeyField()
    rank = IntegerField()

    class Meta:
        table_name = "banner"
        indexes = ((("site_slug", "placement", "rank", "id"), False),)


class Notice(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    slug = KeyField()
    is_active = BooleanField()
    rank = IntegerField()
    urgency = KeyField()
    kind = KeyField(null=True)
    number_key = KeyField(null=True)
    issued_on = KeyField(null=True)
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()

    class Meta:
        table_name = "notice"
        indexes = (
            (("site_slug", "slug"), True),
            (("is_active", "rank", "published_at", "id"), False),
            (("rank", "published_at", "id"), False),
            (("site_slug", "is_active", "rank", "published_at", "id"), False),
            (("site_slug", "rank", "published_at", "id"), False),
            (("urgency", "rank", "published_at", "id"), False),
            (("kind", "rank", "published_at", "id"), False),
            (("number_key",), False),
            (("updated_at", "id"), False),
        )


class CalendarEntry(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    date = KeyField()
    slot = IntegerField()
    starts = KeyField()

    class Meta:
        table_name = "calendar_entry"
        indexes = ((("site_slug", "date", "slot", "starts", "id"), False),)


class EntryOfficial(Table):
    official = IdField()
    entry = IdField(index=True)

    class Meta:
        table_name = "entry_official"
        primary_key = CompositeKey("official", "entry")


TABLES = [
    Attachment,
    Official,
    StandingPage,
    Banner,
    Notice,
    CalendarEntry,
    EntryOfficial,
]


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    db.bind(TABLES)
    db.create_tables(TABLES)
