"""What tests of view counts share: a clock that stands still, a commune, a server of its own."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from api.publishing.models import Document
from api.views import salts
from api.views.salts import Salts
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
