"""No test may run for ever, and one that is ended leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANGING = """
import subprocess, sys
import pytest

@pytest.fixture
def server():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    print("ended with", process.wait())

def test_it_waits_for_ever(server):
    server.wait()
"""


def test_every_test_has_a_limit(pytestconfig: pytest.Config) -> None:
    assert 0 < float(pytestconfig.getini("timeout")) <= 600


def test_one_that_hangs_fails_and_ends_what_it_started(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(HANGING)
    settings = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path))

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "--timeout=1", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stdout
    assert "Timeout (>1.0s)" in done.stdout
    assert "ended with -9" in done.stdout
