"""A portal with content, and empty places to restore it into."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import serving
from tests.api.backups.portals import Places, Portal, fill


def place(folder: Path, url: str | None = None) -> Portal:
    """An empty place in a folder, on SQLite unless it has a database elsewhere."""
    folder.mkdir()
    environ = serving.environment(
        folder,
        CONGXA_DATABASE_URL=url or f"sqlite:///{folder}/congxa.db",
        CONGXA_BASE_URL="http://portal.test",
    )
    return Portal(environ, folder.parent / "backups")


@pytest.fixture(scope="session")
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[bool], Portal]:
    """A portal with two articles and a photo that others are copied from, by whether on SQLite."""
    made: dict[bool, Portal] = {}

    def portal(is_sqlite: bool) -> Portal:
        if is_sqlite not in made:
            url = None if is_sqlite else request.getfixturevalue("postgres").create()
            folder = tmp_path_factory.mktemp("filled")
            made[is_sqlite] = place(folder / "portal", url)
            fill(made[is_sqlite], folder / "bundle")
        return made[is_sqlite]

    return portal


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Makes a place of a name, with a database of its own like another one; all share backups."""

    def make(name: str, like: str | None = None) -> Portal:
        if request.param == "sqlite":
            return place(tmp_path / name)
        server = request.getfixturevalue("postgres")
        template = like.rpartition("/")[2] if like else "template1"
        return place(tmp_path / name, server.create(template=template))

    return make


@pytest.fixture
def portal(
    request: pytest.FixtureRequest, places: Places, filled: Callable[[bool], Portal]
) -> Portal:
    """A portal with two articles and a photo."""
    model = filled("sqlite" in request.node.callspec.id)
    made = places("first", model.environ["CONGXA_DATABASE_URL"])
    for source in Path(model.environ["HOME"]).iterdir():
        target = Path(made.environ["HOME"]) / source.name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
    return made
