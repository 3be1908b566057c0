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
    app = _own(_with_routes(settings.frontend_dir, settings.cors_origins))
    return application.opened(app, settings)


def _own(routed: Flask) -> Flask:
    app = copy(routed)
    app.config, app.extensions = copy(routed.config), copy(routed.extensions)
    return app
