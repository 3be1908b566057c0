"""The wheel is the whole program: all of it is inside, and it needs no checkout to run."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests import wheel

# Where the folders of the checkout lie in the wheel.
FOLDERS = {
    "api": "api",
    "frontend": "api/frontend",
    "deploy/nginx": "api/deploy/nginx",
    "deploy/systemd": "api/deploy/systemd",
}


@pytest.fixture(scope="module")
def congxa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel where nothing else is."""
    return wheel.install(tmp_path_factory.mktemp("wheel"))


def run(congxa: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in an empty folder, with no setting."""
    return subprocess.run(
        [congxa, *arguments], cwd=folder, env={}, capture_output=True, text=True, check=False
    )


def files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found if path.suffix != ".pyc"}


def test_it_holds_every_file_of_the_program_and_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel.build(tmp_path)) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert inside == {
        f"{there}/{file}"
        for here, there in FOLDERS.items()
        for file in files_below(wheel.ROOT / here)
    }
    assert {"api/frontend/index.html", "api/migrations/content/0022_unheld_media.py"} <= inside


def test_its_pages_are_its_own(congxa: Path, tmp_path: Path) -> None:
    done = run(congxa, tmp_path, "settings")

    said = dict(line.split("=", 1) for line in done.stdout.splitlines() if line[:1] != " ")
    frontend = Path(said["CONGXA_FRONTEND_DIR"])
    assert frontend.is_relative_to(congxa.parents[1])
    assert files_below(frontend) == files_below(wheel.ROOT / "frontend")


def test_it_has_all_that_its_commands_need(congxa: Path, tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "site.json").write_text('{"slug": "yen-hoa", "name": "Xã Yên Hòa"}')

    done = run(congxa, tmp_path, "import", "bundle")

    assert (done.stdout, done.returncode) == ("Imported: 1 created, 0 updated, 0 unchanged.\n", 0)


def test_it_writes_the_contract_only_where_it_is_told(congxa: Path, tmp_path: Path) -> None:
    untold = run(congxa, tmp_path, "openapi")
    told = run(congxa, tmp_path, "openapi", "here")

    assert untold.returncode == 2
    assert "Missing argument 'FOLDER'" in untold.stderr
    assert told.returncode == 0
    for name in ("delivery.json", "authoring.json"):
        written = (tmp_path / "here" / name).read_bytes()
        assert written == (wheel.ROOT / "openapi" / name).read_bytes()
