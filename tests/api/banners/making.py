"""Makes banners for tests, and reads them back over HTTP."""

from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask.testing import FlaskClient

from api.media import commands as media
from api.media.images import intake
from api.media.images.intake import PreparedImage
from api.publishing.models import Document
from tests.api.media.samples import encoded, picture
from tests.factories import NOON, make


def photo() -> str:
    """The id of a small picture that is kept."""
    return str(media.keep_prepared(_prepared(), NOON).id)


@cache
def _prepared() -> PreparedImage:
    return intake.prepare(encoded(picture(), "PNG"), max_bytes=1_000_000)


def make_banner(
    site: Document, label: str, placement: str = "sidebar", *, at: datetime = NOON, **content: Any
) -> Document:
    """A banner with a picture; `starts_at` and `ends_at` may be moments."""
    image = {"media": content.pop("media", None) or photo(), "alt": "Hiến máu"}
    facts = {name: _text(value) for name, value in content.items()}
    return make(
        "banner", site, at=at, placement=placement, image=image, label=label, **facts
    )  # fmt: skip


def labels(client: FlaskClient, site: Document, **query: str) -> list[str]:
    """The labels of the banners that show, in their order."""
    asked = urlencode({"site": site.slug, **query})
    answer = client.get(f"/v1/banners?{asked}")
    assert answer.status_code == 200, answer.data
    return [each["label"] for each in orjson.loads(answer.data)["items"]]


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
