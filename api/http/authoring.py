"""What every operation of the authoring API has in common: who acts, and an answer nobody keeps."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import flask_smorest
from flask import Response, g, request

from api.http import hosts, smorest
from api.http.schemas.base import Schema
from api.runtime import clock
from api.runtime.errors import HttpsRequired, NotSignedIn
from api.runtime.jsons import dumps
from api.runtime.runtime import Part, nothing

PREFIX = "/authoring/"
PRIVATE = "private, no-store, no-transform"
"""No cache keeps it, and no proxy compresses it, which would weaken the tag that guards a write."""
SECURITY = {"bearer": {"type": "http", "scheme": "bearer"}}

ByToken = Callable[[str, datetime], Any]
_by_token = Part[ByToken | None](nothing)


def use(by_token: ByToken) -> None:
    """Let `by_token` say who acts with the token of a program; None when it is not a good one."""
    _by_token.set(by_token)


def signed_in() -> Any:
    """Whoever acts in this request, as `use` was told; its `actor` is for commands."""
    return g.signed_in


def actor() -> Any:
    """The actor of this request, for commands."""
    return signed_in().actor


def answer(facts: Mapping[str, Any], schema: type[Schema], version: int | None = None,
           status: int = 200) -> Response:  # fmt: skip
    """Facts by a schema; what has a version carries it as the strong tag that guards writes."""
    body = dumps(schema().dump(facts))
    response = Response(body, status=status, content_type="application/json")
    if version is not None:
        response.headers["ETag"] = f'"v{version}"'
    return response


class Blueprint(smorest.Blueprint):
    """Views that somebody must be signed in for; `actor()` says who it is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before_request(_sign_in)

    def response(self, status_code: int, schema: Any = None, **options: Any) -> Any:
        """Document a response, and that one must be signed in for it."""
        succeeds = flask_smorest.Blueprint.response(self, status_code, schema, **options)
        stranger = self.alt_response(401, response="DEFAULT_ERROR")
        refused = self.alt_response(403, response="DEFAULT_ERROR")
        return lambda view: succeeds(stranger(refused(view)))


def _sign_in() -> None:
    if request.method == "OPTIONS":
        return  # A browser asks before it sends what it signs in with.
    if request.scheme != "https" and not hosts.is_loopback(request.environ):
        raise HttpsRequired
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    by_token = _by_token.get()
    is_bearer = scheme.lower() == "bearer"
    g.signed_in = by_token(secret.strip(), clock.now()) if by_token and is_bearer else None
    if g.signed_in is None:
        raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
