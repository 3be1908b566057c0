"""The shape of a body as blocks; what each means is told in `richtext/blocks.py`."""

from typing import Any

from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.schemas.choices import Component, Kind, Kinds, OneOf


class RunSchema(Schema):
    """A piece of text of one look."""

    text = fields.String(required=True)
    marks = fields.List(fields.String(), required=True)
    href = fields.String(required=True, allow_none=True)


def _runs() -> fields.Field[Any]:
    return fields.List(fields.Nested(RunSchema), required=True)


def block() -> OneOf:
    """A block of any kind."""
    return OneOf("Block", lambda: _kinds(), required=True)


def _blocks() -> fields.Field[Any]:
    return fields.List(block(), required=True)


class ParagraphBlockSchema(Schema):
    """A paragraph."""

    type = Kind("paragraph")
    runs = _runs()


class HeadingBlockSchema(Schema):
    """A heading; `level` is 2, 3 or 4."""

    type = Kind("heading")
    level = fields.Integer(required=True)
    runs = _runs()


class ListItemSchema(Schema):
    """An item of a list; `value` is its number where the list does not simply go on."""

    value = fields.Integer(required=True, allow_none=True)
    blocks = _blocks()


class ListBlockSchema(Schema):
    """A list; `start` and `numbering` are null when it is not ordered."""

    type = Kind("list")
    ordered = fields.Boolean(required=True)
    start = fields.Integer(required=True, allow_none=True)
    numbering = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(ListItemSchema), required=True)


class QuoteBlockSchema(Schema):
    """What somebody else said."""

    type = Kind("quote")
    blocks = _blocks()


class ImageBlockSchema(Schema):
    """An image, as in `images`; `href` is the address of a link around it."""

    type = Kind("image")
    image = Component("Image", required=True)
    caption = _runs()
    href = fields.String(required=True, allow_none=True)


class CellSchema(Schema):
    """A cell of a table; `scope` is one of `row`, `col`, `rowgroup`, `colgroup` or null."""

    header = fields.Boolean(required=True)
    scope = fields.String(required=True, allow_none=True)
    colspan = fields.Integer(required=True)
    rowspan = fields.Integer(required=True)
    blocks = _blocks()


class TableRowSchema(Schema):
    """A row of a table; `header` is true for those of its head."""

    header = fields.Boolean(required=True)
    cells = fields.List(fields.Nested(CellSchema), required=True)


class TableBlockSchema(Schema):
    """A table."""

    type = Kind("table")
    caption = _runs()
    rows = fields.List(fields.Nested(TableRowSchema), required=True)


class CodeBlockSchema(Schema):
    """A text with its spaces and line ends."""

    type = Kind("code")
    text = fields.String(required=True)


class RuleBlockSchema(Schema):
    """A line between what is above and below."""

    type = Kind("rule")


def _kinds() -> Kinds:
    return {
        "paragraph": ParagraphBlockSchema,
        "heading": HeadingBlockSchema,
        "list": ListBlockSchema,
        "quote": QuoteBlockSchema,
        "image": ImageBlockSchema,
        "table": TableBlockSchema,
        "code": CodeBlockSchema,
        "rule": RuleBlockSchema,
    }
