"""A database of each kind, with an empty table of our own."""

from collections.abc import Iterator

import pytest

from api.db import databases
from tests.api.db.things import Thing


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database of each kind for all tests of a file; its address."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db')}/xa.db"
        return
    server = request.getfixturevalue("postgres")
    made = server.create()
    yield made
    server.drop(made)


@pytest.fixture
def things(url: str) -> Iterator[str]:
    """A connected one with an empty table of our own."""
    databases.connect(url)
    databases.make_files()
    Thing.create_table()
    Thing.delete().execute()
    yield url
    databases.close()
