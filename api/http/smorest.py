"""flask-smorest, held to the contract: strict parameters, problem details, true content types."""

# The library carries no types, and mypy excludes no calls of it by way of super().
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Callable, Mapping
from functools import cache, partial, wraps
from typing import Any, cast

import flask_smorest
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask, Response, request
from flask_smorest.utils import prepare_response
from peewee import PeeweeException
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Rule, UUIDConverter, ValidationError

from api.http import openapi, problems, spelling
from api.http.parameters import StrictParser, require_none
from api.http.problems import PROBLEM_JSON, RETRY_SECONDS, ProblemSchema, problem
from api.http.schemas.formats import MONTH_PATTERN, SLUG_PATTERN, meant_week
from api.http.schemas.queries import EmptyQuerySchema, TolerantQuerySchema
from api.runtime.errors import ApiError
from api.runtime.ids import ID_PATTERN

__all__ = [
    "PROBLEM_JSON",
    "RETRY_SECONDS",
    "Api",
    "Blueprint",
    "EmptyQuerySchema",
    "TolerantQuerySchema",
    "install",
    "problem",
]


class IdConverter(UUIDConverter):
    """An id in a path, in small letters or capitals; anything else is no address of ours."""

    regex = ID_PATTERN


class SlugConverter(BaseConverter):
    """A slug in a path; what cannot be one is no address of ours."""

    regex = SLUG_PATTERN


class WeekConverter(BaseConverter):
    """A week in a path, or what its view refuses; another spelling of one is no address of ours."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The text as it came."""
        if meant_week(value) not in (None, value):
            raise ValidationError
        return value


class MonthConverter(BaseConverter):
    """A month in a path (`2026-07`); anything else is no address of ours."""

    regex = MONTH_PATTERN


class LateRule(Rule):
    """A route that compiles what builds its address when one is built: few ever are."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


def install(app: Flask) -> None:
    """Let the application know paths as the contract means them; others may lead to them."""
    app.url_rule_class = LateRule
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    app.url_map.converters.update(
        uuid=IdConverter, slug=SlugConverter, week=WeekConverter, month=MonthConverter
    )
    spelling.correct(app)


class Blueprint(flask_smorest.Blueprint):
    """A blueprint whose views are named as their operationId."""

    ARGUMENTS_PARSER = StrictParser()

    def add_url_rule(self, rule: str, endpoint: Any = None, view_func: Any = None, *args: Any,
                     **options: Any) -> None:  # fmt: skip
        """Register a view, and its name as operationId."""
        documented = getattr(view_func, "_apidoc", None)
        if documented is not None:
            documented.setdefault("manual_doc", {}).setdefault("operationId", view_func.__name__)
        if "<slug:" in rule:
            view_func = self._spelt(view_func)
        if documented is not None and not _takes_parameters(documented):
            view_func = _without_parameters(view_func)
        super().add_url_rule(rule, endpoint, view_func, *args, **options)

    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Any:
        """Parse and document arguments; a bad parameter is documented as what it is, 400."""
        if location == "query":
            options.setdefault("error_status_code", 400)
        # A class would be made into a schema anew for each request.
        one = schema() if isinstance(schema, type) else schema
        return super().arguments(one, location=location, **options)

    def response(self, status_code: int, schema: Any = None, **options: Any) -> Any:
        """Document a response; every 200 has a validator, so it can also be 304."""
        if status_code != 200:
            return super().response(status_code, schema, **options)
        succeeds = super().response(200, schema, **{"headers": openapi.ETAG, **options})
        unchanged = self.alt_response(304, description="What you hold is still so.")
        return lambda view: succeeds(unchanged(view))

    def _spelt(self, view: Any) -> Any:
        said = "The slug was written with capitals or accents."
        return self.alt_response(308, description=said, headers=openapi.LOCATION)(view)

    def moves(self) -> Any:
        """Document that an old slug answers 301."""
        said = "The slug is an old one."
        return self.alt_response(301, description=said, headers=openapi.LOCATION)


def _takes_parameters(documented: Mapping[str, Any]) -> bool:
    arguments = documented.get("arguments", {}).get("parameters", ())
    return any(argument["in"] == "query" for argument in arguments)


def _without_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same view, which takes no parameters, and drops none without a word."""

    @wraps(view)
    def run(*args: Any, **values: Any) -> Any:
        require_none(request.args)
        return view(*args, **values)

    return run


class Api(flask_smorest.Api):
    """One OpenAPI file; both share the handlers that turn every error into a problem."""

    ERROR_SCHEMA = ProblemSchema  # type: ignore[assignment]

    def _init_spec(self, **options: Any) -> None:
        super()._init_spec(**options)
        shown = cast("OpenAPIConverter", self.ma_plugin.converter)
        shown.add_attribute_function(openapi.described)
        shown.add_attribute_function(openapi.discriminated)
        shown.add_parameter_attribute_function(openapi.comma_separated)
        for converter in (IdConverter, SlugConverter, WeekConverter):
            self.register_converter(converter, openapi.path_parameter)

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Any error of Flask's, in our shape; one that carries a response of its own keeps it."""
        if error.response is not None:
            return cast("Response", error.response)
        return problems.http_problem(error)

    def _register_error_handlers(self) -> None:
        super()._register_error_handlers()
        self._app.register_error_handler(ApiError, problem)
        for kind in (PeeweeException, OSError):
            self._app.register_error_handler(kind, problems.failure_problem)

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
