"""Builds the application out of its parts, in the order in which they need each other."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask.logging import default_handler
from flask_cors import CORS
from peewee import PeeweeException
from werkzeug.middleware.proxy_fix import ProxyFix

from api import registry
from api.accounts.entry import sessions
from api.cache.middleware import Answer, App, Environ, ResponseCache, StartResponse
from api.content_types import CONTENT_TYPES
from api.db import databases
from api.gateway.rsgi import REFUSAL, Gateway
from api.http import apis, authoring, hosts, security_headers
from api.http.cache_control import cache_control
from api.http.watched import tally
from api.http.watched.tally import Tally
from api.http.watched.watch import NONE, OPERATION
from api.operations import delivery as health
from api.preparation import MEGABYTE, prepare, tally_of
from api.publishing import content_type, log
from api.reference.delivery import reference
from api.runtime import clock, runtime
from api.runtime.canonical import digest
from api.runtime.errors import UnknownHost
from api.runtime.runtime import Part
from api.settings import Settings
from api.views.beacon import EXPOSED, Beacon
from api.web import pages
from api.web.delivery import Shell, shell
from api.web.former import former
from api.web.keys import key_of

PUBLIC_PATHS = r"/(v1|feeds|media|\.well-known|docs|healthz|readyz).*"
AUTHORING_PATHS = r"/authoring/.*"
PREVIEW_PATHS = r"/authoring/v1/previews/.*"
"""Read by a page in a frame, which has no origin of its own; who holds the token needs no other."""
PREFLIGHT_SECONDS = 86_400
"""So long a browser need not ask again whether it may."""
_log = logging.getLogger(__name__)


class _Application(Flask):
    """All views are plain functions; Flask would look at each that it calls, at every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def build(settings: Settings) -> Flask:
    """The WSGI application."""
    return opened(routed(settings), prepare(settings))


def routed(settings: Settings) -> Flask:
    """What processes of one installation share: most of what an application takes to make."""
    return with_routes(settings.frontend_dir, settings.cors_origins)


def opened(app: Flask, settings: Settings) -> Flask:
    """One that has its routes, made the application of this installation."""
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_upload_mb * MEGABYTE + MEGABYTE,
        # Words of a form; a file's piece of 64 KiB has to pass as well.
        MAX_FORM_MEMORY_SIZE=200_000,
        MAX_FORM_PARTS=20,
        PROPAGATE_EXCEPTIONS=False,
    )
    authoring.use(sessions.by_secret)
    pages.use(app.extensions["pages"])
    _follow_the_log()
    tally.use(Tally(tally_of(settings)) if settings.has_metrics else None)
    inner = Beacon(_probed_by_any_name(app.wsgi_app))
    cached = ResponseCache(inner, key_of=key_of, prepare=former.get().prepare)
    app.extensions["cache"] = cached
    app.extensions["runtime"] = runtime.current()
    outermost = runtime.current().bound(_behind_proxies(cached, settings.proxy_hops))
    app.wsgi_app = outermost  # type: ignore[method-assign, assignment]
    return app


def with_routes(frontend: Path, origins: Sequence[str]) -> Flask:
    """What is the same for every installation: it knows no database, and keeps nothing."""
    app = _Application("api", static_folder=None)
    app.logger.removeHandler(default_handler)  # It would write each record a second time.
    app.before_request(_refuse)
    shown = Shell(frontend)
    app.before_request(shown.lead)
    app.after_request(_public_headers)
    _allow_origins(app, origins)
    apis.register(app, (*registry.DELIVERY, *registry.AUTHORING))
    for plain in (*registry.PLAIN, reference(_documents.get)):
        app.register_blueprint(plain)
    app.register_blueprint(shell(shown))
    app.extensions["pages"] = shown.pages
    return app


