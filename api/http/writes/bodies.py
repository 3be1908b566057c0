"""The bodies of writes: JSON that is read strictly, and no more of it than content ever is."""

from typing import Any

from flask import request

from api.http.parameters import StrictParser
from api.http.writes.errors import BadJsonBody
from api.runtime.errors import PayloadTooLarge, UnsupportedMediaType
from api.text import json_text

MOST_BYTES = 2_000_000


class BodyParser(StrictParser):
    """Reads what is written as a bundle is read."""

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body; a request without any brings an empty object."""
        return body()


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
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return json_text.parse(raw)
    except ValueError as error:
        raise BadJsonBody(why=str(error)) from error
