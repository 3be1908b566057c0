"""Runs `old_engine.py` in the Python that has the engine."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.no_skips import IS_CI

Step = dict[str, Any]

PROGRAM = Path(__file__).with_name("old_engine.py")
ENVIRON = {
    "PATH": os.environ["PATH"],
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --no-sandbox --ignore-certificate-errors",
}
SECONDS = 150


def demand(python: str, module: str, remedy: str) -> None:
    """Fail in CI, and skip elsewhere, where a Python has no such engine."""
    if (
        not Path(python).exists()
        or subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode
    ):
        reason = f"no old browser: {remedy}"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)


def taken(python: str, steps: list[Step], home: Path) -> list[Any]:
    """What the engine tells of each step, until it ends."""
    environ = {**ENVIRON, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    run = subprocess.run(
        [python, str(PROGRAM)],
        input=json.dumps(steps),
        env=environ,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("[")]
