"""The shape of the change feed."""

from marshmallow import fields, validate

from api.http.pagination import LONGEST_CURSOR
from api.http.schemas.base import Schema
from api.http.schemas.choices import Kinds, OneOf, kind_of
from api.http.schemas.fields import Integer, Word
from api.http.schemas.names import Names
from api.http.schemas.queries import TolerantQuerySchema
from api.http.schemas.times import Instant
from api.publishing import registry
from api.publishing.models import Op

HASH = "^[0-9a-f]{32}$"
LIMIT = 100
MOST = 500
TYPES = registry.names()


class ScopeQuerySchema(Schema):
    """What of everything a mirror wants."""

    types = Names(
        TYPES,
        load_default=None,
        metadata={"description": "Types, by comma; without it all, those to come too."},
    )
    site = Word(load_default=None, metadata={"description": "Slug of a site."})


class ChangesQuerySchema(ScopeQuerySchema):
    """The parameters of the change feed."""

    cursor = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_CURSOR),
        metadata={
            "description": "From the page before; none begins with all that is live,"
            " `now` with what changes from here on."
        },
    )
    limit = Integer(
        load_default=LIMIT,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many changes a page holds."},
    )


class DigestSchema(Schema):
    """What a mirror must hold now: how many objects, and a hash over all of them."""

    count = fields.Integer(required=True)
    hash = fields.String(
        required=True,
        metadata={
            "description": "The sum modulo 2^128 of BLAKE2b with 16 bytes of `type/id/seq/hash`.",
            "pattern": HASH,
        },
    )


class ChangeSchema(Schema):
    """The newest change of one object; `object` is null when it is no longer there."""

    seq = fields.Integer(required=True)
    op = fields.String(required=True, validate=validate.OneOf([str(choice) for choice in Op]))
    type = fields.String(
        required=True,
        metadata={
            "description": "More will come: leave out what you do not know.",
            "examples": TYPES,
        },
    )
    id = fields.UUID(required=True)
    site = fields.String(required=True)
    version = fields.Integer(required=True)
    at = Instant(required=True)
    reason = fields.String(required=True, allow_none=True)
    superseded_by = fields.UUID(required=True, allow_none=True)
    hash = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "BLAKE2b with 16 bytes of the object's canonical JSON (RFC 8785).",
            "pattern": HASH,
        },
    )


def change_kinds() -> Kinds:
    """The changes of each type of object."""
    return {
        content_type.name: _change_of(content_type.name, content_type.shown)
        for content_type in registry.content_types()
    }


def _change_of(kind: str, schema: type[Schema]) -> type[Schema]:
    name = "".join(part.title() for part in kind.split("_"))
    whole = fields.Nested(
        schema,
        required=True,
        allow_none=True,
        metadata={"description": "As at its own address, without `views` and counts."},
    )
    return kind_of(ChangeSchema, kind, f"{name}Change", object=whole)


class ChangeListSchema(Schema):
    """A page of the change feed; `digest` is there when there is no more."""

    items = fields.List(OneOf("Change", change_kinds), required=True)
    cursor = fields.String(required=True)
    more = fields.Boolean(required=True)
    digest = fields.Nested(DigestSchema, required=True, allow_none=True)


class FeedQuerySchema(TolerantQuerySchema):
    """Of which site, and under which category."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    category = Word(load_default=None, metadata={"description": "Slug of a category."})


class PictureSchema(Schema):
    """The picture of an item, with its size and its words."""

    url = fields.String(required=True, metadata={"format": "uri"})
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    alt = fields.String(required=True, allow_none=True)


class JsonFeedItemSchema(Schema):
    """An item as https://jsonfeed.org/version/1.1 has it."""

    id = fields.String(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    title = fields.String(required=True)
    summary = fields.String()
    content_html = fields.String(required=True)
    image = fields.String(metadata={"format": "uri"})
    picture = fields.Nested(PictureSchema, data_key="_picture")
    date_published = Instant(required=True)
    date_modified = Instant(required=True)
    authors = fields.List(fields.Dict(), required=True)
    tags = fields.List(fields.String(), required=True)
    attachments = fields.List(fields.Dict(), required=True)


class JsonFeedSchema(Schema):
    """A feed as https://jsonfeed.org/version/1.1 has it."""

    version = fields.String(required=True)
    title = fields.String(required=True)
    home_page_url = fields.String(required=True, metadata={"format": "uri"})
    feed_url = fields.String(required=True, metadata={"format": "uri"})
    language = fields.String(required=True)
    items = fields.List(fields.Nested(JsonFeedItemSchema), required=True)
