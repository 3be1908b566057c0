"""Makes legal documents for tests, and reads them back over HTTP."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from flask.testing import FlaskClient

from api.publishing import commands
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.factories import NOON


def make_document(
    site: Document, title: str = "Về việc giao kế hoạch", *, at: datetime = NOON, **content: Any
) -> Document:
    """A live legal document of a site."""
    made = commands.create("legal_document", site.id, {"title": title, **content}, (OPERATOR, at))
    commands.publish(made, OPERATOR, at)
    return made


def titles(client: FlaskClient, **query: str) -> list[str]:
    """The titles that the list of legal documents holds, in its order."""
    answer = client.get(f"/v1/legal-documents?{urlencode({'fields': 'title', **query})}")
    assert answer.status_code == 200, answer.data
    return [each["title"] for each in orjson.loads(answer.data)["items"]]


def item(client: FlaskClient, document: Document, query: str = "") -> dict[str, Any]:
    """A whole legal document as it is served."""
    answer = client.get(f"/v1/legal-documents/{document.id}{query}")
    assert answer.status_code == 200, answer.data
    found: dict[str, Any] = orjson.loads(answer.data)
    return found
