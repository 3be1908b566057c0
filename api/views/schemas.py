"""The shape of view counts, and of the notes that pages send."""

from typing import Any

import marshmallow
from marshmallow import fields, validate

from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Ids
from api.http.schemas.names import Name
from api.runtime.ids import ID_PATTERN
from api.views.journal import KINDS, RATED

MOST_BYTES = 256
VIEW_TYPES = ("application/json", "text/plain")
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


def verdict_of(rating: dict[str, Any]) -> int:
    """What is kept of a rating; a reason tells only why something was not useful."""
    if rating["useful"]:
        return USEFUL
    return REASONS[rating["reason"]] if rating["reason"] else NOT_USEFUL


VIEW: marshmallow.Schema = ViewSchema()
RATING: marshmallow.Schema = RatingSchema()
