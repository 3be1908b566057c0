"""Applications as `create_app` makes them, with routes that are made once for a process."""

from copy import copy
from functools import cache

from flask import Flask

from api import application
from api.preparation import prepare
from api.runtime import runtime
from api.settings import Settings

_with_routes = cache(application.with_routes)


def opened(settings: Settings) -> Flask:
    """An application of a new runtime; it shares with others nothing but routes."""
    runtime.begin()
    settings = prepare(settings)
    of = settings.frontend_dir, settings.cors_origins
    routed = _with_routes(*of)
    app = copy(routed)
    app.config, app.extensions = copy(routed.config), {**routed.extensions, __name__: of}
    return application.opened(app, settings)


def with_own_routes(app: Flask) -> Flask:
    """The same, whose routes are no other's any more: for tests that add some."""
    return rerouted(app, application.with_routes(*app.extensions[__name__]))


def rerouted(app: Flask, routed: Flask) -> Flask:
    """The same, with the routes of another one."""
    own = vars(routed)
    vars(app).update({name: own[name] for name in own.keys() - {"config", "extensions", "json"}})
    return app
