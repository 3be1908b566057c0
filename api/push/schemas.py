"""What a browser says of itself that wants to be told of notices (W3C Push API)."""

from typing import Any

from marshmallow import ValidationError, fields

from api.http.schemas.base import Schema
from api.http.schemas.fields import Integer, Line, at_most
from api.http.schemas.formats import SlugText
from api.push import endpoints
from api.runtime.outgoing import push_encryption as encryption

MOST_BYTES = 60_000
"""Two hundred areas by their whole names, and the rest."""


class Endpoint(fields.String):
    """An address at a push service that the settings name."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        if len(loaded) > LONGEST or not endpoints.is_known(loaded):
            raise ValidationError("Not an address of a push service.")
        return loaded


LONGEST = 2_000
_DESCRIBED = {"format": "uri", "maxLength": LONGEST, "pattern": "^https://"}


class Key(fields.String):
    """Bytes as base64url."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        try:
            return encryption.from_text(loaded)
        except ValueError as error:
            raise ValidationError("Not a key of a browser.") from error


def _is_point(data: bytes) -> None:
    if not encryption.is_point(data):
        raise ValidationError("Not a key of a browser.")


def _is_secret(data: bytes) -> None:
    if len(data) != encryption.AUTH_BYTES:
        raise ValidationError("Not a key of a browser.")


class PushKeysSchema(Schema):
    """By what a message is encrypted (RFC 8291)."""

    p256dh = Key(
        required=True,
        validate=_is_point,
        metadata={"description": "A point on P-256, uncompressed, as base64url."},
    )
    auth = Key(
        required=True, validate=_is_secret, metadata={"description": "16 bytes, as base64url."}
    )


class PushEndpointSchema(Schema):
    """A browser, by its address."""

    endpoint = Endpoint(required=True, metadata=_DESCRIBED)


class PushSubscriptionSchema(PushEndpointSchema):
    """What `PushSubscription.toJSON()` gives, the site, and areas of it."""

    keys = fields.Nested(PushKeysSchema, required=True)
    expiration_time = Integer(
        data_key="expirationTime",
        allow_none=True,
        load_default=None,
        metadata={"description": "Taken as it comes, and not kept."},
    )
    site = SlugText(
        allow_none=True, load_default=None, metadata={"description": "Needed where several are."}
    )
    areas = fields.List(
        Line(longest=200),
        load_default=list,
        validate=at_most(200),
        metadata={"description": "Of the site's `areas`; emergencies come in any case."},
    )
