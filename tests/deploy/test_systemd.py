"""The units of `deploy/systemd` as systemd itself sees them, and what the service tells it."""

import re
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.no_skips import IS_CI

UNITS = Path(__file__).parents[2] / "deploy/systemd"
MOST_EXPOSED = 3.0


@pytest.fixture
def analyze() -> str:
    """The program that judges units."""
    program = shutil.which("systemd-analyze")
    if program is None:
        reason = "no systemd-analyze: install the package systemd"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    return program


def services() -> list[Path]:
    return sorted(UNITS.glob("*.service"))


@pytest.mark.parametrize("unit", services(), ids=[each.name for each in services()])
def test_a_service_has_no_right_that_it_does_not_use(analyze: str, unit: Path) -> None:
    command = [analyze, "security", "--offline=true", "--no-pager", unit]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)

    assert found is not None
    assert float(found[1]) <= MOST_EXPOSED


def test_systemd_understands_the_units(analyze: str, tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        # There is no installation here: some program stands where theirs would be.
        text = unit.read_text("utf-8").replace("/opt/congxa/bin/congxa", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")

    command = [analyze, "verify", "--man=no", *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[socket.socket]:
    """Where systemd would hear of the service."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(30)
        yield listener


def test_it_is_told_when_the_service_answers_and_when_it_ends(
    listener: socket.socket, tmp_path: Path
) -> None:
    environ = serving.environment(tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify"))

    with serving.serving(environ) as server:
        ready = listener.recv(64)
        with urllib.request.urlopen(f"{server.url}/healthz") as answer:
            is_answered = answer.status
    ended = listener.recv(64)

    assert (ready, is_answered, ended) == (b"READY=1", 200, b"STOPPING=1")
