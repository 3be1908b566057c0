"""The two OpenAPI files: built from the views, served live, and committed in `openapi/`."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterable, Mapping

import orjson
from flask import Flask
from flask_smorest import Blueprint

from api.core.openapi import tidy
from api.core.smorest import Api, install
from api.core.version import VERSION

DELIVERY = {
    "API_TITLE": "Cổng Xã: Delivery API",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": (
                "What is public on the portals of an installation. Read-only but for the note of a"
                " view; every answer has a validator, every error is a problem detail (RFC 9457)."
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
            "description": "Where editors write. Its operations come with a later version.",
            "license": {"name": "MIT", "identifier": "MIT"},
            "contact": {"name": "Whoever runs this installation"},
        },
        "servers": [{"url": "/"}],
    },
}


def register(
    app: Flask, delivery: Iterable[Blueprint], authoring: Iterable[Blueprint]
) -> dict[str, bytes]:
    """Register both APIs and give their documents by name."""
    install(app)
    return {
        "delivery": _document(app, "DELIVERY_", DELIVERY, delivery),
        "authoring": _document(app, "AUTHORING_", AUTHORING, authoring),
    }


def _document(
    app: Flask, prefix: str, facts: Mapping[str, object], blueprints: Iterable[Blueprint]
) -> bytes:
    app.config.update({prefix + name: value for name, value in facts.items()})
    api = Api(app, config_prefix=prefix)
    for each in blueprints:
        api.register_blueprint(each)
    document = tidy({"paths": {}, **api.spec.to_dict()})
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
