"""Browsers are told to keep to HTTPS exactly where the public address is one of HTTPS."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api.runtime.config import config
from api.settings import Settings
from tests import applications
from tests.api.delivery.test_guards import PAGES, PLAIN, PROMISE
from tests.conftest import _release


@pytest.fixture(params=["https://portal.test", "http://portal.test"])
def reader(settings: Settings, request: pytest.FixtureRequest) -> Iterator[FlaskClient]:
    """Reads an installation whose public address is as the parameter says."""
    yield applications.opened(replace(settings, base_url=request.param)).test_client()
    _release()


def test_https_is_promised_where_the_public_address_is_https(reader: FlaskClient) -> None:
    asked = [reader.get(path, headers={"Accept": "text/html"}) for path in (*PAGES, *PLAIN)]
    asked.append(reader.post("/v1/views", json={"type": "article", "id": f"{0:032x}"}))

    is_https = config().base_url.startswith("https:")
    expected = "max-age=31536000" if is_https else None
    assert {answer.headers.get(PROMISE) for answer in asked} == {expected}
