"""The shape of view counts, and of the notes that pages send."""

from typing import Any

import marshmallow
from marshmallow import fields, validate

from api.articles.schemas import ArticleItemSchema
from api.http.pagination import MOST
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Ids, Integer, Word
from api.http.schemas.names import Name
from api.http.schemas.queries import choice_of_fields
from api.runtime.ids import ID_PATTERN
from api.views.journal import KINDS, RATED

MOST_BYTES = 256
VIEW_TYPES = ("application/json", "text/plain")
WINDOWS = ("day", "week", "month", "all")
MOST_READ = 10
USEFUL, NOT_USEFUL = 1, 2
REASONS = {"unclear": 3, "incomplete": 4, "outdated": 5, "incorrect": 6}
"""Why something was not useful. Numbers are stored: a new reason has a new one."""


class ViewSchema(Schema):
    """What a page sends once somebody has looked at it for a while."""

    type = Name(KINDS, required=True)
    id = Id(required=True, metadata={"pattern": f"^{ID_PATTERN}$"})


VIEW_AS_TEXT: dict[str, Any] = {
    "type": "string",
    "pattern": lambda: rf'^\{{"type":"({"|".join(KINDS())})","id":"{ID_PATTERN}"\}}$',
    "description": "The same JSON; sent as text a page needs no leave from elsewhere to send it.",
}


class RatingSchema(Schema):
    """Whether somebody found what they looked for on a page."""

    type = Name(RATED, required=True)
    id = Id(required=True, metadata={"pattern": f"^{ID_PATTERN}$"})
    useful = Boolean(required=True)
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(REASONS),
        metadata={"description": "Why it was not useful; without a meaning where it was."},
    )


RATING_AS_TEXT: dict[str, Any] = {
    "type": "string",
    "pattern": lambda: (
        rf'^\{{"type":"({"|".join(RATED())})","id":"{ID_PATTERN}","useful":'
        rf'(true|false(,"reason":"({"|".join(REASONS)})")?)\}}$'
    ),
    "description": "The same JSON, as `navigator.sendBeacon` sends it.",
}


class ViewsQuerySchema(Schema):
    """Which items."""

    ids = Ids(load_default=None, metadata={"description": "Articles and notices, by comma."})


class ItemViewsSchema(Schema):
    """The views of one item; 0 also for one that is not there."""

    id = fields.UUID(required=True)
    views = fields.Integer(required=True)


class ViewsSchema(Schema):
    """Counts, in the order in which they were asked for."""

    items = fields.List(fields.Nested(ItemViewsSchema), required=True)
    window_minutes = fields.Integer(
        required=True,
        metadata={"description": "For so long a visitor of an item is counted once."},
    )


class SiteViewsSchema(Schema):
    """The views of all articles and notices of a site."""

    site = fields.String(required=True)
    today = fields.Integer(required=True, metadata={"description": "Since midnight in Viet Nam."})
    all = fields.Integer(required=True)


class ViewTotalsSchema(Schema):
    """Totals by site, in the order of the alphabet."""

    items = fields.List(fields.Nested(SiteViewsSchema), required=True)


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


def verdict_of(rating: dict[str, Any]) -> int:
    """What is kept of a rating; a reason tells only why something was not useful."""
    if rating["useful"]:
        return USEFUL
    return REASONS[rating["reason"]] if rating["reason"] else NOT_USEFUL


VIEW: marshmallow.Schema = ViewSchema()
RATING: marshmallow.Schema = RatingSchema()
