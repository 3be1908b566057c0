"""The application with content types of the tests' own, which no file of the program names."""

import pytest
from flask import Flask

from api.db.databases import db
from api.publishing import content_type
from api.publishing.authoring import authoring_of
from api.publishing.models import Document
from tests.api.publishing.kinds import TABLES, LabelType, MemoType, PlacardType
from tests.applications import with_own_routes
from tests.factories import make_site


@pytest.fixture
def kinds(app: Flask) -> None:
    """Memos and placards, which are reviewed, and labels, which are not, with all their routes."""
    types = LabelType(), MemoType(), PlacardType()
    content_type.register(*types)
    db.create_tables(TABLES)
    with_own_routes(app)
    for each in types:
        app.register_blueprint(authoring_of(each))


@pytest.fixture
def site(kinds: None) -> Document:
    """A live site, which wants a second person to publish."""
    return make_site()
