"""The first schema of content. Frozen: later changes are migrations of their own."""

import secrets
from typing import Any

from peewee import SQL, BigIntegerField, CompositeKey, ForeignKeyField, Model

from api.db.fields import (
    BooleanField,
    BytesField,
    IdField,
    IntegerField,
    JSONTextField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Document(Table):
    id = IdField(primary_key=True)
    type = KeyField()
    site = IdField()
    version = IntegerField()
    public = TextField()
    stage = TextField()
    head = IdField()
    live = IdField(null=True)
    scheduled = IdField(null=True)
    slug = KeyField(null=True)
    author = TextField()
    created_at = UTCDateTimeField()
    saved_at = UTCDateTimeField()
    published_at = UTCDateTimeField(null=True)
    updated_at = UTCDateTimeField(null=True)
    public_version = IntegerField(null=True)
    corrections = JSONTextField()
    unconfirmed = BooleanField()
    withdrawn_at = UTCDateTimeField(null=True)
    reason = TextField(null=True)
    public_note = TextField(null=True)
    superseded_by = IdField(null=True)
    trashed_at = UTCDateTimeField(null=True)
    purged_at = UTCDateTimeField(null=True)
    seq = BigIntegerField()
    is_visible = BooleanField()

    class Meta:
        table_name = "document"
        indexes = (
            (("type", "site", "id"), False),
            (("seq",), False),
            (("trashed_at",), False),
        )


class Edition(Table):
    id = IdField(primary_key=True)
    document = ForeignKeyField(Document, on_delete="CASCADE")
    number = IntegerField()
    content = JSONTextField()
    schema_version = IntegerField()
    author = TextField()
    at = UTCDateTimeField()
    is_frozen = BooleanField()
    approved_by = TextField(null=True)
    acknowledged = JSONTextField()
    comment = TextField(null=True)

    class Meta:
        table_name = "edition"
        indexes = ((("document", "number"), True),)


class Slug(Table):
    site = IdField()
    type = KeyField()
    slug = KeyField()
    document = IdField(index=True)

    class Meta:
        table_name = "slug"
        indexes = ((("site", "type", "slug"), True),)


class Due(Table):
    document = IdField()
    site = IdField()
    action = KeyField()
    at = UTCDateTimeField()
    attempt_at = UTCDateTimeField(index=True)
    failures = IntegerField()

    class Meta:
        table_name = "due"
        indexes = (
            (("document", "action"), True),
            (("site", "at"), False),
        )


class Change(Table):
    seq = BigIntegerField(primary_key=True, constraints=[SQL("CHECK (seq > 0)")])
    op = TextField()
    type = KeyField()
    document = IdField()
    site = KeyField()
    version = IntegerField()
    at = UTCDateTimeField()
    reason = TextField(null=True)
    superseded_by = IdField(null=True)

    class Meta:
        table_name = "change"


class AuditEvent(Table):
    number = BigIntegerField(primary_key=True)
    at = UTCDateTimeField()
    actor = TextField()
    action = KeyField()
    type = KeyField(null=True)
    document = IdField(null=True, index=True)
    site = IdField(null=True)
    version = IntegerField(null=True)
    detail = JSONTextField()
    hash = TextField()

    class Meta:
        table_name = "audit_event"


class Counter(Table):
    id = IntegerField(primary_key=True)
    epoch = TextField()
    seq = BigIntegerField()
    audit_number = BigIntegerField()
    audit_hash = TextField()
    base_url = TextField()

    class Meta:
        table_name = "counter"


class Media(Table):
    id = KeyField(primary_key=True)
    key = TextField()
    format = TextField()
    width = IntegerField()
    height = IntegerField()
    bytes = IntegerField()
    placeholder = TextField()
    renditions = JSONTextField()
    created_at = UTCDateTimeField()

    class Meta:
        table_name = "media"


class MediaUse(Table):
    document = IdField()
    media = KeyField(index=True)

    class Meta:
        table_name = "media_use"
        primary_key = CompositeKey("document", "media")


class Site(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    slug = KeyField(unique=True)
    name = TextField()
    base_url = TextField(null=True)
    sort_key = BytesField()

    class Meta:
        table_name = "site"
        indexes = ((("sort_key", "id"), False),)


class Category(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    slug = KeyField()
    name = TextField()
    parent = IdField(null=True)
    position = IntegerField()
    sort_key = BytesField()

    class Meta:
        table_name = "category"
        indexes = (
            (("site_slug", "position", "sort_key", "id"), False),
            (("site_slug", "slug"), True),
            (("parent",), False),
        )


class Article(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
    slug = KeyField()
    category = IdField(null=True, index=True)
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()
    featured = BooleanField()
    sort_key = BytesField()

    class Meta:
        table_name = "article"
        indexes = (
            (("site_slug", "slug"), True),
            (("published_at", "id"), False),
            (("site_slug", "published_at", "id"), False),
            (("featured", "published_at", "id"), False),
            (("updated_at", "id"), False),
            (("sort_key", "id"), False),
            (("site_slug", "sort_key", "id"), False),
        )


class ArticleTerm(Table):
    kind = KeyField()
    term = KeyField()
    article = IdField(index=True)
    site_slug = KeyField()
    label = TextField()
    published_at = UTCDateTimeField()

    class Meta:
        table_name = "article_term"
        primary_key = CompositeKey("kind", "term", "article")
        indexes = (
            (("kind", "term", "published_at", "article"), False),
            (("kind", "site_slug", "term", "published_at", "article"), False),
        )


class ImportedLine(Table):
    site = KeyField()
    type = KeyField()
    key = KeyField()
    document = IdField()
    digest = KeyField()
    state = TextField()
    version = IntegerField()

    class Meta:
        table_name = "imported_line"
        primary_key = CompositeKey("site", "type", "key")


class ImportedFile(Table):
    digest = KeyField(primary_key=True)
    media = TextField()

    class Meta:
        table_name = "imported_file"


TABLES = [
    Document,
    Edition,
    Slug,
    Due,
    Change,
    AuditEvent,
    Counter,
    Media,
    MediaUse,
    Site,
    Category,
    Article,
    ArticleTerm,
    ImportedLine,
    ImportedFile,
]


def up(migrator: Any, db: Any) -> None:
    """Create the tables, and the one row of the counter with the epoch of this feed."""
    db.bind(TABLES)
    db.create_tables(TABLES)
    Counter.insert(
        id=1, epoch=secrets.token_hex(8), seq=0, audit_number=0, audit_hash="", base_url=""
    ).execute()
