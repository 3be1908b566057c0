"""The bookkeeping members of a bundle's lines; the content ones are each type's own."""

from functools import cache
from typing import Any

import marshmallow
from marshmallow import ValidationError, fields, validate, validates_schema

from api.http.schemas.base import Schema
from api.http.schemas.fields import Id, Integer, Line, Lines, WebAddress
from api.http.schemas.formats import SlugText
from api.http.schemas.messages import field_errors
from api.http.schemas.times import Instant, InstantText
from api.runtime.errors import FieldError

REASONS = ("error", "superseded", "expired", "personal_data", "other")
LIVE, DRAFT, WITHDRAWN = STATES = ("live", "draft", "withdrawn")
_OF_WITHDRAWN = ("reason", "public_note", "withdrawn_at", "superseded_by")


class CorrectionLineSchema(Schema):
    """A correction that was made public earlier."""

    at = InstantText(required=True)
    note = Lines(required=True, longest=2_000)


class BookkeepingSchema(Schema):
    """What a line says beside its content."""

    key = Line(required=True, longest=200)
    state = fields.String(load_default=LIVE, validate=validate.OneOf(STATES))
    reason = fields.String(load_default=None, validate=validate.OneOf(REASONS))
    public_note = Lines(load_default=None, allow_none=True, longest=2_000)
    withdrawn_at = Instant(load_default=None, allow_none=True)
    superseded_by = Id(load_default=None, allow_none=True)
    slug = SlugText(load_default=None, allow_none=True)
    published_at = Instant(load_default=None, allow_none=True)
    id = Id(load_default=None)
    updated_at = Instant(load_default=None, allow_none=True)
    version = Integer(load_default=None, validate=validate.Range(1, 2**31 - 1))
    # Their form is looked at where the address of the former portal is known.
    old_slugs = fields.List(fields.String(), load_default=list, allow_none=True)
    old_urls = fields.List(fields.String(), load_default=list, allow_none=True)
    views = Integer(load_default=0, validate=validate.Range(0, 2**53))
    corrections = fields.List(fields.Nested(CorrectionLineSchema), load_default=None)
    unpublish_at = Instant(load_default=None, allow_none=True)
    old_base_url = WebAddress(load_default=None, allow_none=True, longest=300)

    @validates_schema
    def check_state(self, data: dict[str, object], **kwargs: object) -> None:
        """A withdrawn line says why; another one has nothing to say about it."""
        if data.get("state") == WITHDRAWN:
            if not data.get("reason"):
                raise ValidationError("Missing data for required field.", "reason")
            return
        for name in _OF_WITHDRAWN:
            if data.get(name):
                raise ValidationError("Only a withdrawn line has this.", name)


KEPT = frozenset({"id", "updated_at", "version", "old_slugs", "published_at", "old_base_url"})
SITE_ONLY = frozenset({"old_base_url"})
COUNTED = frozenset({"views"})
NEWS_ONLY = frozenset({"corrections", "unpublish_at", "old_urls"})
_IN_ORDER = tuple(BookkeepingSchema().fields)
BOOKKEEPING = frozenset(_IN_ORDER)

_NOTHING_SAID = BookkeepingSchema().load({"key": "?"})


@cache
def _schema(members: frozenset[str]) -> BookkeepingSchema:
    """What reads these members and no others: most lines have few, and all have the same."""
    # In the schema's order, so that faults are told in it too.
    return BookkeepingSchema(only=[name for name in _IN_ORDER if name in members])


def load(book: dict[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The bookkeeping of a line, and what is wrong; of a wrong member its default is given."""
    try:
        schema = _schema(frozenset(book) | {"key"})
        return {**_NOTHING_SAID, **schema.load(book)}, []
    except marshmallow.ValidationError as error:
        valid = error.valid_data if isinstance(error.valid_data, dict) else {}
        members = {**_NOTHING_SAID, "key": "", **valid}
        return members, field_errors(error.normalized_messages())
