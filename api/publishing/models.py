"""What was said (documents, editions), what is public of it (live rows), and the log of both."""

from enum import IntEnum, StrEnum

from peewee import SQL, AutoField, BigIntegerField, ForeignKeyField

from api.db.databases import Model
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
from api.publishing.live import models as live


class Public(StrEnum):
    """The side of a document that the public sees."""

    NONE = "none"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """How far the head edition has come."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Op(StrEnum):
    """What a change did to the public object."""

    UPSERT = "upsert"
    WITHDRAW = "withdraw"
    DELETE = "delete"


class Role(IntEnum):
    """Roles on a site; each has the powers of those before it."""

    AUTHOR = 1
    EDITOR = 2
    PUBLISHER = 3
    ADMIN = 4


class Document(Model):
    """An identity: what stays while editions come and go. `version` guards every write.

    `live_hash` is that of the public object (`runtime/canonical.py`), None where there is none;
    `label` what editors see it listed as, `label_key` the same without accents, `day` the day that
    its head is about, where its type has one. `field_versions` is
    the version at which each field of the head was changed last (none named: the first);
    `refusal` the code of the rule that kept its schedule from going out.
    """

    id = IdField(primary_key=True)
    type = KeyField()
    site = IdField()
    version = IntegerField(default=1)
    public = TextField(default=Public.NONE)
    stage = TextField(default=Stage.DRAFT)
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
    corrections = JSONTextField(default=list)
    unconfirmed = BooleanField(default=False)
    withdrawn_at = UTCDateTimeField(null=True)
    reason = TextField(null=True)
    public_note = TextField(null=True)
    superseded_by = IdField(null=True)
    trashed_at = UTCDateTimeField(null=True)
    purged_at = UTCDateTimeField(null=True)
    seq = BigIntegerField(default=0)
    is_visible = BooleanField(default=False)
    live_hash = KeyField(null=True)
    label = TextField(default="")
    label_key = KeyField(default="")
    field_versions = JSONTextField(default=dict)
    refusal = KeyField(null=True)
    day = KeyField(null=True)

    class Meta:
        indexes = (
            (("type", "site", "id"), False),
            (("saved_at", "id"), False),
            (("site", "saved_at", "id"), False),
            (("seq",), False),
            (("site", "seq"), False),
            (("trashed_at",), False),
            (("site", "day"), False),
        )

    @property
    def is_trashed(self) -> bool:
        """Whether it lies in the trash."""
        return self.trashed_at is not None


class Edition(Model):
    """The content of a document as one hand left it; from being submitted on it never changes."""

    id = IdField(primary_key=True)
    document = ForeignKeyField(Document, on_delete="CASCADE", lazy_load=False)
    number = IntegerField()
    content = JSONTextField()
    schema_version = IntegerField()
    author = TextField()
    at = UTCDateTimeField()
    is_frozen = BooleanField(default=False)
    approved_by = TextField(null=True)
    acknowledged = JSONTextField(default=list)
    comment = TextField(null=True)

    class Meta:
        indexes = ((("document", "number"), True),)


class Due(Model):
    """Something that must happen to a document at a moment; done by whoever deletes the row.

    `attempt_at` is when it is tried next: `at`, and later once it has failed.
    """

    id = AutoField()
    document = IdField()
    site = IdField()
    action = KeyField()
    at = UTCDateTimeField()
    attempt_at = UTCDateTimeField(index=True)
    failures = IntegerField(default=0)

    class Meta:
        indexes = ((("document", "action"), True), (("site", "at"), False))


class Change(Model):
    """One change of what is public; `seq` is the order of the commits."""

    seq = BigIntegerField(primary_key=True, constraints=[SQL("CHECK (seq > 0)")])
    op = TextField()
    type = KeyField()
    document = IdField()
    site = KeyField()
    version = IntegerField()
    at = UTCDateTimeField()
    reason = TextField(null=True)
    superseded_by = IdField(null=True)


class AuditEvent(Model):
    """Who did what, when and by what means; each row's hash covers the row before it.

    `before` and `after` are how the document stood (`audit/standing.py`). Events of an older
    version of the program have neither, nor `means`.
    """

    number = BigIntegerField(primary_key=True)
    at = UTCDateTimeField()
    actor = TextField()
    action = KeyField()
    type = KeyField(null=True)
    document = IdField(null=True, index=True)
    site = IdField(null=True)
    version = IntegerField(null=True)
    detail = JSONTextField(default=dict)
    hash = TextField()
    means = KeyField(null=True)
    before = JSONTextField(null=True)
    after = JSONTextField(null=True)

    class Meta:
        indexes = ((("actor", "number"), False),)


class Counter(Model):
    """The one row whose lock puts commits in order: it is updated last in each transaction."""

    id = IntegerField(primary_key=True)
    epoch = TextField()
    seq = BigIntegerField(default=0)
    audit_number = BigIntegerField(default=0)
    audit_hash = TextField(default="")


class LiveRow(Model):
    """What delivery reads of one live object, denormalised: key columns in the subclasses, ready
    bytes here, with what they show of others (see `live/dependents.py`).

    `whole` and `summary` are JSON objects without `views`; `render_version` is that of its type
    when it was rendered, or a mark (see `live/dependents.py`).
    """

    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()


MODELS = (Document, Edition, Due, Change, AuditEvent, Counter, *live.MODELS)
