"""Leads from another spelling of an address to the right one: a slash too many, a slug with
capitals or accents, a week with a small letter. Knows no address by itself; what it answers is
built from a route.
"""

from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter, Map, Rule, ValidationError

from api.http.representation import sent_on
from api.http.schemas.formats import meant_slug, meant_week

_FOR = "public, max-age=86400"
"""An address that is none leads to the same one always."""


class MeantSlugConverter(BaseConverter):
    """What a slug may have been written as."""

    def to_python(self, value: str) -> str:
        """The slug that is meant."""
        slug = meant_slug(value)
        if slug is None:
            raise ValidationError
        return slug


class PlainConverter(BaseConverter):
    """A part of a path that is repeated as it came: nothing that means anything to a browser."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]*"


class MeantWeekConverter(PlainConverter):
    """A week, whatever way it is written; what is none stays so."""

    def to_python(self, value: str) -> str:
        """The week that is meant."""
        return meant_week(value) or value


def correct(app: Flask) -> None:
    """Answer 308 where the address is another spelling of one that the application knows."""
    app.before_request(_corrected)


def _corrected() -> Response | None:
    # Routing takes several slashes at the beginning for one; caches do not.
    is_other = isinstance(request.routing_exception, NotFound)
    if not is_other and not request.environ["PATH_INFO"].startswith("//"):
        return None
    adapter = _tolerant(current_app).bind_to_environ(request.environ)
    try:
        endpoint, values = adapter.match()
    except HTTPException:
        return None
    return sent_on(308, adapter.build(endpoint, values), _FOR)


def _tolerant(app: Flask) -> Map:
    """The addresses of the application, once all are known, that take any spelling of them."""
    known: Map | None = app.extensions.get(__name__)
    if known is None:
        converters: dict[str, Any] = {**app.url_map.converters, **_TOLERANT}
        rules = [_loose(rule) for rule in app.url_map.iter_rules()]
        known = Map(rules, converters=converters, merge_slashes=False, redirect_defaults=False)
        app.extensions[__name__] = known
    return known


_TOLERANT = {
    "slug": MeantSlugConverter,
    "week": MeantWeekConverter,
    "default": PlainConverter,
    "string": PlainConverter,
}


def _loose(rule: Rule) -> Rule:
    copy = rule.empty()
    copy.strict_slashes = False
    return copy
