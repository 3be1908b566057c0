"""A portal with the documents of the corpus, made once for each kind of database and file."""

import pytest
from flask import Flask

from tests.api.delivery.standing import reader, site, standing_app  # noqa: F401 - fixtures
from tests.api.search.portal import Portal


@pytest.fixture(scope="module")
def portal(standing_app: Flask) -> Portal:  # noqa: F811 - as pytest has it
    return Portal(standing_app.test_client())
