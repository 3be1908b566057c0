"""A portal with something of everything, and copies of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from api.tools.cli import mirror
from tests.api.delivery.standing import standing_app  # noqa: F401 - a fixture
from tests.api.tools.paper import PHOTO, Paper, file_of, key_of, row_of
from tests.api.tools.portals import Proxy, served
from tests.api.tools.world import World
from tests.factories import make

Mirror = Callable[..., Result]


@pytest.fixture
def world(app: Flask) -> World:
    """What the portal has."""
    return World()


@pytest.fixture
def proxy(app: Flask, world: World) -> Proxy:
    """What stands in front of the portal."""
    return Proxy(app)


@pytest.fixture
def url(proxy: Proxy) -> Iterator[str]:
    """Where the portal answers."""
    with served(proxy) as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copy lies."""
    return tmp_path / "copies" / "copy"


@pytest.fixture
def sync(url: str, folder: Path) -> Mirror:
    """Runs `congxa mirror` once."""
    return mirroring(url, folder)


@pytest.fixture
def paper() -> Paper:
    """A portal of three articles, the first with a photo."""
    rows = [row_of(1, photo=file_of(PHOTO)), row_of(2), row_of(3)]
    return Paper(rows, {f"/media/{key_of(PHOTO)}": PHOTO})


@pytest.fixture
def spoilt(paper: Paper) -> Proxy:
    """What stands in front of the portal of paper."""
    return Proxy(paper)


@pytest.fixture
def copy(spoilt: Proxy, folder: Path) -> Iterator[Mirror]:
    """Runs `congxa mirror` once on the portal of paper."""
    with served(spoilt) as address:
        yield mirroring(address, folder)


def mirroring(address: str, folder: Path) -> Mirror:
    """Runs `congxa mirror` once."""

    def run(*options: str) -> Result:
        return CliRunner().invoke(mirror, [address, str(folder), *options])

    return run


@pytest.fixture(scope="module")
def standing_world(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """What the portal has; no test here changes it."""
    world = World()
    world.withdraw(world.plain[0])
    make("legal_document", world.site, title="Về thu gom rác", number="15/2026/QĐ-UBND")
    for number in range(3):
        make("official", world.site, name=f"Lê Văn {number}", position="Phó Chủ tịch")
    return world


@pytest.fixture
def front(standing_app, standing_world: World) -> Proxy:  # noqa: F811
    """What stands in front of the portal."""
    return Proxy(standing_app)


@pytest.fixture
def address(front: Proxy) -> Iterator[str]:
    """Where the portal answers."""
    with served(front) as where:
        yield where
