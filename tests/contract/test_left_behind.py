"""What a run of the tests leaves in memory that was killed, the next one takes away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

LONG_AGO = 1_000_000_000
WAITS = [sys.executable, "-c", "print(flush=True); input()"]


def folder(place: Path, name: str, pid: int | str | None = None) -> Path:
    """What a server has left that ran, or runs, under this number."""
    data = place / f"{postgres.PREFIX}{name}" / "data"
    data.mkdir(parents=True)
    if pid is not None:
        (data / "postmaster.pid").write_text(f"{pid}\n{data}\n")
    return data.parent


@pytest.mark.parametrize("pid", [None, 2**22 + 1, "nonsense"])
def test_what_no_server_uses_is_swept(tmp_path: Path, pid: int | str | None) -> None:
    dead, young = folder(tmp_path, "dead", pid), folder(tmp_path, "young", pid)
    other = tmp_path / "other"
    other.mkdir()
    for each in (dead, other):
        os.utime(each, (LONG_AGO, LONG_AGO))

    postgres.sweep(tmp_path)

    assert {*tmp_path.iterdir()} == {young, other}


@pytest.mark.parametrize(("program", "is_left"), [("postgres", True), ("another", False)])
def test_what_a_living_server_uses_is_left(tmp_path: Path, program: str, is_left: bool) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([*WAITS, program], **pipes) as process:
        assert process.stdout
        process.stdout.readline()  # Before, it may not be named yet by what it was started with.
        used = folder(tmp_path, "used", process.pid)
        os.utime(used, (LONG_AGO, LONG_AGO))

        postgres.sweep(tmp_path)

        assert used.exists() is is_left
