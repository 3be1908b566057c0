"""Documents as editors read them."""

from marshmallow import fields, validate

from api.http.pagination import ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.times import Instant
from api.publishing.content_type import ContentType
from api.publishing.models import Public, Stage
from api.publishing.schemas import GateFindingSchema, LossSchema, Stored, WriterSchema

WAITING = ("confirmation", "review", "return", "refusal", "draft")
PUBLIC = [str(public) for public in Public]
STAGES = [str(stage) for stage in Stage]


class EditionSchema(Schema):
    """Words as one hand left them."""

    number = fields.Integer(required=True)
    author = fields.Nested(WriterSchema, required=True)
    at = Instant(required=True)
    is_frozen = fields.Boolean(required=True)
    approved_by = fields.Nested(WriterSchema, required=True, allow_none=True)
    comment = fields.String(required=True, allow_none=True)


class DueSchema(Schema):
    """What happens by itself, and when."""

    publish_at = Instant(required=True, allow_none=True)
    unpublish_at = Instant(required=True, allow_none=True)
    purge_at = Instant(required=True, allow_none=True)


class LiveSchema(Schema):
    """What the public sees."""

    edition = fields.Nested(EditionSchema, required=True)
    slug = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    published_at = Instant(required=True)
    updated_at = Instant(required=True)
    version = fields.Integer(required=True)
    is_visible = fields.Boolean(required=True)


class WithdrawnSchema(Schema):
    """That it was taken away from the public, and why."""

    at = Instant(required=True)
    reason = fields.String(required=True)
    public_note = fields.String(required=True, allow_none=True)
    superseded_by = fields.UUID(required=True, allow_none=True)


class HeadingSchema(Schema):
    """What every document has, whatever its type."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    site = fields.String(required=True, metadata={"description": "Its slug."})
    version = fields.Integer(required=True)
    public = fields.String(required=True, validate=validate.OneOf(PUBLIC))
    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    label = fields.String(required=True)
    author = fields.Nested(WriterSchema, required=True)
    created_at = Instant(required=True)
    saved_at = Instant(required=True)
    trashed_at = Instant(required=True, allow_none=True)
    edition = fields.Nested(EditionSchema, required=True)
    unconfirmed = fields.Boolean(required=True)
    refusal = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Code of the rule that kept its schedule from going out."},
    )


class DocumentItemSchema(HeadingSchema):
    """A document in a list."""

    day = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date", "description": "The day that an entry of the calendar is of."},
    )
    due = fields.Nested(DueSchema, required=True)
    waiting = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf((*WAITING, None)),
        metadata={"description": "What the one who asks can do next: see `waiting=me`."},
    )


class DocumentListSchema(ListSchema):
    """A page of documents."""

    items = fields.List(fields.Nested(DocumentItemSchema), required=True)


class EditionItemSchema(EditionSchema):
    """An edition in a list."""

    is_head = fields.Boolean(required=True)
    is_live = fields.Boolean(required=True)
    is_scheduled = fields.Boolean(required=True)


class DifferenceSchema(Schema):
    """A field that differs. Rich text has both bodies as one, with what went and what came."""

    pointer = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)
    html = fields.String(metadata={"description": "Both bodies, with `<ins>` and `<del>`."})
    moved = fields.List(fields.String(), metadata={"description": "Images that stand elsewhere."})
    tables = fields.List(
        fields.Integer(), metadata={"description": "Numbers of the tables that changed, from 0."}
    )
    complete = fields.Boolean(
        metadata={"description": "False where too much differs to be looked at whole."}
    )


class EditionListSchema(Schema):
    """All editions, the oldest first, and what differs between two where these are named."""

    items = fields.List(fields.Nested(EditionItemSchema), required=True)
    changes = fields.List(fields.Nested(DifferenceSchema), required=True, allow_none=True)


class FindingListSchema(Schema):
    """All that the gates found."""

    findings = fields.List(fields.Nested(GateFindingSchema), required=True)


class ApproverListSchema(Schema):
    """Who may publish the words of a document, or confirm them where they are public."""

    is_enough = fields.Boolean(
        required=True, metadata={"description": "Whether who asks may do so alone."}
    )
    items = fields.List(fields.Nested(WriterSchema), required=True)


def document_schema(handled: ContentType) -> type[Schema]:
    """The whole document of a type."""
    return type(
        f"{kind(handled)}DocumentSchema",
        (HeadingSchema,),
        {
            "content": Stored(handled.schema, required=True),
            "due": fields.Nested(DueSchema, required=True),
            "live": fields.Nested(LiveSchema, required=True, allow_none=True),
            "withdrawn": fields.Nested(WithdrawnSchema, required=True, allow_none=True),
            "losses": fields.List(fields.Nested(LossSchema), required=True),
        },
    )


def kind(handled: ContentType) -> str:
    """The type's name as that of a class."""
    return "".join(word.title() for word in handled.name.split("_"))
