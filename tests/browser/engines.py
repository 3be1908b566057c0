"""Runs `old_engine.py` in the Python that has the engine."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

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


class Engine(NamedTuple):
    """An old browser: the Python that has it, in which package, and how one comes by it."""

    python: str
    package: str
    remedy: str


def demand(engine: Engine) -> None:
    """Fail in CI, and skip elsewhere, where there is no such engine."""
    asked = [engine.python, "-c", f"import {engine.package}.QtWebEngineWidgets"]
    if (
        not Path(engine.python).exists()
        or subprocess.run(asked, capture_output=True, env=ENVIRON).returncode
    ):
        reason = f"no old browser: {engine.remedy}"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)


def taken(engine: Engine, steps: list[Step], home: Path) -> list[Any]:
    """What the engine tells of each step, until it ends."""
    environ = {**ENVIRON, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    run = subprocess.run(
        [engine.python, str(PROGRAM), engine.package],
        input=json.dumps(steps),
        env=environ,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("[")]
