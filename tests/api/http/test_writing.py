"""Writing a mapping by its schema: what `dump` would give, more quickly."""

from datetime import UTC, datetime
from uuid import UUID

from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.schemas.times import Instant


class PartSchema(Schema):
    """A part of something."""

    name = fields.String(required=True)
    at = Instant(required=True, allow_none=True)


class WholeSchema(Schema):
    """Something with parts, of every kind of field that live rows are made of."""

    id = fields.UUID(required=True)
    count = fields.Integer(required=True)
    is_new = fields.Boolean(required=True)
    words = fields.List(fields.String(), required=True)
    part = fields.Nested(PartSchema, required=True)
    no_part = fields.Nested(PartSchema, required=True, allow_none=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)
    left_out = fields.String()


FACTS = {
    "id": UUID(int=7),
    "count": 3,
    "is_new": False,
    "words": ["một", "hai"],
    "part": {"name": "a", "at": datetime(2026, 2, 9, 1, 30, tzinfo=UTC), "unknown": 1},
    "no_part": None,
    "parts": [{"name": "b", "at": None}, {"name": "c", "at": None}],
    "unknown": "stays out",
}


def test_it_writes_what_dump_would() -> None:
    written = WholeSchema().write(FACTS)

    assert written == WholeSchema().dump(FACTS)
    assert list(written) == list(WholeSchema().dump(FACTS))
