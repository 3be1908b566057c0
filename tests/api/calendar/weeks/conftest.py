"""A portal on the Saturday before a week, and those who plan and publish its calendar."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient

from api.publishing.models import Document, Role
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make_site


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """The Saturday before that week."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def site(app) -> Document:
    """A live site, which wants a second person to publish."""
    return make_site()


@pytest.fixture
def editor(client: FlaskClient, site: Document) -> Desk:
    """Somebody who plans weeks."""
    return Desk(client, site, Role.EDITOR)


@pytest.fixture
def publisher(client: FlaskClient, site: Document) -> Desk:
    """Somebody who publishes them."""
    return Desk(client, site, Role.PUBLISHER)
