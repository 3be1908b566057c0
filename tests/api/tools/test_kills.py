"""A mirror that is killed at any line and run again ends identical to its portal."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from flask import Flask

from tests import serving
from tests.api.syndication.test_interruptions import being_written
from tests.api.tools.world import World, files_in, media_of, objects_of
from tests.sizes import SIZES

ROOT = Path(__file__).parents[3]


def killed_at(line: int, url: str, folder: Path) -> bool:
    """Run the mirror to its N-th line; whether it came so far."""
    module = [sys.executable, "-m", "tests.api.tools.killed", str(line)]
    command = [*module, url, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def test_f14_a_mirror_killed_at_any_line_ends_identical(
    app: Flask, world: World, url: str, folder: Path
) -> None:
    choice = random.Random(14)  # noqa: S311 - a reproducible test
    kills = 0

    with being_written(world.site):
        for _ in range(SIZES["F14"].rounds):
            kills += killed_at(int(10 ** choice.uniform(1, 4)), url, folder)
    done = serving.congxa({"PATH": ""}, "mirror", url, str(folder))

    assert kills > SIZES["F14"].rounds / 4
    assert done.stdout.startswith("Identical: ")
    assert done.stderr == ""
    assert files_in(folder) == objects_of(app) | media_of(app)
