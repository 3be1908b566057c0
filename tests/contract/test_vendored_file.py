"""The desk's one vendored file is what its lock file makes (docs/trust.md, T10)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.no_skips import IS_CI

ROOT = Path(__file__).parents[2]
VENDORED = ROOT / "frontend/desk/vendor/prosemirror.js"


def test_t10_the_vendored_file_is_what_its_lock_file_makes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        reason = "no npm: the vendored file is not built again"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    shutil.copytree(ROOT / "vendor", tmp_path / "vendor", ignore=lambda *_: {"node_modules"})
    shutil.copy(ROOT / "Makefile", tmp_path)

    made = tmp_path / "made.js"
    command = ["make", "--silent", "vendor", f"VENDORED={made}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert made.read_bytes() == VENDORED.read_bytes()
