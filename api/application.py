"""Builds the application out of its parts, in the order in which they need each other."""

import logging
from collections.abc import Iterable
from datetime import datetime

from flask import Flask, Response, request
from flask.logging import default_handler
from flask_cors import CORS
from peewee import PeeweeException
from werkzeug.middleware.proxy_fix import ProxyFix

from api import registry
from api.accounts import queries as accounts
from api.accounts.entry import sessions
from api.cache.middleware import Answer, App, Environ, ResponseCache, StartResponse
from api.db import databases
from api.gateway.rsgi import REFUSAL, Gateway
from api.http import apis, authoring, hosts, security_headers
from api.http.cache_control import cache_control
from api.http.cache_control import use as use_due_times
from api.http.representation import digest
from api.http.request_id import RequestIdFilter
from api.media import commands as media
from api.media import queries as library
from api.operations import delivery as health
from api.publishing import content_type, log, queries
from api.publishing.authoring import people
from api.publishing.checks import named
from api.reference.delivery import reference
from api.runtime import alarms, change_signal, clock, runtime, storage_faults
from api.runtime.config import Config, configure
from api.runtime.errors import UnknownHost
from api.runtime.runtime import Part
from api.search import commands as search
from api.search import rate_limit
from api.search.rate_limit import Allowance
from api.secret_key import ensure_secret
from api.setting.database_url import label
from api.settings import Settings
from api.shell.delivery import Shell, shell
from api.shell.former import FormerPortal
from api.shell.keys import key_of
from api.sites import queries as sites
from api.views import journal
from api.views.beacon import EXPOSED, Beacon
from api.views.journal import Journal

PUBLIC_PATHS = r"/(v1|feeds|media|\.well-known|docs|healthz|readyz).*"
AUTHORING_PATHS = r"/authoring/.*"
MEGABYTE = 1_000_000
PREFLIGHT_SECONDS = 86_400
"""So long a browser need not ask again whether it may."""
_log = logging.getLogger(__name__)


