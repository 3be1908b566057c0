"""flask-smorest, held to the contract: strict parameters, problem details, true content types."""

import logging
from typing import Any, NoReturn, cast

import flask_smorest
import marshmallow
from flask import Flask, Response, request
from flask_smorest.utils import prepare_response
from marshmallow import fields
from peewee import DatabaseError
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.exceptions import HTTPException

from api.core import db, errors
from api.core.errors import ApiError, FieldError
from api.core.jsons import dumps
from api.core.messages import field_errors, parameter_errors
from api.core.schemas import Schema

PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = "2"

_log = logging.getLogger(__name__)


class EmptyQuerySchema(Schema):
    """An address that takes no parameters."""


class FindingSchema(Schema):
    """One finding of a problem: where, a stable code, and why."""

    pointer = fields.String(metadata={"description": "JSON Pointer into the body."})
    parameter = fields.String(metadata={"description": "Name of the query parameter."})
    code = fields.String(required=True)
    detail = fields.String(required=True)


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
    superseded_by = fields.String(allow_none=True)


class StrictParser(FlaskParser):
    """Refuses unknown and repeated parameters instead of dropping them."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - as its base declares it
        "query": marshmallow.RAISE,
        "json": marshmallow.RAISE,
    }

    def load_querystring(self, req: Any, schema: Any) -> MultiDictProxy:
        """The query, when each name is given once."""
        for name, values in req.args.lists():
            if len(values) > 1:
                raise errors.InvalidParameter(
                    errors=parameter_errors({name[:100]: ["Given more than once."]})
                )
        found: MultiDictProxy = super().load_querystring(req, schema)
        return found

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> NoReturn:
        """Name what is wrong: a parameter (400) or a member of the body (422)."""
        location, messages = next(iter(error.normalized_messages().items()))
        if location == "query":
            raise errors.InvalidParameter(errors=parameter_errors(messages)) from error
        raise errors.InvalidContent(errors=field_errors(messages)) from error


class Blueprint(flask_smorest.Blueprint):
    """A blueprint whose views are named as their operationId."""

    ARGUMENTS_PARSER = StrictParser()

    def add_url_rule(self, rule: str, endpoint: Any = None, view_func: Any = None, *args: Any,
                     **options: Any) -> None:  # fmt: skip
        """Register a view, and its name as operationId."""
        documented = getattr(view_func, "_apidoc", None)
        if documented is not None:
            documented.setdefault("manual_doc", {}).setdefault("operationId", view_func.__name__)
        options.setdefault("strict_slashes", True)
        super().add_url_rule(rule, endpoint, view_func, *args, **options)


class Api(flask_smorest.Api):
    """One OpenAPI file; both share the handlers that turn every error into a problem."""

    ERROR_SCHEMA = ProblemSchema  # type: ignore[assignment]

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Any error of Flask's, in our shape."""
        if error.response is not None:
            return cast(
                "Response", error.response
            )  # a redirect, or a response somebody made on purpose
        kind = _BY_STATUS.get(error.code or 500)
        if kind is None:
            kind = errors.InternalError if (error.code or 500) >= 500 else errors.BadRequest
        headers = {
            name: value
            for name, value in error.get_headers()
            if name.lower() not in {"content-type", "content-length"}
        }
        return problem(kind(headers=headers))

    def _register_error_handlers(self) -> None:
        super()._register_error_handlers()
        self._app.register_error_handler(ApiError, problem)
        self._app.register_error_handler(DatabaseError, database_problem)

    def _register_responses(self) -> None:
        # The documents must name the type that is really sent with an error.
        usual = self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM_JSON
        try:
            super()._register_responses()
            self._register_problem_names()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _register_problem_names(self) -> None:
        # flask-smorest names the response of 422 differently on newer Pythons.
        response = {"description": "Unprocessable Content", "schema": self.ERROR_SCHEMA}
        prepare_response(response, self.spec, PROBLEM_JSON)
        self.spec.components.response("INVALID_CONTENT", response, lazy=True)


_BY_STATUS: dict[int, type[ApiError]] = {
    each.status: each
    for each in (
        errors.BadRequest,
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


def problem(error: ApiError) -> Response:
    """The response that says `error`, in the language the client asks for."""
    language = request.accept_languages.best_match(["en", "vi"], "en")
    body: dict[str, Any] = {
        "type": f"urn:congxa:problem:{error.code}",
        "title": error.title_vi if language == "vi" else error.title,
        "status": error.status,
        "detail": error.say(language),
        "code": error.code,
        **error.extra,
    }
    if error.errors:
        body["errors"] = [_finding(each, language) for each in error.errors]
    response = Response(dumps(body), status=error.status, content_type=PROBLEM_JSON)
    response.headers["Content-Language"] = language
    response.headers.extend(error.headers)
    return response


def database_problem(error: DatabaseError) -> Response:
    """503 while the database is busy or away; anything else is our own fault."""
    db.close()
    if db.is_passing(error):
        _log.warning("the database does not answer: %s", error)
        return problem(errors.Unavailable(headers={"Retry-After": RETRY_SECONDS}))
    _log.error("the database refused a statement", exc_info=error)
    return problem(errors.InternalError())


def _finding(each: FieldError, language: str) -> dict[str, str]:
    place = {"pointer": each.pointer, "parameter": each.parameter}
    found = {key: value for key, value in place.items() if value is not None}
    found["code"] = each.code
    found["detail"] = each.detail_vi if language == "vi" else each.detail
    return found


def install(app: Flask) -> None:
    """Let Flask refuse what is too large before it is read."""
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
