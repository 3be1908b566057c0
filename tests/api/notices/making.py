"""Makes notices for tests, and reads them back over HTTP."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from flask.testing import FlaskClient

from api.publishing.models import Document
from tests.factories import NOON, make


def make_notice(
    site: Document,
    title: str = "Lịch tiếp công dân",
    *,
    at: datetime = NOON,
    published: bool = True,
    **content: Any,
) -> Document:
    """A notice of a site, live unless told otherwise; a field of it is called `kind`."""
    return make("notice", site, title=title, at=at, published=published, **content)


def titles(client: FlaskClient, **query: str) -> list[str]:
    """The titles that the list of notices holds, in its order."""
    answer = client.get(f"/v1/notices?{urlencode({'fields': 'title', **query})}")
    assert answer.status_code == 200, answer.data
    return [each["title"] for each in orjson.loads(answer.data)["items"]]


def item(client: FlaskClient, notice: Document, query: str = "") -> dict[str, Any]:
    """A whole notice as it is served."""
    answer = client.get(f"/v1/notices/{notice.id}{query}")
    assert answer.status_code == 200, answer.data
    found: dict[str, Any] = orjson.loads(answer.data)
    return found
