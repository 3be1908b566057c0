"""`congxa conform` takes an installation with several sites for what it is."""

import pytest
from click.testing import CliRunner

from api.tools.cli import conform
from tests.api.delivery.standing import standing_app  # noqa: F401 - a fixture
from tests.api.delivery.world import World
from tests.api.tools.portals import served


@pytest.fixture(scope="module")
def two_communes(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """Two communes, of which no object names a media file."""
    return World()


def test_it_finds_nothing_where_there_are_two_communes(standing_app, two_communes) -> None:  # noqa: F811
    with served(standing_app) as address:
        done = CliRunner().invoke(conform, [address])

    told = [line for line in done.stdout.splitlines() if not line.startswith(("ok", " "))]
    assert done.exit_code == 0, done.stdout
    assert {line.split()[2].split(".")[0] for line in told[:-1]} == {"media"}
    assert " 0 broken, " in told[-1]
