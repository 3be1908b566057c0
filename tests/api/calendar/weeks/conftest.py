"""A portal on the Saturday before a week, and those who plan and publish its calendar."""

from collections.abc import Iterator

import pytest
import time_machine

from api.publishing.models import Document
from tests.factories import NOON, make_site


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """The Saturday before that week."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def site(app) -> Document:
    """The commune of the application of a test, which has one of its own here."""
    return make_site()
