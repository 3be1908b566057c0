"""Sends views as pages do, and reads what was counted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.publishing.models import Document
from api.runtime.clock import now
from api.views import commands, queries

FOLDING_SECONDS = 200
"""Long enough for the views of a full size, and less than what a test may take."""
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Mobile Safari/537.36"
)


def body(document: Document, kind: str | None = None) -> bytes:
    """What a page sends about a document."""
    return orjson.dumps({"type": kind or document.type, "id": str(document.id)})


def view(
    client: FlaskClient,
    document: Document,
    address: str = "203.113.0.1",
    agent: str = CHROME,
    headers: Mapping[str, str] | None = None,
) -> TestResponse:
    """One view, as `sendBeacon` sends it."""
    return client.post(
        "/v1/views",
        data=body(document),
        content_type="text/plain;charset=UTF-8",
        headers={"User-Agent": agent, **(headers or {})},
        environ_base={"REMOTE_ADDR": address},
    )


def address(number: int) -> str:
    """One of sixteen million addresses."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def fold(at: datetime | None = None) -> None:
    """Count all that waits."""
    while commands.fold(at or now()):
        pass


def views_of(*documents: Document) -> Any:
    """The counts of documents; of one alone its number."""
    found = queries.counted([UUID(str(each.id)) for each in documents])
    return found[0] if len(documents) == 1 else found
