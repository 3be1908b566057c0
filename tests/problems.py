"""A client that holds every error it is answered to the schema of errors, closed: nothing more."""

from functools import cache
from typing import Any

import orjson
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.test import TestResponse

PROBLEM = "application/problem+json"


class CheckingClient(FlaskClient):
    """Fails where an error breaks its schema, or has a member that the schema does not tell of."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        if answer.content_type == PROBLEM and answer.request.method != "HEAD":
            check(answer.get_data())
        return answer


def check(body: bytes) -> None:
    """Raise AssertionError for the body of an error that is not what the document says."""
    found = orjson.loads(body)
    assert [each.message for each in _validator().iter_errors(found)] == [], found


@cache
def _validator() -> Draft202012Validator:
    from tests.api.delivery.world import document

    schemas = document()["components"]["schemas"]
    names = ("Problem", "Finding", "FieldChange", "Member")
    closed = {name: {**schemas[name], "additionalProperties": False} for name in names}
    schema = {"$ref": "#/components/schemas/Problem", "components": {"schemas": closed}}
    return Draft202012Validator(schema, format_checker=FormatChecker())
