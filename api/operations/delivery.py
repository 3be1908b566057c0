"""Whether the process lives, and whether it can do its work."""

from hmac import compare_digest
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any

import flask
from flask import Response, request
from marshmallow import fields
from prometheus_client import CONTENT_TYPE_LATEST

from api.http.schemas.base import Schema
from api.http.smorest import RETRY_SECONDS, Blueprint, TolerantQuerySchema
from api.operations import checks, metrics
from api.runtime.config import config
from api.runtime.errors import NotFound, NotSignedIn
from api.runtime.jsons import dumps

PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
"""What is answered whatever name is asked for."""

figures = flask.Blueprint("metrics", __name__)
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
    outcomes = checks.outcomes(monotonic())
    is_ready = set(outcomes.values()) == {checks.OK}
    status = "ok" if is_ready else "unavailable"
    return _uncached({"status": status, "checks": outcomes}, 200 if is_ready else 503)


@figures.get("/metrics")
def get_metrics() -> Response:
    """Figures for Prometheus, for who shows the token or asks from an address that may."""
    wanted = config()
    if not wanted.metrics_token and not wanted.metrics_address:
        raise NotFound
    if not (_is_at_home(wanted.metrics_address) or _shows(wanted.metrics_token)):
        raise NotSignedIn if wanted.metrics_token else NotFound
    response = Response(metrics.page(), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_at_home(networks: tuple[str, ...]) -> bool:
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return any(address in ip_network(network) for network in networks)


def _shows(token: str) -> bool:
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    is_it = compare_digest(shown.strip().encode(), token.encode())
    return bool(token) and scheme.lower() == "bearer" and is_it


def _uncached(body: dict[str, Any], status: int) -> Response:
    response = Response(dumps(body), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if status != 200:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
