"""Runs programs under node with the packages of `tests/package.json`."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.no_skips import IS_CI

MODULES = Path(__file__).parent / "node_modules"


def need(package: str) -> None:
    """Skip the test where a package was not installed; on CI that is a failure."""
    if not (MODULES / package).exists():
        reason = f"no {package}: npm ci --prefix tests"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)


def told(program: Path, given: Any) -> Any:
    """What a program prints as JSON when it is given JSON; a failure shows all of it."""
    done = subprocess.run(
        ["node", program], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)
