"""The bodies of writes: JSON that is read strictly, and no more of it than content ever is."""

from typing import Any

from flask import request

from api.http.parameters import StrictParser
from api.http.schemas.base import Schema
from api.http.writes.errors import BadJsonBody
from api.runtime.errors import PayloadTooLarge, UnsupportedMediaType
from api.text import json_text

MOST_BYTES = 2_000_000


class BodyParser(StrictParser):
    """Reads what is written as a bundle is read."""

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body, an empty object where a schema lets it be absent."""
        if not may_be_absent(schema) and not request.get_data():
            raise BadJsonBody(why="there is none")
        return body()

    def load_form(self, req: Any, schema: Any) -> Any:
        """The words of a form, or of JSON where a schema lets it be said so too."""
        return body() if _is_said_in_json(req, schema) else super().load_form(req, schema)

    def load_files(self, req: Any, schema: Any) -> Any:
        """The files of a form, which is the only thing that has any."""
        if _is_said_in_json(req, schema):
            return {}
        if req.mimetype != "multipart/form-data":
            raise UnsupportedMediaType
        return super().load_files(req, schema)


class OptionalSchema(Schema):
    """What need not be said at all."""


class FormOrJsonSchema(Schema):
    """What is sent as a form, or as JSON where there is no file."""

    may_be_json = True


def _is_said_in_json(req: Any, schema: Any) -> bool:
    return bool(getattr(schema, "may_be_json", False) and req.is_json)


def may_be_absent(schema: Any) -> bool:
    """Whether a request may come without what this schema describes."""
    is_class = isinstance(schema, type)
    return issubclass(schema, OptionalSchema) if is_class else isinstance(schema, OptionalSchema)


def body() -> Any:
    """The JSON of this request, an empty object where it has no body.

    Raise UnsupportedMediaType, PayloadTooLarge or BadJsonBody.
    """
    if (request.content_length or 0) > MOST_BYTES:
        raise PayloadTooLarge
    raw = request.get_data()
    if len(raw) > MOST_BYTES:
        raise PayloadTooLarge
    if not raw:
        return {}
    if not request.is_json or request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnsupportedMediaType
    try:
        return json_text.parse(raw)
    except ValueError as error:
        raise BadJsonBody(why=str(error)) from error
