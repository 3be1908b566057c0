"""Shapes that several features share: rich text, bodies and notes, who wrote, what gates found."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from api.http.schemas.base import Schema
from api.http.schemas.fields import Line
from api.http.schemas.times import Instant
from api.publishing.live.block_schemas import block
from api.richtext import blocks, html
from api.runtime.config import config
from api.text import characters
from api.text.document_numbers import as_stored

BODY_FORMATS = ("html", "text", "blocks", "none")
MOST_BODY = 1_500_000


def with_slug(content: dict[str, Any]) -> dict[str, Any]:
    """Content with a body, of the time before editors chose an address or marked an ornament."""
    body = html.without_empty_alts(content["body_html"])
    return {**content, "slug": None, "body_html": body}


def with_menu_title(content: dict[str, Any]) -> dict[str, Any]:
    """Content of the time before its title in menus could be a shorter one."""
    return {**content, "menu_title": None}


class BodyHtml(fields.String):
    """Rich text: sanitised by the allow-list, in the stored form with `media:<id>` images."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=MOST_BODY), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if isinstance(value, html.Sanitised):
            return value
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        try:
            return html.sanitise(loaded, free_hosts=config().free_hosts)
        except characters.UnsafeText as unsafe:
            raise ValidationError(str(unsafe)) from unsafe


class BodySchema(Schema):
    """The body in the format that was asked for: one of `html`, `text`, `blocks`."""

    format = fields.String(required=True, validate=validate.OneOf(BODY_FORMATS[:3]))
    html = fields.String()
    text = fields.String()
    blocks = fields.List(block(), metadata={"description": blocks.BLOCKS})


class BodyQuerySchema(Schema):
    """The choice of the body's format."""

    body = fields.String(load_default="html", validate=validate.OneOf(BODY_FORMATS))


class NamedSchema(Schema):
    """Something by its address and its name."""

    slug = fields.String(required=True)
    name = fields.String(required=True)


class CorrectionSchema(Schema):
    """A public, dated note on what was corrected."""

    at = fields.String(required=True, metadata={"format": "date-time"})
    note = fields.String(required=True)


class LossSchema(Schema):
    """What did not become part of the content, and where."""

    pointer = fields.String(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    detail_vi = fields.String(required=True)
    count = fields.Integer(required=True)
    examples = fields.List(fields.String(), required=True)
    after = fields.String(allow_none=True, metadata={"description": "The words before the first."})


class NumberLine(Line):
    """The number of an official document."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        return as_stored(loaded) if loaded else loaded


class NumberPartsSchema(Schema):
    """The parts of a number, as far as they can be told."""

    number = fields.Integer(required=True, allow_none=True)
    year = fields.Integer(required=True, allow_none=True)
    type_code = fields.String(required=True, allow_none=True)
    issuer_code = fields.String(required=True, allow_none=True)


class AddressedSchema(Schema):
    """What every object with a page of its own has."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    site = fields.Nested(NamedSchema, required=True)
    slug = fields.String(required=True)
    url = fields.String(required=True, metadata={"format": "uri"})
    title = fields.String(required=True)
    published_at = Instant(required=True)
    updated_at = Instant(required=True)
    version = fields.Integer(required=True)


class WriterSchema(Schema):
    """Somebody who writes or decides."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class GateFindingSchema(Schema):
    """What a gate found; a warning may be acknowledged, anything else has to be mended."""

    pointer = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    is_warning = fields.Boolean(required=True)
    detail = fields.String(required=True)
    detail_vi = fields.String(required=True)


class Stored(fields.Nested):
    """Content as it is stored, which is how its schema describes it."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:  # type: ignore[override]
        return value
