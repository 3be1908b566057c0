"""The first schema of content: what the migrations 0001 to 0022 had made, in one.

It bears the name of the last of them, by which a database that had them all is known. Frozen: later
changes are migrations of their own.
"""

import secrets
from typing import Any

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    CompositeKey,
    ForeignKeyField,
    Model,
    SqliteDatabase,
)

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


class LiveRow(Table):
    """What all tables of live rows have."""

    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()


class Account(Table):
    id = IdField(primary_key=True)
    email = KeyField(unique=True)
    name = TextField()
    password_hash = TextField(null=True)
    created_at = UTCDateTimeField()
    disabled_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "account"


class AccountRole(Table):
    id = AutoField()
    account = IdField(index=True)
    site = IdField(null=True)
    role = IntegerField()

    class Meta:
        table_name = "account_role"


class MachineToken(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    name = TextField()
    hash = KeyField(unique=True)
    last_letters = KeyField()
    scope = IntegerField(null=True)
    site = IdField(null=True)
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    revoked_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "machine_token"


class OneTimeLink(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_invitation = BooleanField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    drops_second_factor = BooleanField()

    class Meta:
        table_name = "one_time_link"


class Session(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_pending = BooleanField()
    is_long = BooleanField()
    is_bearer = BooleanField()
    created_at = UTCDateTimeField()
    proved_at = UTCDateTimeField()
    ends_at = UTCDateTimeField()

    class Meta:
        table_name = "session"


class SignInBrake(Table):
    key = KeyField(primary_key=True)
    failures = IntegerField()
    failed_at = UTCDateTimeField()
    until = UTCDateTimeField()

    class Meta:
        table_name = "sign_in_brake"


class SecondFactor(Table):
    account = IdField(primary_key=True)
    secret = TextField()
    is_confirmed = BooleanField()
    last_step = IntegerField()

    class Meta:
        table_name = "second_factor"


class RecoveryCode(Table):
    hash = KeyField(primary_key=True)
    account = IdField(index=True)

    class Meta:
        table_name = "recovery_code"


class Passkey(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    name = TextField()
    credential = KeyField(unique=True)
    data = BytesField()
    counter = BigIntegerField()
    created_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "passkey"


class AnsweredChallenge(Table):
    key = KeyField(primary_key=True)
    expires_at = UTCDateTimeField()

    class Meta:
        table_name = "answered_challenge"


class Article(LiveRow):
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


class Banner(LiveRow):
    placement = KeyField()
    rank = IntegerField()

    class Meta:
        table_name = "banner"
        indexes = ((("site_slug", "placement", "rank", "id"), False),)


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


class CalendarEntry(LiveRow):
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


class CalendarWeek(Table):
    site = IdField()
    week = KeyField()
    published_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "calendar_week"
        primary_key = CompositeKey("site", "week")


class Category(LiveRow):
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


class KeptAnswer(Table):
    actor = KeyField()
    route = KeyField()
    key = KeyField()
    body_hash = KeyField()
    at = UTCDateTimeField(index=True)
    status = IntegerField()
    etag = KeyField(null=True)
    body = BytesField()

    class Meta:
        table_name = "kept_answer"
        primary_key = CompositeKey("actor", "route", "key")


class LegalDocument(LiveRow):
    slug = KeyField()
    dated_on = KeyField()
    form_key = KeyField(null=True)
    number_key = KeyField(null=True)
    issuer_key = KeyField(null=True)
    field_key = KeyField(null=True)
    status = KeyField(null=True)
    issued_on = KeyField(null=True)
    effective_on = KeyField(null=True)
    text_key = TextField()
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()

    class Meta:
        table_name = "legal_document"
        indexes = (
            (("site_slug", "slug"), True),
            (("dated_on", "id"), False),
            (("site_slug", "dated_on", "id"), False),
            (("form_key", "dated_on", "id"), False),
            (("issuer_key", "dated_on", "id"), False),
            (("field_key", "dated_on", "id"), False),
            (("status", "dated_on", "id"), False),
            (("number_key",), False),
            (("updated_at", "id"), False),
        )


class LegalReference(Table):
    source = IdField()
    kind = KeyField()
    target = IdField(index=True)

    class Meta:
        table_name = "legal_reference"
        primary_key = CompositeKey("source", "kind", "target")


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


class MediaFile(Table):
    key = KeyField()
    media = KeyField()

    class Meta:
        table_name = "media_file"
        primary_key = CompositeKey("key", "media")


class MediaUse(Table):
    document = IdField()
    media = KeyField(index=True)

    class Meta:
        table_name = "media_use"
        primary_key = CompositeKey("document", "media")


class SiteMedia(Table):
    site = IdField()
    media = KeyField(index=True)
    name = TextField()
    name_key = KeyField()
    alt = TextField(null=True)
    caption = TextField(null=True)
    credit = TextField(null=True)
    author = TextField(null=True)
    at = UTCDateTimeField()
    version = IntegerField()

    class Meta:
        table_name = "site_media"
        primary_key = CompositeKey("site", "media")


class UnheldMedia(Table):
    media = KeyField(primary_key=True)
    since = UTCDateTimeField(index=True)

    class Meta:
        table_name = "unheld_media"


class Notice(LiveRow):
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


class Official(LiveRow):
    name = TextField()
    position = TextField(null=True)
    rank = IntegerField()
    sort_key = BytesField()

    class Meta:
        table_name = "official"
        indexes = ((("site_slug", "rank", "sort_key", "id"), False),)


class StandingPage(LiveRow):
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


class PreviewLink(Table):
    id = IdField(primary_key=True)
    document = IdField(index=True)
    week = KeyField(null=True)
    editions = JSONTextField()
    hash = KeyField(unique=True)
    author = KeyField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField(index=True)

    class Meta:
        table_name = "preview_link"


class Slug(Table):
    id = AutoField()
    site = IdField()
    type = KeyField()
    slug = KeyField()
    document = IdField(index=True)

    class Meta:
        table_name = "slug"
        indexes = ((("site", "type", "slug"), True),)


class OldUrl(Table):
    key = KeyField()
    site = IdField()
    url = KeyField()
    document = IdField(index=True)

    class Meta:
        table_name = "old_url"
        primary_key = CompositeKey("key", "site")


class LinkedHost(Table):
    site = IdField()
    host = KeyField()

    class Meta:
        table_name = "linked_host"
        primary_key = CompositeKey("site", "host")


class KeptSetting(Table):
    name = KeyField(primary_key=True)
    value = TextField()
    is_default = BooleanField()

    class Meta:
        table_name = "kept_setting"


class LiveDigest(Table):
    site = IdField()
    type = KeyField()
    count = IntegerField()
    hash = KeyField()

    class Meta:
        table_name = "live_digest"
        primary_key = CompositeKey("site", "type")


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
    live_hash = KeyField(null=True)
    label = TextField()
    label_key = KeyField()
    field_versions = JSONTextField()
    refusal = KeyField(null=True)
    day = KeyField(null=True)

    class Meta:
        table_name = "document"
        indexes = (
            (("type", "site", "id"), False),
            (("saved_at", "id"), False),
            (("site", "saved_at", "id"), False),
            (("seq",), False),
            (("site", "seq"), False),
            (("trashed_at",), False),
            (("site", "day"), False),
        )


class Edition(Table):
    id = IdField(primary_key=True)
    document = ForeignKeyField(Document, on_delete="CASCADE", column_name="document_id")
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


class Due(Table):
    id = AutoField()
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
    means = KeyField(null=True)
    before = JSONTextField(null=True)
    after = JSONTextField(null=True)

    class Meta:
        table_name = "audit_event"
        indexes = ((("actor", "number"), False),)


class Counter(Table):
    id = IntegerField(primary_key=True)
    epoch = TextField()
    seq = BigIntegerField()
    audit_number = BigIntegerField()
    audit_hash = TextField()

    class Meta:
        table_name = "counter"


class SearchDocument(Table):
    key = BigIntegerField(primary_key=True)
    id = IdField(unique=True)
    type = KeyField()
    card = BytesField()
    title = TextField()
    lead = TextField(null=True)
    body = TextField()
    exact = TextField()
    folded = TextField()

    class Meta:
        table_name = "search_document"


class SearchState(Table):
    id = IntegerField(primary_key=True)
    version = IntegerField()

    class Meta:
        table_name = "search_state"


class Site(LiveRow):
    slug = KeyField(unique=True)
    name = TextField()
    base_url = TextField(null=True)
    sort_key = BytesField()

    class Meta:
        table_name = "site"
        indexes = ((("sort_key", "id"), False),)


TABLES = [
    Account,
    AccountRole,
    MachineToken,
    OneTimeLink,
    Session,
    SignInBrake,
    SecondFactor,
    RecoveryCode,
    Passkey,
    AnsweredChallenge,
    Article,
    ArticleTerm,
    Banner,
    ImportedLine,
    ImportedFile,
    CalendarEntry,
    EntryOfficial,
    CalendarWeek,
    Category,
    KeptAnswer,
    LegalDocument,
    LegalReference,
    Media,
    Attachment,
    MediaFile,
    MediaUse,
    SiteMedia,
    UnheldMedia,
    Notice,
    Official,
    StandingPage,
    PreviewLink,
    Slug,
    OldUrl,
    LinkedHost,
    KeptSetting,
    LiveDigest,
    Document,
    Edition,
    Due,
    Change,
    AuditEvent,
    Counter,
    SearchDocument,
    SearchState,
    Site,
]

# The index of the search, empty: it is filled by `congxa reindex` or at the next start.
SQLITE = (
    'CREATE VIRTUAL TABLE "search_index" USING fts5("terms", content=\'\', contentless_delete=1,'
    " detail=none, prefix='2', tokenize=\"ascii tokenchars '-_'\")",
    'CREATE VIRTUAL TABLE "search_spelling" USING fts5vocab("search_index", \'instance\')',
)
POSTGRESQL = (
    'CREATE OR REPLACE FUNCTION "search_terms"(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE'
    " STRICT PARALLEL SAFE COST 100000"
    " AS 'BEGIN RETURN array_to_tsvector(string_to_array($1, '' '')); END'",
    'CREATE TABLE "search_index" ("key" BIGINT NOT NULL PRIMARY KEY, "terms" TEXT NOT NULL)'
    " WITH (toast_tuple_target = 128)",
    'CREATE INDEX "search_index_terms" ON "search_index" USING GIN (search_terms("terms"))',
    # Long values are compressed by lz4 in a quarter of the time; a server may be built without it.
    """
DO $$ DECLARE kept RECORD; BEGIN
    IF EXISTS (
        SELECT FROM pg_settings
        WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
    ) THEN
        FOR kept IN
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND data_type IN ('text', 'bytea')
        LOOP
            EXECUTE format(
                'ALTER TABLE %%I ALTER COLUMN %%I SET COMPRESSION lz4',
                kept.table_name, kept.column_name
            );
        END LOOP;
    END IF;
END $$
""",
)


def up(migrator: Any, db: Any) -> None:
    """Create the tables, the one row of the counter with the epoch of this feed, and the search."""
    db.bind(TABLES)
    db.create_tables(TABLES)
    for statement in SQLITE if isinstance(db, SqliteDatabase) else POSTGRESQL:
        db.execute_sql(statement)
    Counter.insert(id=1, epoch=secrets.token_hex(8), seq=0, audit_number=0, audit_hash="").execute()
    SearchState.insert(id=1, version=0).execute()
