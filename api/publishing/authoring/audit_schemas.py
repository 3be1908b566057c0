"""Events of the audit log as admins ask for them and read them."""

from marshmallow import fields, validate

from api.http.pagination import ListSchema, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Id, Word
from api.http.schemas.formats import Form
from api.http.schemas.names import Name
from api.http.schemas.times import Instant
from api.publishing import registry
from api.publishing.audit import chain
from api.publishing.schemas import WriterSchema
from api.publishing.workflow import Means

MEANS = [str(means) for means in Means]


class AuditQuerySchema(PageQuerySchema):
    """Filters of the audit log: who, what, when."""

    actor = Word(
        load_default=None,
        metadata={"description": "Id of an account; or `operator`, `system`."},
    )
    means = fields.String(load_default=None, validate=validate.OneOf(MEANS))
    action = Word(load_default=None, metadata={"description": "As `publish`, `grant_role`."})
    type = Name(registry.names(), load_default=None)
    document = Id(load_default=None)
    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    from_ = Instant(
        data_key="from", attribute="from", load_default=None, metadata={"description": "Inclusive."}
    )
    to = Instant(load_default=None, metadata={"description": "Exclusive."})


class EditionMoveSchema(Schema):
    """Numbers of editions; null: there was none, or nobody noted it, or it is forgotten."""

    before = fields.Integer(required=True, allow_none=True)
    after = fields.Integer(required=True, allow_none=True)


class AuditEventSchema(Schema):
    """One thing that was done."""

    number = fields.Integer(required=True)
    at = Instant(required=True)
    actor = fields.Nested(WriterSchema, required=True)
    means = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf((*MEANS, None)),
        metadata={"description": "Null for what an older version of the program recorded."},
    )
    action = fields.String(required=True)
    type = fields.String(required=True, allow_none=True)
    document = fields.UUID(required=True, allow_none=True)
    label = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the document is listed as today."},
    )
    site = fields.String(required=True, allow_none=True, metadata={"description": "Its slug."})
    version = fields.Integer(required=True, allow_none=True)
    head = fields.Nested(EditionMoveSchema, required=True)
    live = fields.Nested(EditionMoveSchema, required=True)
    detail = fields.Dict(required=True)
    hash = fields.String(required=True)


class AuditListSchema(ListSchema):
    """A page of the audit log."""

    items = fields.List(fields.Nested(AuditEventSchema), required=True)


class VerificationQuerySchema(Schema):
    """A head that was noted earlier."""

    head = fields.String(
        load_default=None,
        validate=Form(
            chain.HEAD, error="Not a head, such as 812:6c1f… with 64 digits of the hash."
        ),
        metadata={"description": "`number:hash`, as an earlier verification said."},
    )


class VerificationSchema(Schema):
    """Whether the chain of events is whole."""

    is_whole = fields.Boolean(required=True)
    broken_at = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Number of the first event that does not fit."},
    )
    events = fields.Integer(required=True)
    head = fields.String(
        required=True,
        metadata={"description": "`number:hash` of the newest event, to be noted elsewhere."},
    )
