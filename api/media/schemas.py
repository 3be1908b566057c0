"""The shape of images, as an editor names them and as readers get them."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Line, at_most
from api.publishing.schemas import BodySchema, CorrectionSchema
from api.richtext.html import clean_alt, is_default


class RenditionSchema(Schema):
    """One file of an image."""

    url = fields.String(required=True, metadata={"format": "uri"})
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    format = fields.String(required=True, metadata={"enum": ["avif", "webp", "jpeg"]})
    bytes = fields.Integer(required=True)


class ImageSchema(Schema):
    """An image with its words and its files, from small to large."""

    id = fields.String(required=True)
    alt = fields.String(required=True, allow_none=True)
    caption = fields.String(required=True, allow_none=True)
    credit = fields.String(required=True, allow_none=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    placeholder = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "A tiny picture as a data: address; null on a home page."},
    )
    renditions = fields.List(
        fields.Nested(RenditionSchema),
        required=True,
        metadata={"description": "All there are; on a home page a few of them."},
    )


class FirstPageSchema(Schema):
    """A picture of a page."""

    url = fields.String(required=True, metadata={"format": "uri"})
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    bytes = fields.Integer(required=True)


class AttachmentSchema(Schema):
    """A file that belongs to the text."""

    url = fields.String(required=True, metadata={"format": "uri"})
    name = fields.String(required=True)
    bytes = fields.Integer(required=True)
    media_type = fields.String(required=True)
    pages = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True)
    preview = fields.Nested(
        FirstPageSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The first page of a PDF."},
    )
    text = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The first 20,000 characters of the words of a PDF."},
    )
    is_scan = fields.Boolean(
        required=True, metadata={"description": "A PDF of pictures, without a word to be found."}
    )


class WholeSchema(Schema):
    """What a whole object has beside its summary, when its words may be corrected."""

    body = fields.Nested(BodySchema, required=True)
    images = fields.List(fields.Nested(ImageSchema), required=True)
    attachments = fields.List(fields.Nested(AttachmentSchema), required=True)
    corrections = fields.List(fields.Nested(CorrectionSchema), required=True)


class MediaId(fields.String):
    """The id of a kept file: 40 hexadecimal digits."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        if len(loaded) != 40 or set(loaded) - set("0123456789abcdef"):
            raise ValidationError("Not the id of an image.")
        return str(loaded)


class Alt(Line):
    """Alternative text; what a CMS puts there by default counts as none."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return clean_alt(super()._deserialize(value, attr, data, **kwargs))


class Caption(Line):
    """Words below an image, or who made it; what a CMS puts there by default is none."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        return None if loaded is None or is_default(loaded) else loaded


class ImageContentSchema(Schema):
    """An image in an editor's content: which one, and its words here."""

    media = MediaId(required=True)
    alt = Alt(allow_none=True, load_default=None)
    caption = Caption(allow_none=True, load_default=None, longest=1_000)
    credit = Caption(allow_none=True, load_default=None, longest=200)
    decorative = Boolean(
        load_default=False, metadata={"description": "It says nothing, so it needs no `alt`."}
    )

    @validates_schema
    def check_words(self, data: dict[str, Any], **kwargs: Any) -> None:
        """What says something is no ornament."""
        if data.get("decorative") and data.get("alt"):
            raise ValidationError("Not together with alt.", "decorative")


def upgraded_image(image: dict[str, Any] | None) -> dict[str, Any] | None:
    """An image in the content of the time before `decorative`."""
    return image and {**image, "decorative": False}


class AttachmentContentSchema(Schema):
    """A file beside an editor's text, and the name that readers see."""

    media = MediaId(required=True)
    name = Line(required=True, longest=150)


class AttachmentList(fields.List):
    """The files beside a text."""

    def __init__(self) -> None:
        super().__init__(
            fields.Nested(AttachmentContentSchema),
            load_default=list,
            validate=at_most(50),
        )
