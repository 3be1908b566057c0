"""A portal on the Saturday before a week, and those who plan and publish its calendar."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import NOON


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """The Saturday before that week."""
    with time_machine.travel(NOON, tick=False):
        yield
