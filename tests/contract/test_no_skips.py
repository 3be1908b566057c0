"""A skip is a failure where CI is set, and stays a skip elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPING = {
    "in a test": "import pytest\n\ndef test_it():\n    pytest.skip('no server')\n",
    "by a mark": "import pytest\n\n@pytest.mark.skip(reason='no server')\ndef test_it(): ...\n",
    "as a file": "import pytest\n\npytest.skip('no server', allow_module_level=True)\n",
}
FAILING_AS_EXPECTED = "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    assert False\n"


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_a_skip_fails_on_ci(tmp_path: Path, source: str) -> None:
    done = run_pytest(tmp_path, source, ci="true")

    assert done.returncode != 0
    assert "no server" in done.stdout
    assert "Nothing may be skipped" in done.stdout


def test_a_skip_is_a_skip_elsewhere(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, SKIPPING["in a test"], ci="")

    assert done.returncode == 0
    assert "1 skipped" in done.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, FAILING_AS_EXPECTED, ci="true")

    assert done.returncode == 0
    assert "1 xfailed" in done.stdout


def run_pytest(folder: Path, source: str, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_made_up.py").write_text(source)
    quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    environ = {**os.environ, **quick, "CI": ci}
    environ.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, f"--rootdir={folder}", "-c", os.devnull, str(folder)],
        env=environ,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
