"""Commands on a disk that is full or may only be read: one line says so, and nothing is lost."""

from pathlib import Path

import pytest

from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.media import samples
from tests.disks import Disk, disk, read_only


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Five articles and a photo."""
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    photo = samples.encoded(samples.picture(400), "JPEG")
    (folder / "media" / "a.jpg").write_bytes(photo)
    cover = {"file": "media/a.jpg", "alt": "Cầu"}
    return write_bundle(folder, [article(str(n), cover=cover) for n in range(5)])


class Portal:
    """A migrated portal that has its database or its media on a small disk."""

    def __init__(self, disk: Disk, environ: dict[str, str]) -> None:
        self.disk = disk
        self._environ = environ

    def run(self, *command: str) -> tuple[int, str]:
        done = serving.congxa(self._environ, *command, check=False)
        return done.returncode, done.stderr


@pytest.fixture(params=["media", "database"])
def portal(request: pytest.FixtureRequest, tmp_path: Path):
    folder = tmp_path / request.param
    environ = serving.environment(tmp_path)
    if request.param == "database":
        environ["CONGXA_DATABASE_URL"] = f"sqlite:///{folder}/congxa.db"
    with disk(folder, 10) as small:
        serving.congxa(environ, "migrate")
        yield Portal(small, environ)


def test_f06_an_import_onto_a_full_disk_says_so_and_is_finished_later(
    portal: Portal, bundle: Path
) -> None:
    portal.disk.fill()
    status, said = portal.run("import", str(bundle))
    portal.disk.free()

    assert status == 1
    assert said.count("\n") == 1
    assert "No space left" in said or "no room is left" in said
    assert portal.run("import", str(bundle)) == (0, "")
    assert portal.run("audit", "verify") == (0, "")


def test_f07_an_import_onto_a_read_only_disk_says_so_and_is_finished_later(
    portal: Portal, bundle: Path
) -> None:
    with read_only(portal.disk.path):
        status, said = portal.run("import", str(bundle))

    assert status == 78
    assert said.count("\n") == 1
    assert str(portal.disk.path) in said
    assert portal.run("import", str(bundle)) == (0, "")
    assert portal.run("audit", "verify") == (0, "")
