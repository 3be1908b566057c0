"""The shape of articles: what an editor writes, and what readers get."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from api.core import blocks, html
from api.core import text as rules
from api.core.config import config
from api.core.pagination import LIMIT, MOST, PageQuerySchema
from api.core.parameters import choice_of_fields
from api.core.schemas import (
    Boolean,
    Id,
    Ids,
    Instant,
    Integer,
    Line,
    Lines,
    Schema,
    WebAddress,
    Word,
)
from api.media.schemas import ImageContentSchema, ImageSchema

BODY_FORMATS = ("html", "text", "blocks", "none")
NOT_IN_SUMMARY = ("body", "images", "attachments", "corrections")
MOST_BODY = 400_000


class BodyHtml(fields.String):
    """Rich text: sanitised by the allow-list, in the stored form with `media:<id>` images."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=MOST_BODY), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        try:
            return html.sanitise(loaded, free_hosts=config().free_hosts)
        except rules.UnsafeText as unsafe:
            raise ValidationError(str(unsafe)) from unsafe


class SourceContentSchema(Schema):
    """Where an article was taken from."""

    name = Line(required=True, longest=200)
    url = WebAddress(allow_none=True, load_default=None, longest=1_000)


class ArticleContentSchema(Schema):
    """What an editor writes; `category` is the id of a category."""

    title = Line(required=True, longest=500)
    lead = Lines(allow_none=True, load_default=None, longest=2_000)
    body_html = BodyHtml(load_default="")
    byline = Line(allow_none=True, load_default=None, longest=200)
    category = fields.String(allow_none=True, load_default=None)
    tags = fields.List(Line(longest=100), load_default=list, validate=validate.Length(max=20))
    cover = fields.Nested(ImageContentSchema, allow_none=True, load_default=None)
    featured = Boolean(load_default=False)
    source = fields.Nested(SourceContentSchema, allow_none=True, load_default=None)
    licence = Lines(allow_none=True, load_default=None, longest=1_000)
    language = fields.String(load_default="vi", validate=validate.Regexp(r"^[a-z]{2,3}$"))
    attachments = fields.List(fields.Dict(), load_default=list, validate=validate.Length(max=0))


class NamedSchema(Schema):
    """Something by its address and its name."""

    slug = fields.String(required=True)
    name = fields.String(required=True)


class BodySchema(Schema):
    """The body in the format that was asked for: one of `html`, `text`, `blocks`."""

    format = fields.String(required=True, validate=validate.OneOf(BODY_FORMATS[:3]))
    html = fields.String()
    text = fields.String()
    blocks = fields.List(fields.Dict(), metadata={"description": blocks.__doc__})


class SourceSchema(Schema):
    """Where an article was taken from; `canonical_url` is what search engines are told."""

    name = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    canonical_url = fields.String(required=True, allow_none=True)


class OriginSchema(Schema):
    """The portal that this article was harvested from."""

    site = fields.String(required=True)
    url = fields.String(required=True)
    first_seen_at = Instant(required=True)


class CorrectionSchema(Schema):
    """A public, dated note on what was corrected."""

    at = fields.String(required=True, metadata={"format": "date-time"})
    note = fields.String(required=True)


class AttachmentSchema(Schema):
    """A file that belongs to the text."""

    url = fields.String(required=True)
    name = fields.String(required=True)
    bytes = fields.Integer(required=True)
    media_type = fields.String(required=True)
    pages = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True)


class ArticleSummarySchema(Schema):
    """An article as lists show it."""

    id = Id(required=True)
    type = fields.String(required=True, dump_default="article")
    site = fields.Nested(NamedSchema, required=True)
    slug = fields.String(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    title = fields.String(required=True)
    lead = fields.String(required=True, allow_none=True)
    byline = fields.String(required=True, allow_none=True)
    author_role = fields.String(required=True, allow_none=True)
    category = fields.Nested(NamedSchema, required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    cover = fields.Nested(ImageSchema, required=True, allow_none=True)
    published_at = Instant(required=True)
    updated_at = Instant(required=True)
    version = fields.Integer(required=True)
    featured = fields.Boolean(required=True)
    source = fields.Nested(SourceSchema, required=True, allow_none=True)
    origin = fields.Nested(OriginSchema, required=True, allow_none=True)
    licence = fields.String(required=True, allow_none=True)
    language = fields.String(required=True)
    reading_minutes = fields.Integer(required=True)


class ArticleStoredSchema(ArticleSummarySchema):
    """A whole article as it is kept: everything but the count of its views."""

    body = fields.Nested(BodySchema, required=True)
    images = fields.List(fields.Nested(ImageSchema), required=True)
    attachments = fields.List(fields.Nested(AttachmentSchema), required=True)
    corrections = fields.List(fields.Nested(CorrectionSchema), required=True)


class ArticleSchema(ArticleStoredSchema):
    """A whole article. With `body=none` there is no `body`."""

    body = fields.Nested(BodySchema)
    views = fields.Integer(required=True)


class ArticleItemSchema(ArticleSummarySchema):
    """An article in a list."""

    views = fields.Integer(required=True)


class ArticleListSchema(Schema):
    """A page of articles."""

    items = fields.List(fields.Nested(ArticleItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)


class ArticleQuerySchema(Schema):
    """Parameters of one article."""

    fields_ = choice_of_fields(ArticleSchema)
    body = fields.String(load_default="html", validate=validate.OneOf(BODY_FORMATS))


class SummaryQuerySchema(Schema):
    """The choice of fields of a summary."""

    fields_ = choice_of_fields(ArticleItemSchema)


# In an address a bare `+` is a space.
_MOMENT = {"description": "RFC 3339 with an offset, whose `+` is written `%2B`."}


class ArticleListQuerySchema(PageQuerySchema, SummaryQuerySchema):
    """Filters and order of the list of articles."""

    ids = Ids(load_default=None, metadata={"description": "Up to 100 ids, by comma."})
    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    category = Word(
        load_default=None, metadata={"description": "Slug; its children's articles are included."}
    )
    tag = Word(load_default=None, metadata={"description": "A tag or its slug."})
    author = Word(load_default=None, metadata={"description": "The byline."})
    published_after = Instant(load_default=None, metadata=_MOMENT)
    published_before = Instant(load_default=None, metadata=_MOMENT)
    updated_after = Instant(load_default=None, metadata=_MOMENT)
    featured = Boolean(load_default=None)
    sort = fields.String(
        load_default="-published_at",
        validate=validate.OneOf(("-published_at", "published_at", "title")),
    )


class RelatedQuerySchema(SummaryQuerySchema):
    """Parameters of related articles."""

    limit = Integer(load_default=LIMIT, validate=validate.Range(1, MOST))


class TagSchema(Schema):
    """A tag and the number of live articles under it."""

    site = fields.String(required=True)
    slug = fields.String(required=True)
    name = fields.String(required=True)
    articles = fields.Integer(required=True)


class TagListSchema(Schema):
    """A page of tags."""

    items = fields.List(fields.Nested(TagSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)


class TagListQuerySchema(PageQuerySchema):
    """Parameters of the list of tags."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})
    fields_ = choice_of_fields(TagSchema)
