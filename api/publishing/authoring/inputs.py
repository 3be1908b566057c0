"""What editors ask for and write: filters of lists, content, and the words of a command."""

from typing import Any

from marshmallow import Schema as AnySchema
from marshmallow import ValidationError, fields, validate, validates_schema

from api.http.pagination import PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Ids, Integer, Line, Lines, Word, at_most
from api.http.schemas.names import Name
from api.http.schemas.times import Instant
from api.http.writes.bodies import OptionalSchema
from api.publishing import registry
from api.publishing.authoring.schemas import PUBLIC, STAGES, kind
from api.publishing.content_type import ContentType
from api.publishing.reasons import REASONS


class ListQuerySchema(PageQuerySchema):
    """Filters of the list of one type's documents."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    public = fields.String(load_default=None, validate=validate.OneOf(PUBLIC))
    stage = fields.String(load_default=None, validate=validate.OneOf(STAGES))
    mine = Boolean(load_default=False, metadata={"description": "Only what I began."})
    waiting = fields.String(
        load_default=None,
        validate=validate.OneOf(("me",)),
        metadata={"description": "`me`: only what the one who asks can do next."},
    )
    due_before = Instant(
        load_default=None,
        metadata={"description": "Only what goes out or ends by itself before this moment."},
    )
    trashed = Boolean(load_default=False, metadata={"description": "What lies in the trash."})
    text = Line(
        load_default=None,
        longest=200,
        metadata={"description": "Words of the title; accents may be left out."},
    )


class DocumentListQuerySchema(ListQuerySchema):
    """Filters of the list over all types."""

    type = Name(registry.names(), load_default=None)
    ids = Ids(load_default=None, metadata={"description": "Up to 100 ids, by comma."})


class EditionQuerySchema(Schema):
    """Which two editions to compare, by their numbers."""

    from_ = Integer(data_key="from", attribute="from", load_default=None)
    to = Integer(load_default=None)

    @validates_schema
    def check_both(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Two are compared, not one."""
        for name, other in (("from", "to"), ("to", "from")):
            if data[name] is None and data[other] is not None:
                raise ValidationError(f"Only together with {name}.", other)


class EmptyBodySchema(OptionalSchema):
    """Nothing needs to be said."""


class RestorationSchema(Schema):
    """Which edition's words are taken up again."""

    edition = Integer(required=True, validate=validate.Range(1))


class ReturnSchema(Schema):
    """Why it goes back."""

    comment = Lines(required=True, longest=2_000)


class PublicationSchema(OptionalSchema):
    """When and how it goes out; without a time it goes now."""

    publish_at = Instant(load_default=None, allow_none=True)
    unpublish_at = Instant(load_default=None, allow_none=True)
    correction = Lines(
        load_default=None,
        allow_none=True,
        longest=1_000,
        metadata={"description": "A public, dated note on what was corrected."},
    )
    acknowledged = fields.List(
        Line(longest=50),
        load_default=list,
        validate=at_most(50),
        metadata={"description": "Codes of the warnings that it goes out with."},
    )

    @validates_schema
    def check_correction(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A correction says what is corrected now, not what will be."""
        if data["correction"] and data["publish_at"]:
            raise ValidationError("Not together with publish_at.", "correction")


class WithdrawalSchema(Schema):
    """Why it is taken away; the public sees all of this."""

    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    public_note = Lines(load_default=None, allow_none=True, longest=1_000)
    superseded_by = Id(load_default=None, allow_none=True)


def new_schema(handled: ContentType) -> type[AnySchema]:
    """What a new document is made of: its content, and the site it is for."""
    site = Word(metadata={"description": "Slug of its site; may be left out where one is meant."})
    return type(f"New{kind(handled)}Schema", (_Raw, handled.schema), {"site": site})


def changes_schema(handled: ContentType) -> AnySchema:
    """A merge patch (RFC 7396) of its content."""
    described: type[AnySchema] = type(f"{kind(handled)}ChangesSchema", (_Raw, handled.schema), {})
    return described(partial=True)


class _Raw(AnySchema):
    """Described as content, and loaded as it came: the engine checks it, once."""

    def load(self, data: Any, **kwargs: Any) -> Any:
        if not isinstance(data, dict):
            raise ValidationError({"_schema": ["Invalid input type."]})
        return data
