"""What tests of view counts share: a clock that stands still, a commune, a server of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import time_machine

from api.publishing.models import Document
from api.views import salts
from api.views.salts import Salts
from tests import serving
from tests.factories import NOON, make_article, make_site


@pytest.fixture
def clock() -> Iterator[Any]:
    """The time stands still, at noon in UTC, until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def article(app, clock) -> Document:
    """A live article of a commune."""
    return make_article(make_site())


@pytest.fixture
def shared_salts() -> Iterator[Salts]:
    """Salts as the server hands them to its children; the ticker's job renews them."""
    made = Salts()
    salts.use(made)
    yield made
    os.close(made.descriptor)


Served = Callable[[], AbstractContextManager[serving.LiveServer]]


@pytest.fixture
def served(database: str, settings, tmp_path: Path) -> Served:
    """Starts `congxa serve` with four workers, behind a proxy, on the database of this test."""
    environ = serving.environment(
        tmp_path,
        CONGXA_DATABASE_URL=settings.database_url,
        CONGXA_STATE_DIR=str(settings.state_dir),
        CONGXA_WORKERS="4",
        CONGXA_PROXY_HOPS="1",
    )
    for file in tmp_path.glob("data/*"):
        file.chmod(0o600)
    return lambda: serving.serving(environ)
