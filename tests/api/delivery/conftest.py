"""What tests of the whole delivery API share."""

import pytest

from tests.api.delivery.standing import reader, site, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.world import World


@pytest.fixture(scope="module")
def world(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """Something at every address."""
    return World()
