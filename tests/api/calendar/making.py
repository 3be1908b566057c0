"""Makes officials and calendar entries for tests, and reads them back over HTTP."""

from typing import Any
from urllib.parse import urlencode

import orjson
from flask.testing import FlaskClient

from api.publishing.models import Document
from tests.factories import make

MONDAY, TUESDAY, SUNDAY = "2026-07-13", "2026-07-14", "2026-07-19"
WEEK = "2026-W29"


def make_official(site: Document, name: str = "Lê Văn Phúc", **content: Any) -> Document:
    """A live official of a site."""
    return make("official", site, name=name, **content)


def make_entry(site: Document, title: str = "Họp giao ban", **content: Any) -> Document:
    """A live entry, on the Monday unless told otherwise."""
    return make("calendar_entry", site, title=title, **{"date": MONDAY, **content})


def entries(client: FlaskClient, site: Document, **query: str) -> list[dict[str, Any]]:
    """The entries from that Monday on, or those that the query asks for."""
    asked = urlencode({"site": site.slug, "from": MONDAY, **query})
    answer = client.get(f"/v1/calendar/entries?{asked}")
    assert answer.status_code == 200, answer.data
    found: list[dict[str, Any]] = orjson.loads(answer.data)["items"]
    return found


def titles(client: FlaskClient, site: Document, **query: str) -> list[str]:
    """Their titles, in their order."""
    return [each["title"] for each in entries(client, site, **query)]


def week(client: FlaskClient, site: Document, name: str = WEEK, **query: str) -> dict[str, Any]:
    """The JSON of a week."""
    asked = urlencode({"site": site.slug, **query})
    answer = client.get(f"/v1/calendar/weeks/{name}?{asked}")
    assert answer.status_code == 200, answer.data
    found: dict[str, Any] = orjson.loads(answer.data)
    return found
