"""A portal and those who write in it; a folder that wants another one has a `site` of its own."""

import pytest
from flask.testing import FlaskClient

from api.publishing.models import Document, Role
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site


@pytest.fixture
def site(app) -> Document:
    """A live site, which wants a second person to publish."""
    return make_site()


@pytest.fixture
def author(client: FlaskClient, site: Document) -> Desk:
    """Somebody who may write."""
    return Desk(client, site, Role.AUTHOR)


@pytest.fixture
def editor(client: FlaskClient, site: Document) -> Desk:
    """Somebody who may change what others write."""
    return Desk(client, site, Role.EDITOR)


@pytest.fixture
def publisher(client: FlaskClient, site: Document) -> Desk:
    """Somebody who may publish."""
    return Desk(client, site, Role.PUBLISHER)
