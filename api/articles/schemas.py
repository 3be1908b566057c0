"""The shape of articles: what an editor writes, and what readers get."""

from marshmallow import fields, validate

from api.http.pagination import LIMIT, MOST, ListedQuerySchema, ListSchema, PageQuerySchema
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Ids, Integer, Line, Lines, WebAddress, Word, at_most
from api.http.schemas.formats import Form, IdText, SlugText
from api.http.schemas.queries import choice_of_fields
from api.http.schemas.times import Instant
from api.media.schemas import AttachmentList, ImageContentSchema, ImageSchema, WholeSchema
from api.publishing.schemas import (
    AddressedSchema,
    BodyHtml,
    BodyQuerySchema,
    BodySchema,
    NamedSchema,
)

WINDOWS = ("day", "week", "month", "all")
MOST_READ = 10
NOT_IN_SUMMARY = ("body", "images", "attachments", "corrections")


class SourceContentSchema(Schema):
    """Where an article was taken from."""

    name = Line(required=True, longest=200)
    url = WebAddress(allow_none=True, load_default=None, longest=1_000)


class ArticleContentSchema(Schema):
    """What an editor writes; `category` is the id of a category."""

    title = Line(required=True, longest=500)
    slug = SlugText(allow_none=True, load_default=None)
    lead = Lines(allow_none=True, load_default=None, longest=2_000)
    body_html = BodyHtml(load_default="")
    byline = Line(allow_none=True, load_default=None, longest=200)
    category = IdText(allow_none=True, load_default=None)
    tags = fields.List(Line(longest=100), load_default=list, validate=at_most(20))
    cover = fields.Nested(ImageContentSchema, allow_none=True, load_default=None)
    featured = Boolean(load_default=False)
    pinned = Boolean(
        load_default=False,
        metadata={"description": "Leads the home page until this is taken away."},
    )
    source = fields.Nested(SourceContentSchema, allow_none=True, load_default=None)
    licence = Lines(allow_none=True, load_default=None, longest=1_000)
    language = fields.String(
        load_default="vi", validate=Form("[a-z]{2,3}", error="Not a language, such as vi.")
    )
    attachments = AttachmentList()


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


class ArticleSummarySchema(AddressedSchema):
    """An article as lists show it."""

    lead = fields.String(required=True, allow_none=True)
    byline = fields.String(required=True, allow_none=True)
    author_role = fields.String(required=True, allow_none=True)
    category = fields.Nested(NamedSchema, required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    cover = fields.Nested(ImageSchema, required=True, allow_none=True)
    featured = fields.Boolean(required=True)
    pinned = fields.Boolean(required=True)
    source = fields.Nested(SourceSchema, required=True, allow_none=True)
    origin = fields.Nested(OriginSchema, required=True, allow_none=True)
    licence = fields.String(required=True, allow_none=True)
    language = fields.String(required=True)
    reading_minutes = fields.Integer(required=True)


class ArticleStoredSchema(WholeSchema, ArticleSummarySchema):
    """A whole article as it is kept: everything but the count of its views."""


class ArticleSchema(ArticleStoredSchema):
    """A whole article. With `body=none` there is no `body`."""

    body = fields.Nested(BodySchema)
    views = fields.Integer(required=True)


class ArticleItemSchema(ArticleSummarySchema):
    """An article in a list."""

    views = fields.Integer(required=True)


class ArticleListSchema(ListSchema):
    """A page of articles."""

    items = fields.List(fields.Nested(ArticleItemSchema), required=True)


class ArticleQuerySchema(BodyQuerySchema):
    """Parameters of one article."""

    fields_ = choice_of_fields(ArticleSchema)


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
    backwards = Boolean(
        load_default=False,
        metadata={
            "description": "The page before that of `cursor`, in the same order; without one the"
            " last of all. `next` leads on backwards, and is null at the beginning."
        },
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


class TagListSchema(ListSchema):
    """A page of tags."""

    items = fields.List(fields.Nested(TagSchema), required=True)


class TagListQuerySchema(ListedQuerySchema):
    """Parameters of the list of tags."""

    fields_ = choice_of_fields(TagSchema)


class MostReadQuerySchema(Schema):
    """Since when, and of which site."""

    window = fields.String(
        load_default="week",
        validate=validate.OneOf(WINDOWS),
        metadata={"description": "The last 24 hours, 7 days or 30 days, or all time."},
    )
    site = Word(load_default=None)
    limit = Integer(load_default=MOST_READ, validate=validate.Range(1, MOST))
    fields_ = choice_of_fields(ArticleItemSchema)


class MostReadSchema(Schema):
    """Articles, the most read first; `views` are those of the window."""

    window = fields.String(required=True, validate=validate.OneOf(WINDOWS))
    items = fields.List(fields.Nested(ArticleItemSchema), required=True)