def gateway(routed: Flask, settings: Settings) -> Gateway:
    """The application as `congxa serve` runs it: nobody slow holds the threads that answer."""
    app, own = opened(routed, prepare(settings)), runtime.current()
    cached, may_be_former = app.extensions["cache"], former.get().may_be_meant
    # It changes the environ in place, and what it calls has nothing left to do.
    readdress = _behind_proxies(lambda *_: (), settings.proxy_hops)

    def ready(environ: Environ) -> Answer | None:
        # Somebody must ask what a query of the home page means.
        return None if may_be_former(environ) else cached.ready(environ)

    return Gateway(
        app.wsgi_app,
        ready=own.bound(ready),
        readdress=lambda environ: readdress(environ, lambda *_: None),
        refresh=own.bound(hosts.refresh),
        most_bytes=app.config["MAX_CONTENT_LENGTH"],
    )


def documents() -> dict[str, bytes]:
    """The OpenAPI files by name; they need no database."""
    content_type.register(*CONTENT_TYPES)
    return apis.documents(registry.DELIVERY, registry.AUTHORING)


_documents = Part(documents)


def _follow_the_log() -> None:
    try:
        log.follow(clock.now())
    except (PeeweeException, OSError) as error:
        # What can be answered without it is; the ticker follows the log as soon as it can be read.
        _log.error("the log of changes cannot be read: %s", error)
        databases.close()


def _refuse() -> None:
    """What the server has found to be wrong before, and names that are not ours."""
    refusal = request.environ.get(REFUSAL)
    if refusal is not None:
        raise refusal
    if not hosts.is_ours(request.environ):
        hosts.require_known()
        raise UnknownHost


def _allow_origins(app: Flask, origins: Sequence[str]) -> None:
    CORS(
        app,
        resources={
            PUBLIC_PATHS: {
                "origins": "*",
                "send_wildcard": True,
                "methods": ["DELETE", "GET", "HEAD", "OPTIONS", "POST"],
                "max_age": PREFLIGHT_SECONDS,
                "expose_headers": list(EXPOSED),
            },
            PREVIEW_PATHS: {
                "origins": "*",
                "send_wildcard": True,
                "methods": ["GET", "HEAD", "OPTIONS"],
                "max_age": PREFLIGHT_SECONDS,
            },
            AUTHORING_PATHS: {
                "origins": list(origins),
                "expose_headers": ["ETag", "Idempotent-Replayed", "Location", "Retry-After"],
            },
        },
    )


def _probed_by_any_name(app: App) -> App:
    """Load balancers ask for a machine's health by an address, and by HTTP/1.0 without a name."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] in health.PATHS:
            environ["HTTP_HOST"] = "localhost"
        return app(environ, start_response)

    return answer


def _behind_proxies(app: App, hops: int) -> App:
    if not hops:
        return app
    return ProxyFix(app, x_for=hops, x_proto=hops, x_host=hops)


def _public_headers(response: Response) -> Response:
    """What every answer carries, whatever made it."""
    request.environ[OPERATION] = (request.endpoint or NONE).rpartition(".")[2]
    # Looking for each of them among all the others takes much longer.
    given = {name.lower() for name, _ in response.headers}
    usual = [*security_headers.headers(), ("Vary", "Accept-Encoding")]
    if "cache-control" not in given:
        usual.append(("Cache-Control", _freshness_of(response.status_code)))
    response.headers.extend([header for header in usual if header[0].lower() not in given])
    if "vary" in given:
        response.vary.add("Accept-Encoding")
    if response.status_code >= 400:
        response.vary.add("Accept-Language")
    if response.headers["Cache-Control"] == authoring.PRIVATE:
        # It is tagged by its version, or not at all.
        response.vary.add("Origin")
        response.headers.remove("Date")
        return response
    if response.status_code == 200 and request.method == "OPTIONS":
        response.headers.remove("Content-Type")  # There is no content.
    elif response.status_code == 200 and "ETag" not in response.headers:
        response.set_etag(digest(response.get_data()), weak=True)
        response.make_conditional(request)
    response.headers.remove("Date")  # The server writes its own.
    return response


def _freshness_of(status: int) -> str:
    if request.path.startswith(authoring.PREFIX):
        return authoring.PRIVATE
    # What has no file in public/ may be a draft's, so no cache is to remember anything of it.
    is_public = request.path.startswith(("/v1", "/feeds"))
    if is_public and status in (404, 410):
        return cache_control(clock.now(), None, is_ok=False)
    return "no-store"
