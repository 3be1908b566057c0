"""The application with content types of the tests' own, which no file of the program names."""

from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from api import application
from api.db.databases import db
from api.publishing import content_type
from api.publishing.authoring import authoring_of
from api.publishing.models import Document
from tests import applications
from tests.api.publishing.kinds import TABLES, LabelType, MemoType, PlacardType
from tests.factories import make_site

MEMOS = MemoType()
TYPES = LabelType(), MEMOS, PlacardType()


@cache
def _with_routes_of_types(frontend: Path, origins: tuple[str, ...]) -> Flask:
    app = application.with_routes(frontend, origins)
    for each in TYPES:
        app.register_blueprint(authoring_of(each))
    return app


@pytest.fixture
def kinds(app: Flask) -> None:
    """Memos and placards, which are reviewed, and labels, which are not, with all their routes."""
    for of_another_test in (MEMOS.forbidden, MEMOS.unbearable):
        of_another_test.clear()
    content_type.register(*TYPES)
    db.create_tables(TABLES)
    applications.rerouted(app, _with_routes_of_types(*app.extensions[applications.__name__]))


@pytest.fixture
def site(kinds: None) -> Document:
    """A live site, which wants a second person to publish."""
    return make_site()
