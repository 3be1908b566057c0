"""The two OpenAPI files: built from the views, served live, and committed in `openapi/`."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterable, Mapping

import orjson
from flask import Flask
from flask_smorest import Blueprint

from api.http.authoring import SECURITY
from api.http.openapi import tidy
from api.http.smorest import Api, install
from api.runtime.version import VERSION

DELIVERY = {
    "API_TITLE": "Cổng Xã: Delivery API",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": (
                "What is public on the portals of an installation. Read-only but for what readers"
                " tell: a view, a rating, and a device that wants to hear of notices. Every answer"
                " has a validator, every error is a problem detail (RFC 9457)."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
            "contact": {"name": "Whoever runs this installation"},
        },
        "servers": [{"url": "/"}],
        "security": [],
    },
}
AUTHORING = {
    **DELIVERY,
    "API_TITLE": "Cổng Xã: Authoring API",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": (
                "Where editors write, and programs that write for them. Whoever calls is signed in;"
                " over plain HTTP only this machine is answered. No answer may be kept."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
            "contact": {"name": "Whoever runs this installation"},
        },
        "servers": [{"url": "/"}],
        "components": {"securitySchemes": SECURITY},
        "security": [{name: []} for name in SECURITY],
    },
}


def register(app: Flask, blueprints: Iterable[Blueprint]) -> None:
    """Serve these views. What describes them is made when somebody asks for it: see `documents`."""
    install(app)
    _api(app, "DELIVERY_", DELIVERY)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)


def documents(delivery: Iterable[Blueprint], authoring: Iterable[Blueprint]) -> dict[str, bytes]:
    """The document of each API by its name; no database is needed for it, but a moment's time."""
    app = Flask("api")
    install(app)
    return {
        "delivery": _document(_api(app, "DELIVERY_", DELIVERY), delivery),
        "authoring": _document(_api(app, "AUTHORING_", AUTHORING), authoring),
    }


def _api(app: Flask, prefix: str, facts: Mapping[str, object]) -> Api:
    app.config.update({prefix + name: value for name, value in facts.items()})
    return Api(app, config_prefix=prefix)


def _document(api: Api, blueprints: Iterable[Blueprint]) -> bytes:
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    document = tidy({"paths": {}, **api.spec.to_dict()})
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
