"""The audit log over HTTP: an admin reads what was done on the sites that the admin administers."""

# The library carries no types.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, no-any-return"

from typing import Any

from flask import Response, request

from api.http.authoring import Blueprint, actor, answer, page
from api.publishing.authoring import events
from api.publishing.authoring.audit_schemas import (
    AuditListSchema,
    AuditQuerySchema,
    VerificationQuerySchema,
    VerificationSchema,
)

ROOT = "/authoring/v1/audit"
blp = Blueprint("audit", __name__, description="Who did what, when and by what means.")


@blp.get(ROOT)
@blp.arguments(AuditQuerySchema, location="query")
@blp.response(200, AuditListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_audit_events(query: dict[str, Any]) -> Response:
    """List what was done, the newest first.

    An admin of all sites sees every event, any other admin those on documents of own sites.
    """
    return page(events.page(actor(), query, request.path), AuditListSchema)


@blp.get(f"{ROOT}/verification")
@blp.arguments(VerificationQuerySchema, location="query")
@blp.response(200, VerificationSchema)
def verify_audit_log(query: dict[str, Any]) -> Response:
    """Check that no event was changed, removed or moved.

    The hash of each event covers the one before. With a `head` that was noted earlier, it is seen
    too when the end of the log was cut off. For an admin of all sites.
    """
    return answer(events.verification(actor(), query["head"]), VerificationSchema)
