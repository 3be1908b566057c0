"""The engine with content types of the tests' own, a site, and people with roles on it."""

import pytest

from api.db.databases import db
from api.publishing import content_type
from api.publishing.models import Document
from tests.api.publishing.kinds import TABLES, LabelType, MemoType, PlacardType
from tests.factories import make_site


@pytest.fixture
def kinds(database: str) -> None:
    """A fresh database on which memos, placards and labels are content types too."""
    content_type.register(LabelType(), MemoType(), PlacardType())
    db.create_tables(TABLES)


@pytest.fixture
def site(kinds: None) -> Document:
    """A live site, which wants a second person to publish."""
    return make_site()