def build(settings: Settings) -> Flask:
    """The WSGI application."""
    settings = prepare(settings)
    app = Flask("api", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_upload_mb * MEGABYTE + MEGABYTE,
        MAX_FORM_MEMORY_SIZE=64_000,
        MAX_FORM_PARTS=20,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.logger.removeHandler(default_handler)  # It would write each record a second time.
    app.before_request(_refuse)
    former = FormerPortal()
    pages = Shell(settings.frontend_dir, former)
    app.before_request(pages.lead)
    app.after_request(_public_headers)
    _allow_origins(app, settings)
    apis.register(app, (*registry.DELIVERY, *registry.AUTHORING))
    for plain in (*registry.PLAIN, reference(_documents.get)):
        app.register_blueprint(plain)
    app.register_blueprint(shell(pages))
    _follow_the_log()
    inner = Beacon(_probed_by_any_name(app.wsgi_app))
    cached = ResponseCache(inner, key_of=key_of, prepare=former.prepare)
    app.extensions["cache"] = cached
    app.extensions["former"] = former
    app.extensions["runtime"] = runtime.current()
    outermost = runtime.current().bound(_behind_proxies(cached, settings.proxy_hops))
    app.wsgi_app = outermost  # type: ignore[method-assign, assignment]
    return app


def gateway(settings: Settings) -> Gateway:
    """The application as `congxa serve` runs it: nobody slow holds the threads that answer."""
    app, own = build(settings), runtime.current()
    former, cached = app.extensions["former"], app.extensions["cache"]
    # It changes the environ in place, and what it calls has nothing left to do.
    readdress = _behind_proxies(lambda *_: (), settings.proxy_hops)

    def ready(environ: Environ) -> Answer | None:
        # Somebody must ask what a query of the home page means.
        return None if former.may_be_meant(environ) else cached.ready(environ)

    return Gateway(
        app.wsgi_app,
        ready=own.bound(ready),
        readdress=lambda environ: readdress(environ, lambda *_: None),
        refresh=own.bound(hosts.refresh),
        most_bytes=app.config["MAX_CONTENT_LENGTH"],
    )


def prepare(settings: Settings) -> Settings:
    """Ready this process to serve; returns the settings with the secret key."""
    settings = ensure_secret(settings)
    prepare_to_read(settings)
    join_node(settings)
    return settings


def join_node(settings: Settings) -> None:
    """Tell the processes of this machine of changes and alarms, and count views with them."""
    change_signal.attach(settings.state_dir, settings.database_url)
    storage_faults.listen(alarms.hear)
    journal.use(_journal(settings))


def prepare_to_read(settings: Settings) -> None:
    """Hand the settings to the inner layers and connect."""
    configure(
        Config(
            base_url=settings.base_url,
            free_hosts=frozenset(settings.free_link_hosts),
            secret_key=settings.secret_key,
            media_dir=settings.media_dir,
            state_dir=settings.state_dir,
            max_upload_bytes=settings.max_upload_mb * MEGABYTE,
            view_window_minutes=settings.view_window_minutes,
            session_hours=settings.session_hours,
            rate_limits=settings.rate_limits,
        )
    )
    content_type.register(*registry.CONTENT_TYPES)
    content_type.follow(search, media)
    named.use(library)
    rate_limit.use(Allowance() if settings.rate_limits else None)
    databases.close()
    databases.connect(settings.database_url)
    authoring.use(sessions.by_secret)
    people.use(accounts.names)
    use_due_times(_due_times)
    hosts.use(settings.base_url, settings.trusted_hosts, _addresses)


def _journal(settings: Settings) -> Journal:
    folder = settings.state_dir / f"views-{label(settings.database_url)}"
    return Journal(folder, settings.view_journal_mb * MEGABYTE)


def documents() -> dict[str, bytes]:
    """The OpenAPI files by name; they need no database."""
    content_type.register(*registry.CONTENT_TYPES)
    return apis.documents(registry.DELIVERY, registry.AUTHORING)


_documents = Part(documents)


def log_to_stderr(level: str) -> None:
    """One line a record, with the id of the request it belongs to."""
    handler = logging.StreamHandler()
    handler.addFilter(RequestIdFilter())
    handler.setFormatter(
        _OneLine("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s")
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # What was migrated is told in one line, by whoever asked for it.
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)


class _OneLine(logging.Formatter):
    """Keeps what a client sent from beginning a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")


def _follow_the_log() -> None:
    try:
        log.follow(clock.now())
    except (PeeweeException, OSError) as error:
        # What can be answered without it is; the ticker follows the log as soon as it can be read.
        _log.error("the log of changes cannot be read: %s", error)
        databases.close()


def _due_times() -> dict[str, datetime]:
    due = queries.next_due_by_site()
    return {each.slug: due[each.id] for each in sites.cards() if each.id in due} if due else {}


def _addresses() -> list[tuple[str, str | None]]:
    return [(each.slug, each.base_url) for each in sites.cards()]


def _refuse() -> None:
    """What the server has found to be wrong before, and names that are not ours."""
    refusal = request.environ.get(REFUSAL)
    if refusal is not None:
        raise refusal
    if not hosts.is_ours(request.environ):
        hosts.require_known()
        raise UnknownHost


def _allow_origins(app: Flask, settings: Settings) -> None:
    CORS(
        app,
        resources={
            PUBLIC_PATHS: {
                "origins": "*",
                "send_wildcard": True,
                "methods": ["GET", "HEAD", "OPTIONS", "POST"],
                "max_age": PREFLIGHT_SECONDS,
                "expose_headers": list(EXPOSED),
            },
            AUTHORING_PATHS: {
                "origins": list(settings.cors_origins),
                "expose_headers": ["ETag", "Idempotent-Replayed", "Location", "Retry-After"],
            },
        },
    )


def _probed_by_any_name(app: App) -> App:
    """Load balancers ask for a machine's health by an address, and by HTTP/1.0 without a name."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] in health.PATHS:
            environ = {**environ, "HTTP_HOST": "localhost"}
        return app(environ, start_response)

    return answer


def _behind_proxies(app: App, hops: int) -> App:
    if not hops:
        return app
    return ProxyFix(app, x_for=hops, x_proto=hops, x_host=hops)


def _public_headers(response: Response) -> Response:
    """What every answer carries, whatever made it."""
    # Looking for each of them among all the others takes much longer.
    given = {name.lower() for name, _ in response.headers}
    wanted = security_headers.headers()
    response.headers.extend([each for each in wanted if each[0].lower() not in given])
    response.vary.add("Accept-Encoding")
    if response.status_code >= 400:
        response.vary.add("Accept-Language")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _freshness_of(response.status_code)
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
