"""Whether the process lives, and whether it can do its work."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Response
from marshmallow import fields

from api.core.jsons import dumps
from api.core.schemas import Schema
from api.core.smorest import RETRY_SECONDS, Blueprint, TolerantQuerySchema
from api.operations import checks

PATHS = frozenset({"/healthz", "/readyz"})
"""What is answered whatever name is asked for."""

blp = Blueprint("health", __name__, description="For whoever watches over the service.")

_log = logging.getLogger(__name__)


class HealthSchema(Schema):
    """Whether all is well; in `/readyz` part by part."""

    status = fields.String(required=True, metadata={"enum": ["ok", "unavailable"]})
    checks = fields.Dict(keys=fields.String(), values=fields.String())


@blp.get("/healthz")
@blp.arguments(TolerantQuerySchema, location="query")
@blp.response(200, HealthSchema)
@blp.alt_response(400, response="DEFAULT_ERROR")
def get_health(query: dict[str, Any]) -> Response:
    """Say that the process answers.

    For whoever starts it again when it does not.
    """
    return _uncached({"status": "ok"}, 200)


@blp.get("/readyz")
@blp.arguments(TolerantQuerySchema, location="query")
@blp.response(200, HealthSchema)
@blp.alt_response(400, response="DEFAULT_ERROR")
@blp.alt_response(503, schema=HealthSchema, description="Something it needs is missing.")
def get_readiness(query: dict[str, Any]) -> Response:
    """Say whether database, schema and media can be used.

    For whoever sends it requests: 503 names what cannot be used.
    """
    found = {name: _outcome(name, check) for name, check in checks.CHECKS.items()}
    is_ready = set(found.values()) == {"ok"}
    status = "ok" if is_ready else "unavailable"
    return _uncached({"status": status, "checks": found}, 200 if is_ready else 503)


def _outcome(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        _log.warning("%s is not ready", name, exc_info=True)
        return "failed"
    return "ok"


def _uncached(body: dict[str, Any], status: int) -> Response:
    response = Response(dumps(body), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if status != 200:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
