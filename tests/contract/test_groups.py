"""What shares something costly is kept in one process, so that it is made once for a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spreading import LONG

GROUPED = """
import os
import pytest

@pytest.mark.xdist_group("costly")
@pytest.mark.parametrize("number", range(8))
def test_it(number):
    print("ran in", os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_group_stays_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    # As the Makefile runs the suite. Some versions of both libraries together forget the groups.
    spread = ("-p", "xdist", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider", "-rP")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *spread, "--rootdir", str(tmp_path), str(tmp_path)],
        # Of our plugins no other one has a say in it, and each process takes seconds to load them.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    places = [line for line in done.stdout.splitlines() if line.startswith("ran in")]
    assert len(places) == 8, done.stdout
    assert len({*places}) == 1


def test_what_is_begun_first_is_there() -> None:
    assert {path.name for path in Path(__file__).parents[1].rglob("test_*.py")} >= LONG


def test_no_test_has_a_long_id(request: pytest.FixtureRequest) -> None:
    assert max(len(each.nodeid) for each in request.session.items) < 1_000
