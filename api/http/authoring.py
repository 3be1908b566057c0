"""What every operation of the authoring API has in common: who acts, and an answer nobody keeps.

One signs in by a header, or by a cookie, which browsers send on their own: that one counts only
in what a page of this very address asks.
"""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import flask_smorest
from flask import Response, g, request

from api.http import hosts, smorest
from api.http.networks import network_of
from api.http.schemas.base import Schema
from api.http.writes import limits
from api.http.writes.bodies import BodyParser
from api.runtime import clock
from api.runtime.config import config
from api.runtime.errors import CodeRequired, HttpsRequired, NotSignedIn, WrongOrigin
from api.runtime.jsons import dumps
from api.runtime.runtime import Part, nothing

PREFIX = "/authoring/"
PRIVATE = "private, no-store, no-transform"
"""No cache keeps it, and no proxy compresses it, which would weaken the tag that guards a write."""
COOKIE = "__Host-congxa"
"""Browsers take it from this host alone, over HTTPS or from this very machine."""
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE},
}
_READING = frozenset({"GET", "HEAD"})

BySecret = Callable[[str, datetime], Any]
_by_secret = Part[BySecret | None](nothing)


def use(by_secret: BySecret) -> None:
    """Let `by_secret` say who acts with what a request carries; None when it is no good."""
    _by_secret.set(by_secret)


def signed_in() -> Any:
    """Whoever acts in this request, as `use` was told; its `actor` is for commands."""
    return g.signed_in


def actor() -> Any:
    """The actor of this request, for commands."""
    return signed_in().actor


def require_code() -> None:
    """CodeRequired where a long session must prove anew who holds it, before it publishes."""
    if signed_in().needs_code_again:
        raise CodeRequired


def network() -> bytes:
    """The network that this request comes from."""
    return network_of(request.remote_addr or "")


def secret() -> str:
    """What this request carries to sign in with, else nothing; WrongOrigin for another's page."""
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return sent.strip()
    cookie = request.cookies.get(COOKIE, "")
    if cookie:
        require_own_page(is_named=request.method not in _READING)
    return cookie


def require_own_page(*, is_named: bool) -> None:
    """WrongOrigin unless a page of this address asks; `is_named`: one that does not say counts."""
    origin = request.headers.get("Origin", None if is_named else _own_origin())
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    is_ours = origin in own_origins()
    if not is_ours or site not in ("same-origin", "none"):
        raise WrongOrigin


def host() -> str:
    """The host that this request names, without its port."""
    return hosts.named(request.environ) or ""


def own_origins() -> tuple[str, ...]:
    """The origins of pages of this address."""
    return _own_origin(), config().base_url


def _own_origin() -> str:
    return f"{request.scheme}://{request.host}"


def with_cookie(response: Response, secret: str, seconds: int | None) -> Response:
    """The same response, which lets a browser keep `secret`: so long, or until it is closed."""
    response.set_cookie(
        COOKIE, secret, max_age=seconds, secure=True, httponly=True, samesite="Strict", path="/"
    )
    return response


def without_cookie(response: Response) -> Response:
    """The same response, which lets a browser forget its secret."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
    return response


def answer(facts: Mapping[str, Any], schema: type[Schema], version: int | None = None,
           status: int = 200) -> Response:  # fmt: skip
    """Facts by a schema; what has a version carries it as the strong tag that guards writes."""
    body = dumps(_instance(schema).dump(facts))
    response = Response(body, status=status, content_type="application/json")
    if version is not None:
        response.headers["ETag"] = f'"v{version}"'
    return response


def page(facts: Mapping[str, Any], schema: type[Schema]) -> Response:
    """A page of a list by a schema, and where the next one is."""
    response = answer(facts, schema)
    if facts["next"]:
        response.headers["Link"] = f'<{facts["next"]}>; rel="next"'
    return response


@cache
def _instance(schema: type[Schema]) -> Schema:
    """One schema for all answers: making it anew copies every field."""
    return schema()


def no_content() -> Response:
    """The answer to what is done and has nothing to show."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


class Door(smorest.Blueprint):
    """Views for whoever comes, over a line on which nobody reads along."""

    ARGUMENTS_PARSER = BodyParser()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before_request(_require_safe_line)

    def response(self, status_code: int, schema: Any = None, **options: Any) -> Any:
        """Document a response; there is no validator, as nobody keeps it."""
        succeeds = flask_smorest.Blueprint.response(self, status_code, schema, **options)
        refused = self.alt_response(403, response="DEFAULT_ERROR")
        return lambda view: self.doc(security=[])(succeeds(refused(view)))


class Blueprint(smorest.Blueprint):
    """Views that somebody must be signed in for; `actor()` says who it is."""

    ARGUMENTS_PARSER = BodyParser()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before_request(_require_safe_line)
        self.before_request(_sign_in)
        self.before_request(_count_write)
        self.after_request(_count_no_refusal)

    def response(self, status_code: int, schema: Any = None, **options: Any) -> Any:
        """Document a response, and that one must be signed in for it."""
        succeeds = flask_smorest.Blueprint.response(self, status_code, schema, **options)
        stranger = self.alt_response(401, response="DEFAULT_ERROR")
        refused = self.alt_response(403, response="DEFAULT_ERROR")
        return lambda view: succeeds(stranger(refused(view)))


def _require_safe_line() -> None:
    # What a browser asks beforehand carries nothing that could be read.
    is_safe = request.scheme == "https" or request.method == "OPTIONS"
    if not is_safe and not hosts.is_loopback(request.environ):
        raise HttpsRequired


def _sign_in() -> None:
    if request.method == "OPTIONS":
        return  # A browser asks before it sends what it signs in with.
    by_secret = _by_secret.get()
    sent = secret()
    g.signed_in = by_secret(sent, clock.now()) if by_secret and sent else None
    if g.signed_in is None:
        raise NotSignedIn


def _count_write() -> None:
    if _is_counted():
        limits.take(actor().id)


def _count_no_refusal(response: Response) -> Response:
    if _is_counted() and response.status_code >= 400 and response.status_code != 429:
        limits.give_back(actor().id)
    return response


def _is_counted() -> bool:
    return g.get("signed_in") is not None and request.method not in _READING
