"""The shape of legal documents (văn bản): those facts that Decree 42/2022/ND-CP, article 4, wants.

They are the form, who issued it, number, days of issue and effect, the abstract and the file.
"""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from api.http.pagination import ListedQuerySchema, ListSchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Line, WebAddress, Word, at_most
from api.http.schemas.formats import IdText, SlugText
from api.http.schemas.queries import choice_of_fields
from api.http.schemas.times import DateText, Instant
from api.legal_documents.status import STATUSES
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
REFERENCES = ("replaces", "amends")
SCOPES = ("commune", "province", "central")
_DATE = {"format": "date"}


def _line(longest: int) -> Line:
    return Line(allow_none=True, load_default=None, longest=longest)


def _day() -> DateText:
    return DateText(allow_none=True, load_default=None)


def _choice(words: tuple[str, ...]) -> fields.String:
    return fields.String(allow_none=True, load_default=None, validate=validate.OneOf(words))


def _references() -> fields.List:
    return fields.List(IdText(), load_default=list, validate=at_most(100))


class LegalDocumentContentSchema(Schema):
    """What an editor writes; `title` is the abstract, without the number and the form.

    `replaces` and `amends` are ids of other legal documents. `status` is said where no day tells.
    """

    title = Line(required=True, longest=1_000)
    slug = SlugText(allow_none=True, load_default=None)
    body_html = BodyHtml(load_default="")
    number = NumberLine(allow_none=True, load_default=None, longest=100)
    form = _line(100)
    issuer = _line(200)
    signer = _line(100)
    signer_title = _line(200)
    issued_on = _day()
    effective_on = _day()
    expired_on = _day()
    status = _choice(STATUSES)
    replaces = _references()
    amends = _references()
    field = _line(200)
    scope = _choice(SCOPES)
    external_url = WebAddress(allow_none=True, load_default=None, longest=1_000)
    attachments = AttachmentList()

    @validates_schema
    def check_days(self, data: dict[str, Any], **kwargs: Any) -> None:
        """It does not end before it begins."""
        begins, ends = data.get("effective_on"), data.get("expired_on")
        if begins and ends and ends < begins:
            raise ValidationError("Must not be earlier than effective_on.", "expired_on")

    @post_load
    def name_each_once(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """One that is named twice is meant once."""
        once = {name: list(dict.fromkeys(data[name])) for name in REFERENCES if name in data}
        return {**data, **once}


class LegalReferenceSchema(Schema):
    """Another legal document, as far as it takes to name it."""

    id = fields.UUID(required=True)
    slug = fields.String(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    number = fields.String(required=True, allow_none=True)
    form = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    issued_on = fields.String(required=True, allow_none=True, metadata=_DATE)


def _named() -> fields.List:
    return fields.List(fields.Nested(LegalReferenceSchema), required=True)


class LegalDocumentSummarySchema(AddressedSchema):
    """A legal document as lists show it. `active` is false once it holds no more."""

    lead = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True)
    number_parts = fields.Nested(NumberPartsSchema, required=True, allow_none=True)
    form = fields.String(required=True, allow_none=True)
    issuer = fields.String(required=True, allow_none=True)
    signer = fields.String(required=True, allow_none=True)
    signer_title = fields.String(required=True, allow_none=True)
    issued_on = fields.String(required=True, allow_none=True, metadata=_DATE)
    effective_on = fields.String(required=True, allow_none=True, metadata=_DATE)
    expired_on = fields.String(required=True, allow_none=True, metadata=_DATE)
    status = fields.String(required=True, allow_none=True, metadata={"enum": [*STATUSES, None]})
    active = fields.Boolean(required=True, allow_none=True)
    replaces = _named()
    replaced_by = _named()
    amends = _named()
    amended_by = _named()
    field = fields.String(required=True, allow_none=True)
    scope = fields.String(required=True, allow_none=True, metadata={"enum": [*SCOPES, None]})
    external_url = fields.String(required=True, allow_none=True, metadata={"format": "uri"})
    language = fields.String(required=True)
    reading_minutes = fields.Integer(required=True)


class LegalDocumentStoredSchema(WholeSchema, LegalDocumentSummarySchema):
    """A whole legal document as it is kept: everything but the count of its views."""


class LegalDocumentSchema(LegalDocumentStoredSchema):
    """A whole legal document. With `body=none` there is no `body`."""

    body = fields.Nested(BodySchema)
    views = fields.Integer(required=True)


class LegalDocumentItemSchema(LegalDocumentSummarySchema):
    """A legal document in a list."""

    views = fields.Integer(required=True)


class LegalDocumentListSchema(ListSchema):
    """A page of legal documents."""

    items = fields.List(fields.Nested(LegalDocumentItemSchema), required=True)


class LegalDocumentQuerySchema(BodyQuerySchema):
    """Parameters of one legal document."""

    fields_ = choice_of_fields(LegalDocumentSchema)


class LegalDocumentListQuerySchema(ListedQuerySchema):
    """Filters of the list of legal documents."""

    form = Word(load_default=None, metadata={"description": "As in `Quyết định`, or its code."})
    number = Word(load_default=None, metadata={"description": "As in `15/2026/QĐ-UBND`."})
    issuer = Word(load_default=None)
    field = Word(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(STATUSES))
    text = Word(
        load_default=None,
        metadata={"description": "Words of the abstract or number; accents may be left out."},
    )
    issued_from = DateText(load_default=None)
    issued_to = DateText(load_default=None)
    effective_from = DateText(load_default=None)
    effective_to = DateText(load_default=None)
    published_after = Instant(load_default=None)
    published_before = Instant(load_default=None)
    updated_after = Instant(load_default=None)
    fields_ = choice_of_fields(LegalDocumentItemSchema)
