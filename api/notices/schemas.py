"""The shape of notices: everything but the title may be unknown."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Line, Word, at_most
from api.http.schemas.formats import SlugText
from api.http.schemas.queries import choice_of_fields
from api.http.schemas.times import DateText, Instant, InstantText
from api.media.schemas import AttachmentList, WholeSchema
from api.publishing.schemas import (
    AddressedSchema,
    BodyHtml,
    BodyQuerySchema,
    BodySchema,
    NumberLine,
    NumberPartsSchema,
)

NOT_IN_SUMMARY = ("body", "images", "attachments", "corrections")
URGENCIES = ("normal", "important", "emergency")


def _line(longest: int) -> Line:
    return Line(allow_none=True, load_default=None, longest=longest)


class TermSchema(Schema):
    """From which day to which the law wants it posted; with `erase` it goes at the end of that."""

    from_ = DateText(data_key="from", attribute="from", allow_none=True, load_default=None)
    until = DateText(allow_none=True, load_default=None)
    erase = Boolean(load_default=False, allow_none=True)

    @validates_schema
    def check_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """It goes forward, and what is erased at its end has one."""
        first, last = data.get("from"), data.get("until")
        if data.get("erase") and not last:
            raise ValidationError("What is to be erased needs a last day.", "until")
        if first and last and last < first:
            raise ValidationError("Must not be earlier than from.", "until")


class NoticeContentSchema(Schema):
    """What an editor writes about a notice."""

    title = Line(required=True, longest=500)
    slug = SlugText(allow_none=True, load_default=None)
    body_html = BodyHtml(load_default="")
    number = NumberLine(allow_none=True, load_default=None, longest=100)
    kind = _line(100)
    issuer = _line(200)
    signer = _line(100)
    signer_title = _line(200)
    issued_on = DateText(allow_none=True, load_default=None)
    effective_on = DateText(allow_none=True, load_default=None)
    expires_at = InstantText(allow_none=True, load_default=None)
    urgency = fields.String(load_default="normal", validate=validate.OneOf(URGENCIES))
    pinned = Boolean(load_default=False)
    areas = fields.List(Line(longest=200), load_default=list, validate=at_most(200))
    attachments = AttachmentList()
    term = fields.Nested(TermSchema, allow_none=True, load_default=None)


class NoticeSummarySchema(AddressedSchema):
    """A notice as lists show it."""

    lead = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True)
    number_parts = fields.Nested(NumberPartsSchema, required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    issuer = fields.String(required=True, allow_none=True)
    signer = fields.String(required=True, allow_none=True)
    signer_title = fields.String(required=True, allow_none=True)
    issued_on = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    effective_on = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    expires_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    urgency = fields.String(required=True, validate=validate.OneOf(URGENCIES))
    pinned = fields.Boolean(required=True)
    active = fields.Boolean(required=True)
    areas = fields.List(fields.String(), required=True)
    language = fields.String(required=True)
    reading_minutes = fields.Integer(required=True)


class NoticeStoredSchema(WholeSchema, NoticeSummarySchema):
    """A whole notice as it is kept: everything but the count of its views."""


class NoticeSchema(NoticeStoredSchema):
    """A whole notice. With `body=none` there is no `body`."""

    body = fields.Nested(BodySchema)
    views = fields.Integer(required=True)


class NoticeItemSchema(NoticeSummarySchema):
    """A notice in a list."""

    views = fields.Integer(required=True)


class NoticeListSchema(ListSchema):
    """A page of notices."""

    items = fields.List(fields.Nested(NoticeItemSchema), required=True)


class NoticeQuerySchema(BodyQuerySchema):
    """Parameters of one notice."""

    fields_ = choice_of_fields(NoticeSchema)


class NoticeListQuerySchema(ListedQuerySchema):
    """Filters of the list of notices."""

    active = fields.String(load_default="true", validate=validate.OneOf(("true", "false", "any")))
    urgency = fields.String(load_default=None, validate=validate.OneOf(URGENCIES))
    kind = Word(load_default=None)
    number = Word(load_default=None, metadata={"description": "As in `15/TB-UBND`."})
    area = Word(load_default=None, metadata={"description": "One of `areas`, in any letter case."})
    issued_from = DateText(load_default=None)
    issued_to = DateText(load_default=None)
    published_after = Instant(load_default=None)
    published_before = Instant(load_default=None)
    updated_after = Instant(load_default=None)
    fields_ = choice_of_fields(NoticeItemSchema)
