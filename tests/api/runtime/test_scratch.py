"""What killed processes left is swept; what somebody works with, and what is not ours, never."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine

from api.runtime.disk import scratch

HOURS_AGO = 7_200
DAYS_AGO = 2 * 86_400


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, of this test alone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def owner(temporary: Path) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Starts processes that own something, and says so once they do."""
    started: list[subprocess.Popen[bytes]] = []

    def start(program: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-c",
            f"import os, time\nfrom api.runtime.disk import scratch\n{program}",
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"owns\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


OWNING = (
    "with scratch.folder('import') as folder:\n"
    " (folder / 'photo').write_bytes(b'x')\n"
    " print('owns', flush=True)\n"
    " time.sleep(60)\n"
)
FORKING = OWNING.replace(" time.sleep", " os.fork()\n time.sleep")


def made_before(seconds: int, *paths: Path) -> None:
    """Let these have been made that long ago."""
    for path in paths:
        for each in (*path.rglob("*"), path):
            os.utime(each, (time.time() - seconds,) * 2)


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_a_folder_goes_with_its_block_and_holds_nothing_else(temporary: Path) -> None:
    with scratch.folder("import") as folder:
        assert list(folder.iterdir()) == []
        assert only(temporary).name.startswith("congxa-import-")

    assert list(temporary.iterdir()) == []


def test_a_folder_is_swept_once_its_owner_was_killed(temporary: Path, owner) -> None:
    process = owner(OWNING)
    made_before(HOURS_AGO, only(temporary))
    scratch.sweep_folders()
    while_alive = list(temporary.glob("*/*/photo"))

    process.kill()
    process.wait()
    scratch.sweep_folders()

    assert len(while_alive) == 1
    assert list(temporary.iterdir()) == []


def test_who_was_forked_by_the_owner_keeps_it(temporary: Path, owner) -> None:
    process = owner(FORKING)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text().split():
        time.sleep(0.01)
    child = int(children.read_text().split()[0])
    made_before(HOURS_AGO, only(temporary))
    process.kill()
    process.wait()

    scratch.sweep_folders()
    while_child = len(list(temporary.iterdir()))
    os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while list(temporary.iterdir()) and time.monotonic() < deadline:
        scratch.sweep_folders()

    assert while_child == 1
    assert list(temporary.iterdir()) == []


def test_the_next_of_its_kind_sweeps_as_well(temporary: Path, owner) -> None:
    process = owner(OWNING)
    left = only(temporary)
    made_before(HOURS_AGO, left)
    process.kill()
    process.wait()

    with scratch.folder("import"):
        assert not left.exists()


def test_a_step_of_the_clock_takes_nothing_that_is_just_being_made(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, years_ahead = scratch.lock, time.time() + 800 * DAYS_AGO

    def meanwhile(file: int) -> None:
        with time_machine.travel(years_ahead):
            scratch.sweep_folders()
        lock(file)

    monkeypatch.setattr(scratch, "lock", meanwhile)

    with scratch.folder("import") as folder, time_machine.travel(years_ahead):
        scratch.sweep_folders()
        assert folder.exists()


@pytest.mark.parametrize("name", ["congxa-import-old", "congxa-postgres-x", "other"])
def test_what_bears_no_mark_is_never_swept(temporary: Path, name: str) -> None:
    (temporary / name).mkdir()
    (temporary / name / "x").touch()
    made_before(DAYS_AGO, temporary / name)

    scratch.sweep_folders()

    assert (temporary / name / "x").exists()


def test_no_link_is_followed_and_nobody_elses_folder_touched(
    temporary: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").touch()
    (temporary / "congxa-import-link").symlink_to(elsewhere)
    foreign = temporary / "congxa-import-foreign"
    foreign.mkdir()
    (foreign / ".owner").touch()
    made_before(DAYS_AGO, elsewhere, foreign)
    os.chown(foreign, 12_345, 12_345)

    scratch.sweep_folders()

    assert (elsewhere / "precious").exists()
    assert foreign.exists()


def test_a_file_is_swept_once_nobody_holds_it(temporary: Path, owner) -> None:
    held, free, young = (temporary / f"{name}.unfinished" for name in ("held", "free", "young"))
    for path in (free, young):
        path.touch()
    process = owner(
        f"file = open({str(held)!r}, 'wb')\nscratch.lock(file.fileno())\n"
        "print('owns', flush=True)\ntime.sleep(60)"
    )
    made_before(HOURS_AGO, held, free)

    scratch.sweep_files(temporary, "*.unfinished")
    first = {path.name for path in temporary.iterdir()}
    process.kill()
    process.wait()
    scratch.sweep_files(temporary, "*.unfinished")

    assert first == {"held.unfinished", "young.unfinished"}
    assert only(temporary) == young
