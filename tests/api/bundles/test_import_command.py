"""The command itself: a bar on a terminal, one import at a time, editors not kept waiting."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from api.db import unit_of_work
from api.media import commands as media
from api.media.models import Media
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.media import samples


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Twenty articles and a photo."""
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    photo = samples.encoded(samples.picture(40), "JPEG")
    (folder / "media" / "a.jpg").write_bytes(photo)
    cover = {"file": "media/a.jpg", "alt": "Cầu"}
    return write_bundle(folder, [article(str(n), cover=cover) for n in range(20)])


def on_a_terminal(environ: dict[str, str], *command: str) -> str:
    """What a command writes to a terminal that its errors go to."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [serving.CONGXA, *command], env=environ, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65_536)
        except OSError:  # The other end is closed.
            break
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_a_bar_moves_on_a_terminal_and_nowhere_else(tmp_path: Path, bundle: Path) -> None:
    environ = serving.environment(tmp_path, TERM="xterm")
    serving.congxa(environ, "migrate")

    shown = on_a_terminal(environ, "import", str(bundle))
    quiet = serving.congxa(environ, "import", str(bundle))

    moved = [part for part in shown.split("\r") if "Importing" in part]
    assert len(moved) > 3
    assert "100%" in moved[-1]
    assert quiet.stderr == ""
    assert quiet.stdout == "Imported: 0 created, 0 updated, 22 unchanged.\n"


def test_two_imports_at_once_take_turns(
    empty_database_url: str, tmp_path: Path, bundle: Path
) -> None:
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=empty_database_url)
    command = [serving.CONGXA, "import", str(bundle)]

    started = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = sorted(process.communicate(timeout=120)[0] for process in started)

    assert told == [
        "Imported: 0 created, 0 updated, 22 unchanged.\n",
        "Imported: 22 created, 0 updated, 0 unchanged.\n",
    ]


def test_files_reach_the_disk_outside_of_the_transaction_that_writers_wait_for(
    congxa_import: Import, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, inside = media.keep_prepared, []

    def keep(*args: object) -> Media:
        inside.append(unit_of_work.current())
        return really(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(media, "keep_prepared", keep)

    imported = congxa_import(bundle)

    assert imported.exit_code == 0, imported.output
    assert inside == [None]
