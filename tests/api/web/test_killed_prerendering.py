"""A site written as files is whole at any moment, whatever kills what writes it."""

import os
import pathlib
import random
import signal
import sys
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pytest
import time_machine

from api.runtime import clock
from api.runtime.disk import whole_files
from api.web import files
from api.web.prerendering import folder as prerendering
from api.web.prerendering import standing_in
from api.web.prerendering.following import Copy
from tests.api.delivery.world import at, rename
from tests.factories import make_article
from tests.sizes import SIZES

FILES = {pathlib.__file__, whole_files.__file__, prerendering.__file__}
CALLS = ("open", "fchmod", "write", "unlink")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_f28_a_run_that_is_killed_anywhere_leaves_whole_files_and_is_made_up_for(
    app, site, settings, tmp_path: Path
) -> None:
    folder, frontend = tmp_path / "site", files.read(settings.frontend_dir)
    article = make_article(site, "Khánh thành cầu")
    rename(article, "cau-da", at(0))
    assert not is_killed(0, app, frontend, folder)
    old = held(folder)
    make_article(site, "Hội thao")
    rename(article, "cau-moi", at(1))
    Copy(app.wsgi_app, frontend, tmp_path / "wanted", None).catch_up()
    new = held(tmp_path / "wanted")
    choice = random.Random(2)  # noqa: S311 - a reproducible test
    kills = 0

    for _ in range(SIZES["F28"].rounds):
        kills += is_killed(choice.randint(2, 40), app, frontend, folder)
        standing = held(folder)
        assert old.keys() & new.keys() <= standing.keys()
        assert [n for n in standing if standing[n] not in (old.get(n), new.get(n))] == []
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        Copy(app.wsgi_app, frontend, folder, None).catch_up()

    assert kills > SIZES["F28"].rounds / 3
    assert held(folder) == new
    assert list(folder.rglob("*.part")) == []


def held(folder: Path) -> dict[str, bytes]:
    """What a server may send of a folder, but as of when it is."""
    shown = [each for each in folder.rglob("[!.]*") if each.is_file()]
    names = {each: each.relative_to(folder).as_posix() for each in shown}
    return {
        names[each]: each.read_bytes() for each in shown if names[each] not in standing_in.FILES
    }


def is_killed(step: int, app, frontend, folder: Path) -> bool:
    """Write the site in a process that is killed at a step of its work on the folder; 0 is none."""
    child = os.fork()
    if not child:
        try:
            die_at(step)
            Copy(app.wsgi_app, frontend, folder, None).catch_up()
            os._exit(0)
        finally:
            os._exit(1)  # It must not go on as a process that runs tests.
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


def die_at(step: int) -> None:
    """Let this process be killed before so many calls that make, fill or remove a file."""
    left = step

    def count_down(frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        is_ours = frame.f_code.co_filename in FILES
        if is_ours and event == "c_call" and getattr(called, "__name__", "") in CALLS:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count_down)
