"""Problem details (RFC 9457): the one shape of every refusal, whatever layer it comes from."""

import logging
from typing import Any

from flask import Response, request
from marshmallow import fields
from werkzeug.exceptions import HTTPException

from api.db import connections, databases
from api.http.schemas.base import Schema
from api.runtime import errors
from api.runtime.disk import storage_faults
from api.runtime.errors import ApiError, FieldError
from api.runtime.failures import Floods
from api.runtime.jsons import dumps

PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = "2"
MOST_FINDINGS = 100
"""Whoever sends thousands of bad members is told of the first."""

_log = logging.getLogger(__name__)
_floods = Floods(_log)


class FindingSchema(Schema):
    """One finding of a problem: where, a stable code, and why."""

    pointer = fields.String(metadata={"description": "JSON Pointer into the body."})
    parameter = fields.String(metadata={"description": "Name of the query parameter."})
    code = fields.String(required=True)
    detail = fields.String(required=True)


class FieldChangeSchema(Schema):
    """A field that was changed since a version."""

    pointer = fields.String(required=True, metadata={"description": "JSON Pointer to the field."})
    version = fields.Integer(required=True, metadata={"description": "That changed it last."})
    value = fields.Raw(required=True, metadata={"description": "What it is now."})


class MemberSchema(Schema):
    """One member of a set that is written as a whole."""

    id = fields.UUID(required=True, allow_none=True, metadata={"description": "None of a new one."})
    version = fields.Integer(metadata={"description": "That it is at now."})
    code = fields.String(metadata={"description": "Of the rule that refuses it."})


class ProblemSchema(Schema):
    """Problem details (RFC 9457): a stable `code`, words in the language that is asked for."""

    type = fields.String(
        required=True, metadata={"format": "uri", "description": "Stable URI of the kind."}
    )
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.List(fields.Nested(FindingSchema))
    reason = fields.String(metadata={"description": "410: why it was withdrawn."})
    public_note = fields.String(allow_none=True)
    withdrawn_at = fields.String(metadata={"format": "date-time"})
    superseded_by = fields.String(allow_none=True, metadata={"format": "uuid"})
    restart = fields.String(
        metadata={
            "format": "uri-reference",
            "description": "410 of a cursor: where to begin anew.",
        }
    )
    version = fields.Integer(metadata={"description": "412: the version that it is at now."})
    changes = fields.List(
        fields.Nested(FieldChangeSchema),
        metadata={"description": "412: what was changed since the version that was named."},
    )
    etag = fields.String(metadata={"description": "412 of a week: its tag as it is now."})
    entries = fields.List(
        fields.Nested(MemberSchema),
        metadata={"description": "412 of a week: the versions that its entries are at now."},
    )
    refused = fields.List(
        fields.Nested(MemberSchema), metadata={"description": "The entries that refuse a week."}
    )
    used_by = fields.List(
        fields.UUID(), metadata={"description": "409 `in_use`: the documents that show it."}
    )


_BY_STATUS: dict[int, type[ApiError]] = {
    error.status: error
    for error in (
        errors.BadRequest,
        errors.NotSignedIn,
        errors.Forbidden,
        errors.NotFound,
        errors.MethodNotAllowed,
        errors.PayloadTooLarge,
        errors.UnsupportedMediaType,
        errors.InvalidContent,
        errors.TooManyRequests,
        errors.InternalError,
        errors.Unavailable,
    )
}
_OWN_HEADERS = frozenset({"content-type", "content-length"})


def problem(error: ApiError, status: int | None = None) -> Response:
    """The response that says `error`, in the language the client asks for."""
    status = status or error.status
    language = request.accept_languages.best_match(["en", "vi"], "en")
    body: dict[str, Any] = {
        "type": f"urn:congxa:problem:{error.code}",
        "title": error.title_vi if language == "vi" else error.title,
        "status": status,
        "detail": error.say(language),
        "code": error.code,
        **error.extra,
    }
    if error.errors:
        body["errors"] = [
            _finding(field_error, language) for field_error in error.errors[:MOST_FINDINGS]
        ]
    response = Response(dumps(body), status=status, content_type=PROBLEM_JSON)
    response.headers["Content-Language"] = language
    response.headers.extend(error.headers)
    if status == 503:
        response.headers.setdefault("Retry-After", RETRY_SECONDS)
    return response


def http_problem(error: HTTPException) -> Response:
    """An error of Flask's own, in our shape; it keeps headers such as Allow and Retry-After."""
    status = error.code or 500
    kind = _BY_STATUS.get(status)
    if kind is None:
        kind = errors.InternalError if status >= 500 else errors.BadRequest
    headers = {name: value for name, value in error.get_headers()
               if name.lower() not in _OWN_HEADERS}  # fmt: skip
    return problem(kind(headers=headers), status)


def failure_problem(error: Exception) -> Response:
    """What failed below us: 507 without room, 503 while it cannot be used, else 500."""
    if not isinstance(error, OSError):
        databases.close()
    fault = storage_faults.report(error)
    if fault is not None:
        _floods.met(logging.ERROR, f"storage fails ({fault.value})", error)
        return problem(storage_faults.refusal_of(fault)())
    if connections.is_passing(error):
        _floods.met(logging.WARNING, "the database does not answer", error)
        return problem(errors.Unavailable())
    _log.error("a request failed", exc_info=error)
    return problem(errors.InternalError())


def _finding(field_error: FieldError, language: str) -> dict[str, str]:
    place = {"pointer": field_error.pointer, "parameter": field_error.parameter}
    members = {key: value for key, value in place.items() if value is not None}
    members["code"] = field_error.code
    members["detail"] = field_error.detail_vi if language == "vi" else field_error.detail
    return members
