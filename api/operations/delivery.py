"""Whether the process lives, and whether it can do its work."""

from time import monotonic
from typing import Any

from flask import Response
from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.smorest import RETRY_SECONDS, Blueprint, TolerantQuerySchema
from api.operations import checks
from api.runtime.jsons import dumps

PATHS = frozenset({"/healthz", "/readyz"})
"""What is answered whatever name is asked for."""

blp = Blueprint("health", __name__, description="For whoever watches over the service.")


class HealthSchema(Schema):
    """Whether all is well; in `/readyz` part by part."""

    status = fields.String(required=True, metadata={"enum": ["ok", "unavailable"]})
    checks = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": f"{', '.join(checks.NAMES)}: each ok, failed or unknown."},
    )


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
    """Say whether the service can do its work.

    For whoever sends it requests: 503 names what of databases, folders and disks cannot be used,
    and `ticker` where what is due is not done.
    """
    found = checks.outcomes(monotonic())
    is_ready = set(found.values()) == {checks.OK}
    status = "ok" if is_ready else "unavailable"
    return _uncached({"status": status, "checks": found}, 200 if is_ready else 503)


def _uncached(body: dict[str, Any], status: int) -> Response:
    response = Response(dumps(body), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if status != 200:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
