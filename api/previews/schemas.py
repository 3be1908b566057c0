"""Links to previews, and what stands behind them."""

from marshmallow import fields, validate

from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer
from api.http.schemas.times import Instant
from api.http.writes.bodies import OptionalSchema

LONGEST_HOURS = 72
USUAL_HOURS = 24


class NewWeekPreviewSchema(OptionalSchema):
    """For how long a week is shown as it is planned now."""

    hours = Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, LONGEST_HOURS),
        metadata={"description": f"For how long; {USUAL_HOURS} when left out."},
    )


class NewPreviewSchema(NewWeekPreviewSchema):
    """Which edition is shown, and for how long."""

    edition = Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, 2**31 - 1),
        metadata={"description": "The number of an edition; the head when left out."},
    )


class WeekPreviewLinkSchema(Schema):
    """A link to a week that was made; its address is shown only then."""

    id = fields.UUID(required=True)
    created_at = Instant(required=True)
    expires_at = Instant(required=True)


class MadeWeekPreviewLinkSchema(WeekPreviewLinkSchema):
    """A link to a week, with the address that nobody can read again."""

    url = fields.String(required=True, metadata={"format": "uri"})


class WeekPreviewLinkListSchema(Schema):
    """The links to one week that are not over."""

    items = fields.List(fields.Nested(WeekPreviewLinkSchema), required=True)


class PreviewLinkSchema(WeekPreviewLinkSchema):
    """A link to an edition that was made; its address is shown only then."""

    edition = fields.Integer(required=True)


class MadePreviewLinkSchema(PreviewLinkSchema):
    """A link, with the address that nobody can read again."""

    url = fields.String(required=True, metadata={"format": "uri"})


class PreviewLinkListSchema(Schema):
    """The links to one document that are not over."""

    items = fields.List(fields.Nested(PreviewLinkSchema), required=True)


class PreviewSchema(Schema):
    """An edition as the delivery API would bring it."""

    type = fields.String(required=True)
    object = fields.Dict(required=True)
    expires_at = Instant(required=True)
